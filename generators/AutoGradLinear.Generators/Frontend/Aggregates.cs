using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>A tuple, struct or record: a list of members. No room but this one knows it; what leaves the frontend are the values it is made of, its leaves.</summary>
internal sealed record AggregateType(ITypeSymbol Symbol, IReadOnlyList<AggregateMember> Members) : IrType
{
    public override string CSharp => Types.Text(Symbol);

    /// <summary>The types of the values it is made of, in the order of declaration, nested ones in their places.</summary>
    public IReadOnlyList<IrType> Leaves { get; } = [.. Members.SelectMany(member => Aggregates.LeavesOf(member.Type))];

    /// <summary>The paths of the leaves: <c>Center.X</c>.</summary>
    public IReadOnlyList<string> Paths { get; } =
        [.. Members.SelectMany(member => member.Type is AggregateType inner ? inner.Paths.Select(path => $"{member.Name}.{path}") : [member.Name])];

    public bool IsTuple => Symbol.IsTupleType;

    /// <summary>Names of tuple elements do not matter; other types meet in conversions only, which are lowered apart.</summary>
    public bool Equals(AggregateType? other) => other is not null && Leaves.SequenceEqual(other.Leaves);

    public override int GetHashCode() => Leaves.Count;
}

/// <summary>A member of an aggregate.</summary>
/// <param name="Field">The definition of the field that holds it; the parameter for what a primary constructor's parameter leaves in its object.</param>
/// <param name="Name">As people name it: the field, or the property that hands it out.</param>
/// <param name="Type">The type of the leaf, or a nested <see cref="AggregateType"/>.</param>
/// <param name="Start">The number of leaves before it.</param>
internal sealed record AggregateMember(ISymbol Field, string Name, IrType Type, int Start)
{
    public int Count => Aggregates.LeavesOf(Type).Count;
}

/// <summary>The value of an aggregate. Exists in the frontend only.</summary>
internal sealed record Bundle(AggregateType Aggregate, EquatableArray<Expression> Leaves) : Expression(Aggregate)
{
    public Expression Select(AggregateMember member)
        => member.Type is AggregateType inner ? new Bundle(inner, Leaves.Skip(member.Start).Take(member.Count).ToEquatableArray()) : Leaves[member.Start];

    public IEnumerable<Expression> Members => Aggregate.Members.Select(Select);
}

/// <summary>Which types are aggregates.</summary>
internal static class Aggregates
{
    /// <summary>Records of records end somewhere in all code that computes.</summary>
    private const int DeepestNesting = 8;

    public static IReadOnlyList<IrType> LeavesOf(IrType type) => type is AggregateType aggregate ? aggregate.Leaves : [type];

    public static IEnumerable<Expression> LeavesOf(Expression value) => value is Bundle bundle ? bundle.Leaves : [value];

    /// <summary>The aggregate, or null where the type is none, or holds something that has no place in the language.</summary>
    /// <param name="type">The type, with its type arguments applied.</param>
    /// <param name="here">The assembly whose source is at hand; of other types only vectors and tuples are known well enough.</param>
    public static AggregateType? Of(ITypeSymbol? type, IAssemblySymbol here) => Of(type, here, 0);

    private static AggregateType? Of(ITypeSymbol? type, IAssemblySymbol here, int depth)
    {
        if (type is not INamedTypeSymbol named || depth > DeepestNesting || !IsAggregate(named, here))
            return null;
        var members = new List<AggregateMember>();
        int start = 0;
        foreach ((ISymbol field, string name, ITypeSymbol ofField) in Fields(named))
        {
            if ((Types.Lower(ofField) ?? Of(ofField, here, depth + 1)) is not { } lowered)
                return null;
            var member = new AggregateMember(field, name, lowered, start);
            members.Add(member);
            start += member.Count;
        }

        return new AggregateType(named, members);
    }

