using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoGradLinear.Generators.Frontend;

/// <summary><c>(a, b) = value</c>: the places are found first, then the value is computed, then all is assigned from left to right.</summary>
internal sealed partial class FunctionLowering
{
    /// <summary>Where a part of a value is put: variables, an element of an array, parts again, or nowhere.</summary>
    private abstract record Destination;

    private sealed record ToVariables(Expression Variables) : Destination;

    private sealed record ToElement(Expression Array, Expression Index) : Destination;

    private sealed record ToParts(IReadOnlyList<Destination> Parts) : Destination;

    private sealed record ToNowhere : Destination;

    private Expression LowerDeconstruction(IDeconstructionAssignmentOperation assignment)
    {
        int before = _findings.Count;
        Destination destination = LowerDestination(assignment.Target);
        Expression value = LowerValue(assignment.Value);
        if (_findings.Count > before)
            return Placeholder(assignment.Type);
        if (ShapeOf(assignment.Value.Type) is { IsTuple: false } && PartsOf(value, DeconstructOf(assignment)) is null)
            return Refuse(assignment, Ids.Tuples);

        // Targets change one after the other, so what is assigned is read before.
        List<(Destination Place, Expression Value)> pairs = [];
        if (!Pair(destination, value, pairs))
            return Refuse(assignment, Ids.Tuples);
        for (int i = 0; i < pairs.Count; i++)
        {
            if (!pairs[i].Value.IsAtom() || IsChangedBefore(pairs, i) || _ownReferences.Count > 0)
                pairs[i] = (pairs[i].Place, Keep(pairs[i].Value, "value"));
        }

        foreach ((Destination place, Expression part) in pairs)
            Put(place, part, assignment);
        return value;
    }

    private static bool IsChangedBefore(List<(Destination Place, Expression Value)> pairs, int index)
    {
        var changed = new HashSet<Variable>(pairs.Take(index).Select(pair => pair.Place).OfType<ToVariables>()
            .SelectMany(place => Aggregates.LeavesOf(place.Variables)).Select(leaf => ((Use)leaf).Variable));
        return pairs[index].Value.Uses().Any(changed.Contains);
    }

    private Destination LowerDestination(IOperation target)
    {
        switch (target)
        {
            case IDiscardOperation:
                return new ToNowhere();
            case IDeclarationExpressionOperation declaration:
                return LowerDestination(declaration.Expression);
            case IParenthesizedOperation parenthesized:
                return LowerDestination(parenthesized.Operand);
            case ITupleOperation tuple:
                return new ToParts([.. tuple.Elements.Select(LowerDestination)]);
            case IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation or IPropertyReferenceOperation { Property.IsIndexer: true }:
                return LowerElementDestination(target);
            default:
                if (VariablesOf(target) is { } variables)
                    return new ToVariables(variables);
                return LowerTarget(target) is { } variable ? new ToVariables(new Use(variable)) : new ToNowhere();
        }
    }

    private Destination LowerElementDestination(IOperation target)
    {
        if (LowerPlace(target) is not Element element)
            return new ToNowhere();
        Element place = FixedReference(element, target);
        return new ToElement(place.Array, place.Index);
    }

    /// <summary>Joins places with the parts of the value, down to what is assigned in one go; false where they do not fit.</summary>
    private bool Pair(Destination destination, Expression value, List<(Destination, Expression)> pairs)
    {
        if (destination is not ToParts { Parts: { } places })
        {
            Expression[] leaves = [.. Aggregates.LeavesOf(value)];
            if (destination is not ToNowhere && TypeOf(destination) is { } type && !Fits(type, value.Type))
                return false;
            for (int i = 0; i < leaves.Length; i++)
                pairs.Add((destination is ToVariables { Variables: Bundle target } ? new ToVariables(target.Leaves[i]) : destination, leaves[i]));
            return true;
        }

        if (PartsOf(value, null) is not { } parts || parts.Count != places.Count)
            return false;
        bool fits = true;
        for (int i = 0; i < parts.Count; i++)
            fits &= Pair(places[i], parts[i], pairs);
        return fits;
    }

    private static IrType? TypeOf(Destination destination) => destination switch
    {
        ToVariables variables => variables.Variables.Type,
        ToElement element => ((ArrayType)element.Array.Type).Element,
        _ => null,
    };

    private void Put(Destination place, Expression value, IOperation source)
    {
        switch (place)
        {
            case ToVariables { Variables: Use use } when Fits(use.Type, value.Type):
                if (!value.Equals(use))
                    _block.Add(new Assign(use.Variable, value));
                break;
            case ToElement element when element.Array.Type is ArrayType array && array.Element == value.Type:
                Store(new Element(element.Array, element.Index), value, source);
                break;
            case ToNowhere:
                break;
            default:
                Refuse(source, Ids.Tuples);
                break;
        }
    }

    /// <summary>What a value is taken apart into: the elements of a tuple, or what a positional record is made from. Null where code of the user's does it.</summary>
    private IReadOnlyList<Expression>? PartsOf(Expression value, ISymbol? deconstruct)
    {
        if (value is not Bundle bundle)
            return null;
        if (bundle.Aggregate.IsTuple)
            return [.. bundle.Members];
        if (deconstruct is { IsImplicitlyDeclared: false })
            return null;
        IMethodSymbol? method = deconstruct as IMethodSymbol
            ?? bundle.Aggregate.Symbol.GetMembers("Deconstruct").OfType<IMethodSymbol>().FirstOrDefault(candidate => candidate.IsImplicitlyDeclared);
        if (method is null)
            return null;
        var parts = new List<Expression>();
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (bundle.Aggregate.Members.FirstOrDefault(member => member.Name == parameter.Name) is not { } member)
                return null;
            parts.Add(bundle.Select(member));
        }

        return parts;
    }

    /// <summary>The user's method that a deconstruction calls, or null where it is the compiler's own.</summary>
    private IMethodSymbol? DeconstructOf(IDeconstructionAssignmentOperation assignment)
        => assignment.Syntax is Microsoft.CodeAnalysis.CSharp.Syntax.AssignmentExpressionSyntax syntax
            ? Microsoft.CodeAnalysis.CSharp.CSharpExtensions.GetDeconstructionInfo(_model, syntax).Method
            : null;
}
