using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using AutoGradLinear.Generators.Analyzers;
using AutoGradLinear.Generators.Frontend;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>One run of the generator over source text, in memory.</summary>
internal sealed class GeneratorRun
{
    private static readonly CSharpCompilationOptions CompilationOptions = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
        .WithWarningLevel(9999)
        .WithNullableContextOptions(NullableContextOptions.Enable)
        .WithOptimizationLevel(OptimizationLevel.Release);

    private readonly RunSettings _settings;
    private readonly CSharpCompilation _input;
    private readonly Lazy<byte[]> _image;
    private GeneratorDriver _driver;

    private GeneratorRun(CSharpCompilation input, RunSettings settings)
    {
        _settings = settings;
        _input = input;
        _image = new Lazy<byte[]>(Compile);
        _driver = CSharpGeneratorDriver.Create(
            [new AutoGradGenerator(settings.Differentiate).AsSourceGenerator()],
            parseOptions: ParseOptionsFor(settings),
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        _driver = _driver.RunGeneratorsAndUpdateCompilation(input, out Compilation output, out ImmutableArray<Diagnostic> diagnostics);
        (Output, Diagnostics) = (output, diagnostics);
    }

    /// <summary>The framework, the runtime library and what that needs.</summary>
    public static ImmutableArray<MetadataReference> References { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => IsOfPlatform(Path.GetFileName(path)))
            .Append(typeof(DifferentiableAttribute).Assembly.Location)
            .Append(typeof(System.Numerics.Tensors.TensorPrimitives).Assembly.Location)
            .Append(typeof(RandomPrograms.Duals.Dual).Assembly.Location)
            .Append(typeof(MathNet.Numerics.SpecialFunctions).Assembly.Location)
            .Distinct()
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>The compilation with the generated sources.</summary>
    public Compilation Output { get; }

    /// <summary>What the generator reported.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    /// <summary>What the generator reported, and what the analyzers report of the compilation with the generated sources.</summary>
    public IReadOnlyList<Diagnostic> Reported => _settings.RunAnalyzers ? [.. Diagnostics, .. AnalyzerDiagnostics()] : Diagnostics;

    public GeneratorRunResult Result => _driver.GetRunResult().Results[0];

    public ImmutableArray<GeneratedSourceResult> Sources => Result.GeneratedSources;

    /// <summary>All generated text, for messages.</summary>
    public string Text => string.Join("\n", Sources.Select(source => source.SourceText.ToString()));

    public static GeneratorRun Of(params string[] sources) => With(RunSettings.Usual, sources);

    public static GeneratorRun With(RunSettings settings, params string[] sources)
        => new(
            CSharpCompilation.Create(
                settings.Assembly,
                sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, ParseOptionsFor(settings), $"Source{i}.cs")),
                [.. References, .. settings.Libraries.Select(library => MetadataReference.CreateFromImage(library.Image))],
                CompilationOptions.WithAllowUnsafe(settings.AllowUnsafe)),
            settings);

    /// <summary>The linked targets: what the frontend hands to the later rooms.</summary>
    public IReadOnlyList<Target> Targets()
        => Result.TrackedSteps["Link"]
            .SelectMany(step => step.Outputs)
            .Select(output => output.Value)
            .OfType<Draft<Target>>()
            .Select(draft => draft.Value)
            .OfType<Target>()
            .ToList();

    /// <summary>Runs the generator again after the text of one source has changed; gives the reasons of a step's outputs.</summary>
    public GeneratorRunResult Edit(int index, Func<string, string> edit)
    {
        SyntaxTree old = _input.SyntaxTrees[index];
        SyntaxTree changed = CSharpSyntaxTree.ParseText(edit(old.ToString()), ParseOptionsFor(_settings), old.FilePath);
        return _driver.RunGenerators(_input.ReplaceSyntaxTree(old, changed)).GetRunResult().Results[0];
    }

    /// <summary>The compiled assembly; warnings fail as errors do.</summary>
    public byte[] Image => _image.Value;

    /// <summary>The libraries that the compilation references.</summary>
    public IEnumerable<GeneratorRun> Libraries => _settings.Libraries;

    /// <summary>Loads the assembly and its libraries.</summary>
    public Assembly Load()
    {
        var context = new AssemblyLoadContext(_settings.Assembly, isCollectible: true);
        foreach (GeneratorRun library in Libraries)
            context.LoadFromStream(new MemoryStream(library.Image));
        return context.LoadFromStream(new MemoryStream(Image));
    }

    private byte[] Compile()
    {
        Assert.Null(Result.Exception);
        Assert.Empty(Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        List<Diagnostic> problems = Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).ToList();
        Assert.True(problems.Count == 0, $"{string.Join("\n", problems)}\n{Text}");
        using var stream = new MemoryStream();
        Assert.True(Output.Emit(stream).Success);
        return stream.ToArray();
    }

    private ImmutableArray<Diagnostic> AnalyzerDiagnostics()
    {
        CompilationWithAnalyzers analysis = Output.WithAnalyzers([new DeclarationAnalyzer()]);
        ImmutableArray<Diagnostic> reported = analysis.GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        Assert.DoesNotContain(reported, diagnostic => diagnostic.Id == "AD0001");
        return reported;
    }

    private static CSharpParseOptions ParseOptionsFor(RunSettings settings) => CSharpParseOptions.Default.WithLanguageVersion(settings.Language);

    private static bool IsOfPlatform(string file)
        => file.StartsWith("System.", StringComparison.Ordinal) || file is "netstandard.dll" or "mscorlib.dll";
}