    /// <summary>The first field that keeps the type from being an aggregate, or null where it has none, or is not made of fields.</summary>
    public static (string Name, ITypeSymbol Type)? Obstacle(ITypeSymbol? type, IAssemblySymbol here)
    {
        if (type is not INamedTypeSymbol named || !IsAggregate(named, here))
            return null;
        foreach ((_, string name, ITypeSymbol ofField) in Fields(named))
        {
            if (Types.Lower(ofField) is null && Of(ofField, here) is null)
                return (name, ofField);
        }

        return null;
    }

    /// <summary>Whether the type is of the kind that is taken apart: a tuple, a struct or record of this compilation, a vector.</summary>
    public static bool IsAggregate(INamedTypeSymbol type, IAssemblySymbol here)
    {
        if (type.IsTupleType)
            return true;
        if (Vectors.IsVector(type))
            return true;
        bool isHere = SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, here);
        bool hasKind = type.TypeKind == TypeKind.Struct || (type is { IsRecord: true, TypeKind: TypeKind.Class, IsAbstract: false });
        return isHere && hasKind && !type.IsUnboundGenericType && !HasOverlaidFields(type);
    }

    /// <summary>The index of a tuple's field, by whatever name; −1 where the symbol is none.</summary>
    public static int TupleIndex(IFieldSymbol field)
    {
        string name = (field.CorrespondingTupleField ?? field).Name;
        return name.StartsWith("Item", StringComparison.Ordinal) && int.TryParse(name.Substring("Item".Length), out int number) ? number - 1 : -1;
    }

    /// <summary>The member that a field or automatic property stands for, or null.</summary>
    public static AggregateMember? Find(AggregateType type, ISymbol symbol)
    {
        if (type.IsTuple)
            return symbol is IFieldSymbol field && TupleIndex(field) is >= 0 and var index && index < type.Members.Count ? type.Members[index] : null;
        ISymbol definition = symbol.OriginalDefinition;
        return type.Members.FirstOrDefault(member => SymbolEqualityComparer.Default.Equals(member.Field, definition)
            || (definition is IPropertySymbol && SymbolEqualityComparer.Default.Equals((member.Field as IFieldSymbol)?.AssociatedSymbol, definition)));
    }

    private static IEnumerable<(ISymbol Field, string Name, ITypeSymbol Type)> Fields(INamedTypeSymbol type)
    {
        if (type.IsTupleType)
        {
            foreach (IFieldSymbol element in type.TupleElements)
                yield return (element, element.Name, element.Type);
            yield break;
        }

        // What a base record holds comes first.
        if (type.BaseType is { SpecialType: SpecialType.None } parent && parent.TypeKind == TypeKind.Class && !type.IsValueType)
        {
            foreach ((ISymbol, string, ITypeSymbol) inherited in Fields(parent))
                yield return inherited;
        }

        foreach (IFieldSymbol field in type.GetMembers().OfType<IFieldSymbol>())
        {
            if (field.IsStatic || field.IsConst)
                continue;
            string name = field.AssociatedSymbol?.Name ?? field.Name;
            yield return (field.OriginalDefinition, CapturedParameter(name) ?? name, field.Type);
        }
    }

    /// <summary>The parameter of a primary constructor for which the compiler has made the field, such as <c>&lt;scale&gt;P</c>.</summary>
    public static string? CapturedParameter(string field)
        => field.Length > 3 && field[0] == '<' && field.EndsWith(">P", StringComparison.Ordinal) ? field.Substring(1, field.Length - 3) : null;

    private static bool HasOverlaidFields(INamedTypeSymbol type)
        => type.GetAttributes().Any(attribute => attribute.AttributeClass is { Name: "InlineArrayAttribute" }
            || (attribute.AttributeClass is { Name: "StructLayoutAttribute" } && attribute.ConstructorArguments.Length == 1
                && System.Convert.ToInt32(attribute.ConstructorArguments[0].Value, System.Globalization.CultureInfo.InvariantCulture) == 2));
}
