using System.Collections.Immutable;
using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AutoGradLinear.Generators.Analyzers;

/// <summary>Reports what is wrong with annotated declarations and has a code fix.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeclarationAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. Repairable.All.Select(Descriptors.Find)];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            // Where the language is too old, that is all there is to say, and the generator says it.
            bool hasAttributes = !start.Compilation.GetTypesByMetadataName(KnownNames.Differentiable).IsEmpty;
            if (hasAttributes && start.Compilation is CSharpCompilation { LanguageVersion: >= Guard.Oldest })
                start.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
        });
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        // A type around many annotated members is reported once: all that an outermost type contains is looked at together.
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.ContainingType is not null)
            return;
        var report = new ShapeReport();
        DeclarationChecks.Run(type, report, context.CancellationToken);
        if (report.IsEmpty)
            return;
        var said = new HashSet<(string, Location)>();
        foreach (Diagnostic diagnostic in report.Diagnostics)
        {
            if (Repairable.Contains(diagnostic.Id) && said.Add((diagnostic.Id, diagnostic.Location)))
                context.ReportDiagnostic(diagnostic);
        }
    }
}
