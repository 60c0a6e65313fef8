using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>Makes targets of classes with <c>[LinearClassifier]</c>.</summary>
internal static class ClassifierTargets
{
    public static Lowered<ClassifierTarget> Lower(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var syntax = (TypeDeclarationSyntax)context.TargetNode;
        Compilation compilation = context.SemanticModel.Compilation;
        var report = new ShapeReport();
        AttributeData attribute = context.Attributes[0];
        ITypeSymbol loss = attribute.AttributeClass!.TypeArguments[0];
        ITypeSymbol penalty = attribute.AttributeClass.TypeArguments[1];
        string key = $"LinearClassifier {FunctionSource.DocumentationId(type)}";
        if (Types.IsBroken(loss) || Types.IsBroken(penalty))
            return Result(key, null, report);

        CheckDeclaration(type, syntax, report);
        CheckBase(type, syntax, report, cancellationToken);
        (SyntaxNode lossSyntax, SyntaxNode penaltySyntax) = ArgumentsOf(attribute, cancellationToken) ?? (syntax, syntax);
        CheckAccessibility(type, loss, lossSyntax, report);
        CheckAccessibility(type, penalty, penaltySyntax, report);

        (ITypeSymbol Real, ITypeSymbol Target)? lossShape = ObjectiveParts.OfLoss(loss);
        if (lossShape is null)
            report.Add(Ids.NotALoss, lossSyntax, Types.Display(loss));
        else if (lossShape.Value.Target.SpecialType != SpecialType.System_Int32 && !IsBinary(lossShape.Value))
            report.Add(Ids.TargetNotLabel, lossSyntax, Types.Display(loss), Types.Display(lossShape.Value.Target));
        ITypeSymbol? penaltyReal = ObjectiveParts.OfPenalty(penalty);
        if (penaltyReal is null)
            report.Add(Ids.NotAPenalty, penaltySyntax, Types.Display(penalty));
        else if (lossShape is { } shape && !SymbolEqualityComparer.Default.Equals(shape.Real, penaltyReal))
            report.Add(Ids.RealTypesDiffer, penaltySyntax, Types.Display(penalty), Types.Display(penaltyReal), Types.Display(shape.Real));

        string? link = ObjectiveParts.LinkOf(loss, type, compilation);
        bool isBinary = lossShape is { } known && IsBinary(known);
        CheckMembers(type, syntax, link is not null, isBinary, report);
        if (!report.IsEmpty || lossShape is null)
            return Result(key, null, report);
        var target = new ClassifierTarget(
            TypeShells.Of(type, compilation),
            TypeShells.Escape(type.Name),
            Types.Text(lossShape.Value.Real),
            Types.Text(loss),
            Types.Text(penalty),
            ObjectiveParts.HasHyperparameters(loss),
            ObjectiveParts.HasHyperparameters(penalty),
            link,
            isBinary);
        return Result(key, target, report);
    }

    private static Lowered<ClassifierTarget> Result(string key, ClassifierTarget? target, ShapeReport report)
        => new(new Draft<ClassifierTarget>(key, target, report.Findings.ToEquatableArray()), report.Origins.ToEquatableArray());

    /// <summary>Reports what can be seen without looking at the base class, the members and the type arguments.</summary>
    public static void CheckDeclaration(INamedTypeSymbol type, TypeDeclarationSyntax syntax, ShapeReport report)
    {
        TypeShells.Check(syntax, report);
        if (type.IsStatic || type.IsAbstract || type.IsRecord || type.IsGenericType)
            report.Add(Ids.ClassifierShape, syntax.Identifier, type.Name);
    }

    private static void CheckBase(INamedTypeSymbol type, TypeDeclarationSyntax syntax, ShapeReport report, CancellationToken cancellationToken)
    {
        if (type.BaseType is { SpecialType: not SpecialType.System_Object, TypeKind: not TypeKind.Error } other)
        {
            BaseTypeSyntax? first = type.DeclaringSyntaxReferences
                .Select(reference => (reference.GetSyntax(cancellationToken) as TypeDeclarationSyntax)?.BaseList?.Types.First())
                .FirstOrDefault(candidate => candidate is not null);
            report.Add(Ids.ClassifierBase, first is null ? syntax.Identifier : (SyntaxNodeOrToken)first, type.Name, Types.Display(other));
        }
    }

    /// <summary>A loss of one score and a target −1 or +1.</summary>
    private static bool IsBinary((ITypeSymbol Real, ITypeSymbol Target) loss) => SymbolEqualityComparer.Default.Equals(loss.Real, loss.Target);

    private static void CheckMembers(INamedTypeSymbol type, TypeDeclarationSyntax syntax, bool hasLink, bool isBinary, ShapeReport report)
    {
        List<string> generated = ["Train", "Trainer", "Load", "LossHyperparameters", "PenaltyHyperparameters"];
        if (hasLink)
            generated.AddRange(["PredictProbabilities", "HasLink", "LinkScores"]);
        if (isBinary)
            generated.AddRange(hasLink ? ["PredictProbability", "TuneThreshold", "WithThreshold"] : ["TuneThreshold", "WithThreshold"]);
        foreach (string name in generated)
        {
            if (!type.GetMembers(name).IsEmpty)
                report.Add(Ids.ClassifierMemberClash, syntax.Identifier, name, type.Name);
        }
    }

    /// <summary>Loss and penalty stand in the base class and in public signatures.</summary>
    private static void CheckAccessibility(INamedTypeSymbol type, ITypeSymbol part, SyntaxNode syntax, ShapeReport report)
    {
        if (Rank(part) < Rank(type))
            report.Add(Ids.LessAccessible, syntax, Types.Display(part), type.Name);
    }

    /// <summary>Who can see the type: 2 for everybody, 1 for the assembly, 0 for a part of it.</summary>
    private static int Rank(ITypeSymbol type)
    {
        int rank = 2;
        for (ITypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            int own = current.DeclaredAccessibility switch
            {
                Accessibility.Public => 2,
                Accessibility.Internal or Accessibility.ProtectedOrInternal => 1,
                _ => 0,
            };
            rank = Math.Min(rank, own);
        }

        return type is INamedTypeSymbol named && named.TypeArguments.Length > 0
            ? Math.Min(rank, named.TypeArguments.Min(argument => argument is ITypeParameterSymbol ? 2 : Rank(argument)))
            : rank;
    }

    private static (SyntaxNode Loss, SyntaxNode Penalty)? ArgumentsOf(AttributeData attribute, CancellationToken cancellationToken)
    {
        GenericNameSyntax? name = attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken)
            .DescendantNodes().OfType<GenericNameSyntax>().FirstOrDefault(generic => generic.TypeArgumentList.Arguments.Count == 2);
        return name is null ? null : (name.TypeArgumentList.Arguments[0], name.TypeArgumentList.Arguments[1]);
    }
}
