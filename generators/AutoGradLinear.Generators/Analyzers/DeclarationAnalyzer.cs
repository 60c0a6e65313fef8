using System.Collections.Immutable;
using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.Frontend;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AutoGradLinear.Generators.Analyzers;

/// <summary>
/// Reports what is wrong with annotated declarations and has a code fix. It runs the checks with which the generator begins, on the
/// compilation that already has the generated code in it, so these checks look at nothing that is generated.
/// </summary>
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
            bool hasAttributes = !start.Compilation.GetTypesByMetadataName(KnownNames.Differentiable).IsEmpty;
            if (hasAttributes && start.Compilation is CSharpCompilation { LanguageVersion: >= Guard.Oldest })
                start.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
        });
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        // Types around many annotated members are reported once: all that an outermost type contains is looked at together.
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.ContainingType is not null)
            return;
        var report = new ShapeReport();
        foreach (AnnotatedDeclaration declaration in AnnotatedDeclarations.In(type, context.CancellationToken))
            Check(declaration, report);
        var said = new HashSet<(string, Location)>();
        foreach (Diagnostic diagnostic in report.Diagnostics)
        {
            if (Repairable.Contains(diagnostic.Id) && said.Add((diagnostic.Id, diagnostic.Location)))
                context.ReportDiagnostic(diagnostic);
        }
    }

    private static void Check(AnnotatedDeclaration declaration, ShapeReport report)
    {
        switch (declaration)
        {
            case { Symbol: IMethodSymbol method }:
                FunctionTargets.CheckDeclaration(method, declaration.Node, report);
                break;
            case { Symbol: INamedTypeSymbol type, Node: TypeDeclarationSyntax syntax, Attribute: "LossAttribute" }:
                LossTargets.CheckDeclaration(type, syntax, TargetKind.Loss, report);
                break;
            case { Symbol: INamedTypeSymbol type, Node: TypeDeclarationSyntax syntax, Attribute: "PenaltyAttribute" }:
                LossTargets.CheckDeclaration(type, syntax, TargetKind.Penalty, report);
                break;
            case { Symbol: INamedTypeSymbol type, Node: TypeDeclarationSyntax syntax }:
                ClassifierTargets.CheckDeclaration(type, syntax, report);
                break;
        }
    }
}
