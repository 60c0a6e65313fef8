using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>Makes targets of structs with <c>[Loss]</c> or <c>[Penalty]</c>: of their methods named <c>Value</c>.</summary>
internal static class LossTargets
{
    private static readonly string[] LossMembers =
        ["Traits", "Evaluate", "ValueWithGradient", "BatchValueWithGradient", "HessianVectorProduct", "BatchHessianVectorProduct"];
    private static readonly string[] PenaltyMembers = ["Traits", "Evaluate", "ValueWithGradient", "HessianVectorProduct"];
    private static readonly string[] ParameterSuffixes = ["Gradient", "Direction", "Product"];

    public static Lowered<Target> LowerLoss(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
        => Lower(context, TargetKind.Loss, cancellationToken);

    public static Lowered<Target> LowerPenalty(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
        => Lower(context, TargetKind.Penalty, cancellationToken);

    private static Lowered<Target> Lower(GeneratorAttributeSyntaxContext context, TargetKind kind, CancellationToken cancellationToken)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var syntax = (TypeDeclarationSyntax)context.TargetNode;
        var report = new ShapeReport();
        string key = $"{kind} {FunctionSource.DocumentationId(type)}";
        var builder = new TargetBuilder(key, context.SemanticModel.Compilation, report, cancellationToken);
        bool isLoss = kind == TargetKind.Loss;

        if (CheckDeclaration(type, syntax, kind, report) is not { } value)
            return builder.Refused();
        if (builder.IsBroken(value) || value.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken) is not MethodDeclarationSyntax valueSyntax)
            return builder.Broken();
        if (isLoss ? LossShape.TargetOf(value) is null : !LossShape.IsPenalty(value))
        {
            report.Add(isLoss ? Ids.LossValueShape : Ids.PenaltyValueShape, valueSyntax.Identifier, $"{type.Name}.Value");
            return builder.Refused();
        }

        CheckMembers(type, syntax, value, valueSyntax, isLoss, report);
        string? link = isLoss ? LinkOf(type, value, report, cancellationToken) : null;
        return builder.Build(kind, value, WantedMembers.None, context.Attributes, Hyperparameters.Of(type), link, OnlyFirst);
    }

    /// <summary>Reports what can be seen without looking at <c>Value</c>; gives that method where there is exactly one.</summary>
    public static IMethodSymbol? CheckDeclaration(INamedTypeSymbol type, TypeDeclarationSyntax syntax, TargetKind kind, ShapeReport report)
    {
        TypeShells.Check(syntax, report);
        IMethodSymbol[] values = [.. type.GetMembers("Value").OfType<IMethodSymbol>()];
        if (values.Length == 1)
            return values[0];
        report.Add(kind == TargetKind.Loss ? Ids.LossHasNoValue : Ids.PenaltyHasNoValue, syntax.Identifier, type.Name);
        return null;
    }

    /// <summary>Scores and weights are differentiated; labels and targets are not.</summary>
    private static Function OnlyFirst(Function entry)
        => entry with
        {
            Parameters = entry.Parameters.Select((parameter, i) => parameter with { IsDifferentiated = i == 0 }).ToEquatableArray(),
        };

    private static void CheckMembers(
        INamedTypeSymbol type,
        TypeDeclarationSyntax syntax,
        IMethodSymbol value,
        MethodDeclarationSyntax valueSyntax,
        bool isLoss,
        ShapeReport report)
    {
        foreach (string name in isLoss ? LossMembers : PenaltyMembers)
        {
            if (!type.GetMembers(name).IsEmpty)
                report.Add(Ids.MemberClash, syntax.Identifier, name, type.Name);
        }

        string[] generated = [.. ParameterSuffixes.Select(suffix => value.Parameters[0].Name + suffix)];
        foreach (ParameterSyntax parameter in valueSyntax.ParameterList.Parameters)
        {
            if (generated.Contains(parameter.Identifier.ValueText))
                report.Add(Ids.ParameterClash, parameter.Identifier, parameter.Identifier.ValueText);
        }
    }

    private static string? LinkOf(INamedTypeSymbol type, IMethodSymbol value, ShapeReport report, CancellationToken cancellationToken)
    {
        IMethodSymbol[] links = [.. type.GetMembers().OfType<IMethodSymbol>().Where(method => method.HasAttribute("LinkAttribute"))];
        foreach (IMethodSymbol link in links)
        {
            if ((links.Length > 1 || !LossShape.IsLink(link, value.ReturnType))
                && link.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken) is MethodDeclarationSyntax syntax)
            {
                report.Add(Ids.LinkShape, syntax.Identifier, link.Name);
            }
        }

        return links.Length == 1 ? links[0].Name : null;
    }
}
