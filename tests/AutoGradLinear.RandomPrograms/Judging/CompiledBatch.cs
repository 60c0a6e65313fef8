using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using AutoGradLinear.Generators;
using AutoGradLinear.RandomPrograms.Duals;
using AutoGradLinear.RandomPrograms.Language;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoGradLinear.RandomPrograms.Judging;

/// <summary>Programs compiled together: one run of the generator and one assembly for all of them.</summary>
internal sealed class CompiledBatch
{
    private static readonly CSharpParseOptions ParseOptions = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp13);

    private static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "RandomPrograms",
        references: References(),
        options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
            .WithWarningLevel(9999)
            .WithOptimizationLevel(OptimizationLevel.Release)
            .WithConcurrentBuild(false));

    /// <summary>
    /// Every method runs a few times only, so that optimizing it takes longer than it saves. The functions and what is generated for them
    /// are compiled alike: values stay comparable bit by bit.
    /// </summary>
    private static readonly SyntaxTree Quick = Parse(
        """
        using System.Diagnostics;
        using static System.Diagnostics.DebuggableAttribute;
        [assembly: Debuggable(DebuggingModes.Default | DebuggingModes.DisableOptimizations)]
        """,
        "Assembly.cs");

    private readonly SyntaxTree[] _subjects;
    private readonly SyntaxTree[] _judges;
    private readonly Verdict?[] _verdicts;
    private ILookup<int, SyntaxTree> _generated = Array.Empty<SyntaxTree>().ToLookup(_ => 0);

    private CompiledBatch(IReadOnlyList<RandomProgram> programs, JudgedMembers members)
    {
        _verdicts = new Verdict?[programs.Count];
        _subjects = [.. programs.Select((program, i) => Parse(SourceText.Subject(program, Name(i), members), $"{Name(i)}.cs"))];
        _judges = [.. programs.Select((program, i) => Parse(SourceText.Judge(program, Name(i), members), $"{Name(i)}.Judge.cs"))];
    }

    /// <summary>The programs that could not be run have their verdict already.</summary>
    public IReadOnlyList<Verdict?> Verdicts => _verdicts;

    /// <summary>The assembly with the others, and its context.</summary>
    public Assembly? Assembly { get; private set; }

    public AssemblyLoadContext? Context { get; private set; }

    /// <summary>Compiles.</summary>
    /// <param name="programs">The programs.</param>
    /// <param name="members">What is judged.</param>
    /// <param name="mayBeInvalid">Whether some of the programs may not be C#, as in shrinking; those are sorted out first.</param>
    public static CompiledBatch Compile(IReadOnlyList<RandomProgram> programs, JudgedMembers members, bool mayBeInvalid)
    {
        var batch = new CompiledBatch(programs, members);
        if (mayBeInvalid)
            batch.SortOut(Empty.AddSyntaxTrees(batch._subjects).GetDiagnostics());
        if (members != JudgedMembers.None)
            batch.Generate();

        // Each round sorts out programs that do not compile.
        for (int left = programs.Count + 1, now; (now = batch._verdicts.Count(verdict => verdict is null)) > 0 && !batch.Emit(); left = now)
        {
            if (now == left)
                throw new InvalidOperationException("The batch does not compile, and no program of it is at fault.");
        }

        return batch;
    }

    /// <summary>The type that calls a program's members.</summary>
    public static string JudgeName(int index) => Name(index) + "Judge";

    private void Generate()
    {
        CSharpCompilation compilation = Empty.AddSyntaxTrees(_subjects.Where((_, i) => _verdicts[i] is null));
        GeneratorDriver driver = CSharpGeneratorDriver
            .Create([new AutoGradGenerator().AsSourceGenerator()], parseOptions: ParseOptions)
            .RunGenerators(compilation);
        GeneratorRunResult result = driver.GetRunResult().Results[0];
        _generated = result.GeneratedSources.ToLookup(source => Index(source.SyntaxTree.FilePath), source => source.SyntaxTree);
        ILookup<int, Diagnostic> diagnostics = result.Diagnostics.ToLookup(diagnostic => Index(diagnostic.Location.SourceTree?.FilePath));
        foreach (IGrouping<int, Diagnostic> group in diagnostics)
        {
            if (group.Key >= 0)
                _verdicts[group.Key] ??= Refusal(group);
        }

        if (result.Exception is { } exception)
            Array.Fill(_verdicts, Verdict.Failed("generator crash", exception.ToString()));
        for (int i = 0; i < _verdicts.Length; i++)
        {
            if (!_generated.Contains(i))
                _verdicts[i] ??= Verdict.Failed("nothing generated", string.Join("\n", diagnostics[-1]));
        }
    }

    private static Verdict? Refusal(IEnumerable<Diagnostic> diagnostics)
    {
        List<Diagnostic> errors = diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        if (errors.Count == 0)
            return null;
        return errors.Find(error => error.Id.StartsWith("AGL09", StringComparison.Ordinal)) is { } defect
            ? Verdict.Failed(Reason(defect), Describe(defect))
            : new Verdict(Outcome.Refused)
            {
                Refusals = errors.DistinctBy(error => error.Id).ToImmutableDictionary(error => error.Id, Describe),
            };
    }

    /// <summary>The id, with the type of the exception where there was one.</summary>
    private static string Reason(Diagnostic defect)
    {
        string[] words = defect.GetMessage(CultureInfo.InvariantCulture).Split(' ');
        string? exception = words.FirstOrDefault(word => word.EndsWith("Exception:", StringComparison.Ordinal));
        return exception is null ? defect.Id : $"{defect.Id} {exception.TrimEnd(':')}";
    }

    private bool Emit()
    {
        CSharpCompilation compilation = Empty.AddSyntaxTrees(Quick);
        for (int i = 0; i < _verdicts.Length; i++)
        {
            if (_verdicts[i] is null)
                compilation = compilation.AddSyntaxTrees([_subjects[i], _judges[i], .. _generated[i]]);
        }

        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        SortOut(result.Diagnostics);
        if (!result.Success)
            return false;
        stream.Position = 0;
        Context = new AssemblyLoadContext("RandomPrograms", isCollectible: true);
        Assembly = Context.LoadFromStream(stream);
        return true;
    }

    /// <summary>
    /// Errors in a program's own text are the program's fault; anything at all in what was generated for it is the generator's.
    /// </summary>
    private void SortOut(ImmutableArray<Diagnostic> diagnostics)
    {
        foreach (Diagnostic diagnostic in diagnostics)
        {
            SyntaxTree? tree = diagnostic.Location.SourceTree;
            int index = Index(tree?.FilePath);
            if (index < 0 || _verdicts[index] is not null || diagnostic.Severity < DiagnosticSeverity.Warning)
                continue;
            if (_generated[index].Contains(tree))
                _verdicts[index] = Verdict.Failed($"generated code: {diagnostic.Id}", Describe(diagnostic));
            else if (diagnostic.Severity == DiagnosticSeverity.Error)
                _verdicts[index] = Verdict.Invalid($"not C#: {diagnostic.Id}", Describe(diagnostic));
        }
    }

    private static string Describe(Diagnostic diagnostic)
    {
        SyntaxTree? tree = diagnostic.Location.SourceTree;
        string line = tree is null ? "" : tree.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim();
        return $"{diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}\n    {line}";
    }

    private static SyntaxTree Parse(string text, string path)
        => CSharpSyntaxTree.ParseText(text, ParseOptions, path, System.Text.Encoding.UTF8);

    private static string Name(int index) => string.Create(CultureInfo.InvariantCulture, $"P{index}");

    /// <summary>The program that a file belongs to: of itself, its judge, or what was generated for it.</summary>
    private static int Index(string? path)
    {
        if (path is null)
            return -1;
        string name = Path.GetFileName(path).Split('.')[0];
        return name[0] == 'P' && int.TryParse(name.AsSpan(1), CultureInfo.InvariantCulture, out int index) ? index : -1;
    }

    private static IEnumerable<MetadataReference> References()
        => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "System.Runtime.dll" or "System.Private.CoreLib.dll" or "System.Memory.dll"
                or "System.Collections.dll" or "System.Runtime.Extensions.dll" or "System.Numerics.Vectors.dll" or "netstandard.dll")
            .Append(typeof(DifferentiableAttribute).Assembly.Location)
            .Append(typeof(System.Numerics.Tensors.TensorPrimitives).Assembly.Location)
            .Append(typeof(Dual).Assembly.Location)
            .Distinct()
            .Select(path => MetadataReference.CreateFromFile(path));
}
