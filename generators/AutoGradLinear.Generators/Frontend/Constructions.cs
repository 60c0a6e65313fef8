using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>How generated code makes a struct, tuple or record from the values of its members.</summary>
internal sealed class Constructions(INamedTypeSymbol home, Compilation compilation)
{
    /// <summary>The C# text with a placeholder for each leaf; null where neither constructors nor setters that the type can reach put members where they belong.</summary>
    public string? Of(AggregateType shape) => Of(shape, 0);

    /// <summary>Whether generated code can read every leaf.</summary>
    public bool CanRead(AggregateType shape)
        => shape.Members.All(member => (shape.IsTuple || IsAccessible(Getter(member))) && (member.Type is not AggregateType inner || CanRead(inner)));

    private static ISymbol? Getter(AggregateMember member) => member.Field is IFieldSymbol { AssociatedSymbol: IPropertySymbol property } ? property.GetMethod : member.Field;

    private bool IsAccessible(ISymbol? symbol) => symbol is { CanBeReferencedByName: true } or IMethodSymbol && compilation.IsSymbolAccessibleWithin(symbol, home);

    private string? Of(AggregateType shape, int start)
    {
        var parts = new Dictionary<AggregateMember, string>();
        foreach (AggregateMember member in shape.Members)
        {
            if ((member.Type is AggregateType inner ? Of(inner, start + member.Start) : AggregateShell.Placeholder(start + member.Start)) is not { } part)
                return null;
            parts[member] = part;
        }

        if (shape.IsTuple)
            return $"({string.Join(", ", parts.Values)})";
        string type = Types.Text(shape.Symbol);
        if (Vectors.IsVector(shape.Symbol))
            return $"new {type}({string.Join(", ", parts.Values)})";
        return ((INamedTypeSymbol)shape.Symbol).InstanceConstructors
            .OrderByDescending(constructor => constructor.Parameters.Length)
            .Select(constructor => With(constructor, shape, type, parts))
            .FirstOrDefault(text => text is not null);
    }

    private string? With(IMethodSymbol constructor, AggregateType shape, string type, Dictionary<AggregateMember, string> parts)
    {
        if (!IsAccessible(constructor) || MembersByParameter(constructor, shape) is not { } byParameter)
            return null;
        List<AggregateMember> others = [.. shape.Members.Except(byParameter)];
        if (!others.All(IsSettable))
            return null;
        string arguments = string.Join(", ", byParameter.Select(member => parts[member]));
        string initializer = string.Join(", ", others.Select(member => $"{TypeShells.Escape(member.Name)} = {parts[member]}"));
        return others.Count == 0 ? $"new {type}({arguments})" : $"new {type}{(arguments.Length == 0 ? "" : $"({arguments})")} {{ {initializer} }}";
    }

    private bool IsSettable(AggregateMember member) => member.Field is IFieldSymbol field
        && (field.AssociatedSymbol is IPropertySymbol property ? property.SetMethod is { } setter && IsAccessible(setter) : !field.IsReadOnly && IsAccessible(field));

    /// <summary>For each parameter the one member that the constructor puts it into; null where it does anything else.</summary>
    private static IReadOnlyList<AggregateMember>? MembersByParameter(IMethodSymbol constructor, AggregateType shape)
    {
        if (constructor.Parameters.Length == 0)
            return [];
        if (constructor.DeclaringSyntaxReferences.Length != 1)
            return null;
        IEnumerable<(string Member, string Parameter)>? pairs = constructor.DeclaringSyntaxReferences[0].GetSyntax() switch
        {
            RecordDeclarationSyntax => constructor.Parameters.Select(parameter => (parameter.Name, parameter.Name)),
            TypeDeclarationSyntax => Initializers(constructor, shape),
            ConstructorDeclarationSyntax { Initializer: null } syntax => Assignments(syntax),
            _ => null,
        };
        if (pairs is null)
            return null;
        ILookup<string, string> byParameter = pairs.ToLookup(pair => pair.Parameter, pair => pair.Member);
        var members = new List<AggregateMember>();
        foreach (IParameterSymbol parameter in constructor.Parameters)
        {
            string[] names = [.. byParameter[parameter.Name]];
            if (names.Length != 1 || shape.Members.FirstOrDefault(member => member.Name == names[0] && IsOf(member, constructor)) is not { } member)
                return null;
            members.Add(member);
        }

        return members;
    }

    /// <summary>A positional record may declare a property of the parameter's name itself, with a value of its own.</summary>
    private static bool IsOf(AggregateMember member, IMethodSymbol constructor)
        => constructor.DeclaringSyntaxReferences[0].GetSyntax() is not RecordDeclarationSyntax
            || ((member.Field as IFieldSymbol)?.AssociatedSymbol?.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is ParameterSyntax) ?? false);

    private static IEnumerable<(string Member, string Parameter)> Initializers(IMethodSymbol constructor, AggregateType shape)
    {
        foreach (AggregateMember member in shape.Members)
        {
            if (member.Field is not IFieldSymbol field)
                continue;
            EqualsValueClauseSyntax? initializer = FunctionLowering.InitializerOf(field);
            if (initializer?.Value is IdentifierNameSyntax { Identifier.ValueText: var name } && constructor.Parameters.Any(parameter => parameter.Name == name))
                yield return (member.Name, name);
            else if (initializer is not null)
                yield return (member.Name, "");
        }
    }

    /// <summary>What <c>X = x;</c> and <c>(X, Y) = (x, y);</c> say, if the body says nothing else.</summary>
    private static IReadOnlyList<(string Member, string Parameter)>? Assignments(ConstructorDeclarationSyntax syntax)
    {
        IEnumerable<ExpressionSyntax?> expressions = syntax.ExpressionBody is { } arrow
            ? [arrow.Expression]
            : syntax.Body!.Statements.Select(statement => (statement as ExpressionStatementSyntax)?.Expression);
        HashSet<string> parameters = [.. syntax.ParameterList.Parameters.Select(parameter => parameter.Identifier.ValueText)];
        var pairs = new List<(string, string)>();
        foreach (ExpressionSyntax? expression in expressions)
        {
            if (expression is not AssignmentExpressionSyntax { OperatorToken.ValueText: "=" } assignment)
                return null;
            (ExpressionSyntax Left, ExpressionSyntax Right)[] parts = assignment is { Left: TupleExpressionSyntax left, Right: TupleExpressionSyntax right }
                && left.Arguments.Count == right.Arguments.Count
                    ? [.. left.Arguments.Zip(right.Arguments, (member, parameter) => (member.Expression, parameter.Expression))]
                    : [(assignment.Left, assignment.Right)];
            foreach ((ExpressionSyntax target, ExpressionSyntax value) in parts)
            {
                string? member = target switch
                {
                    MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access => access.Name.Identifier.ValueText,
                    IdentifierNameSyntax name when !parameters.Contains(name.Identifier.ValueText) => name.Identifier.ValueText,
                    _ => null,
                };
                if (member is null || value is not IdentifierNameSyntax { Identifier.ValueText: var parameter } || !parameters.Contains(parameter))
                    return null;
                pairs.Add((member, parameter));
            }
        }

        return pairs;
    }
}
