using System.Collections.Immutable;
using AutoGradLinear.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>A file in a workspace of its own, to which the fixes of one id are applied as an editor applies them.</summary>
internal sealed class CodeFixRun : IDisposable
{
    private readonly AdhocWorkspace _workspace = new();
    private readonly ImmutableArray<Diagnostic> _diagnostics;
    private readonly Document _document;
    private readonly CodeFixProvider _provider;

    private CodeFixRun(string id, string text)
    {
        _diagnostics = [.. GeneratorRun.Of(text).Reported.Where(diagnostic => diagnostic.Id == id)];
        _provider = Providers.Single(provider => provider.FixableDiagnosticIds.Contains(id));
        var project = ProjectInfo.Create(
            ProjectId.CreateNewId(),
            VersionStamp.Default,
            "Subject",
            "Subject",
            LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary),
            metadataReferences: GeneratorRun.References);
        _document = _workspace.AddDocument(_workspace.AddProject(project).Id, "Source0.cs", Microsoft.CodeAnalysis.Text.SourceText.From(text));
    }

    /// <summary>All fixes that there are.</summary>
    public static IReadOnlyList<CodeFixProvider> Providers { get; } =
    [
        .. typeof(TypeCodeFix).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(CodeFixProvider)) && !type.IsAbstract)
            .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!),
    ];

    /// <summary>The titles that are offered for the first of the diagnostics.</summary>
    public static IReadOnlyList<string> Titles(string id, string text)
    {
        using var run = new CodeFixRun(id, text);
        return [.. run.ActionsFor(run._diagnostics[0]).Select(action => action.Title)];
    }

    /// <summary>The text after the first of the diagnostics has been fixed.</summary>
    public static string FixFirst(string id, string text)
    {
        using var run = new CodeFixRun(id, text);
        return run.Apply(Assert.Single(run.ActionsFor(run._diagnostics[0])));
    }

    /// <summary>The text after all have been fixed in one go.</summary>
    public static string FixAll(string id, string text)
    {
        using var run = new CodeFixRun(id, text);
        string? key = Assert.Single(run.ActionsFor(run._diagnostics[0])).EquivalenceKey;
        var context = new FixAllContext(
            run._document, run._provider, FixAllScope.Document, key, [id], new Known(run._diagnostics), CancellationToken.None);
        CodeAction? action = run._provider.GetFixAllProvider()!.GetFixAsync(context).GetAwaiter().GetResult();
        Assert.NotNull(action);
        return run.Apply(action);
    }

    public void Dispose() => _workspace.Dispose();

    private List<CodeAction> ActionsFor(Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        var context = new CodeFixContext(_document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None);
        _provider.RegisterCodeFixesAsync(context).GetAwaiter().GetResult();
        return actions;
    }

    private string Apply(CodeAction action)
    {
        ImmutableArray<CodeActionOperation> operations = action.GetOperationsAsync(CancellationToken.None).GetAwaiter().GetResult();
        Solution changed = Assert.IsType<ApplyChangesOperation>(Assert.Single(operations)).ChangedSolution;
        return changed.GetDocument(_document.Id)!.GetTextAsync().GetAwaiter().GetResult().ToString();
    }

    private sealed class Known(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken)
            => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
            => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken)
            => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
