using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>Checks methods with <c>[DerivativeOf]</c>. Nothing is generated for them: they are read where the function is called.</summary>
internal static class RuleTargets
{
    public static Lowered<GeneratedFile> Check(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var report = new ShapeReport();
        SyntaxToken name = ShapeReport.IdentifierOf(context.TargetNode);
        var method = (IMethodSymbol)context.TargetSymbol;
        Compilation compilation = context.SemanticModel.Compilation;
        if (RuleDeclaration.Check(method, compilation) is { } problem)
            report.Add(problem.Id, name, [method.Name, .. problem.Arguments]);
        else if (RuleDeclaration.Read(method, compilation) is { } rule)
            CheckDuplicates(rule, RuleTable.Of(compilation, cancellationToken), name, report);
        string key = FunctionSource.DocumentationId(method) + " [DerivativeOf]";
        return new Lowered<GeneratedFile>(new Draft<GeneratedFile>(key, null, report.Findings.ToEquatableArray()), report.Origins.ToEquatableArray());
    }

    private static void CheckDuplicates(RuleDeclaration rule, RuleTable table, SyntaxToken name, ShapeReport report)
    {
        RuleDeclaration? other = table.Find(rule.Function).FirstOrDefault(candidate => !SymbolEqualityComparer.Default.Equals(candidate.Method, rule.Method));
        if (other is not null)
            report.Add(Ids.DuplicateRules, name, rule.Method.Name, rule.Function.Name, other.Title);
    }
}
