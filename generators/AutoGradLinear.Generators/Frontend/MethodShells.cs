using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>What members beside a method have to repeat of its declaration.</summary>
internal static class MethodShells
{
    /// <param name="entry">The lowered method: what its parameters are made of are parameters there.</param>
    public static MethodShell Of(IMethodSymbol method, Function entry, Compilation compilation)
        => new(
            TypeShells.Escape(method.Name),
            AccessibilityText(method.DeclaredAccessibility),
            method.IsStatic,
            !method.IsStatic && method.ContainingType.IsValueType && method.IsReadOnly,
            TypeShells.ParameterList(method.TypeParameters),
            method.TypeParameters.Select(Constraint).OfType<string>().ToEquatableArray(),
            Parameters(method, entry, compilation),
            Types.Text(method.ReturnType),
            FunctionSource.DocumentationId(method),
            HintNames.OverloadSuffix(method));

    /// <summary>Whether code outside the assembly can call the member.</summary>
    public static bool IsVisibleOutside(ISymbol member)
    {
        for (ISymbol? symbol = member; symbol is not null and not INamespaceSymbol; symbol = symbol.ContainingSymbol)
        {
            if (symbol.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal))
                return false;
        }

        return true;
    }

    private static string AccessibilityText(Accessibility accessibility) => accessibility switch
    {
        Accessibility.Public => "public",
        Accessibility.Internal => "internal",
        Accessibility.Protected => "protected",
        Accessibility.ProtectedOrInternal => "protected internal",
        Accessibility.ProtectedAndInternal => "private protected",
        _ => "private",
    };

    private static EquatableArray<ParameterShell> Parameters(IMethodSymbol method, Function entry, Compilation compilation)
    {
        var shells = new List<ParameterShell>();
        var constructions = new Constructions(method.ContainingType, compilation);
        int position = 0;
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            ParameterShell shell = Parameter(parameter);
            if (Aggregates.Of(parameter.Type, compilation.Assembly) is not { } shape)
            {
                shells.Add(shell);
                position += Types.Lower(parameter.Type) is null ? 0 : 1;
                continue;
            }

            EquatableArray<LeafShell> leaves = entry.Parameters.Skip(position).Take(shape.Leaves.Count)
                .Select((leaf, i) => new LeafShell(leaf.Variable, string.Join(".", shape.Paths[i].Split('.').Select(TypeShells.Escape))))
                .ToEquatableArray();
            position += leaves.Count;
            shells.Add(shell with { Aggregate = new AggregateShell(leaves, constructions.Of(shape) ?? "") });
        }

        return shells.ToEquatableArray();
    }

    private static ParameterShell Parameter(IParameterSymbol parameter)
    {
        string modifier = parameter.RefKind switch
        {
            RefKind.In => "in",
            RefKind.RefReadOnlyParameter => "ref readonly",
            _ => parameter.ScopedKind == ScopedKind.ScopedValue && !parameter.IsParams ? "scoped" : "",
        };
        return new ParameterShell(TypeShells.Escape(parameter.Name), Types.Text(parameter.Type), modifier);
    }

    private static string? Constraint(ITypeParameterSymbol parameter)
    {
        var parts = new List<string>();
        if (parameter.HasUnmanagedTypeConstraint)
            parts.Add("unmanaged");
        else if (parameter.HasValueTypeConstraint)
            parts.Add("struct");
        else if (parameter.HasReferenceTypeConstraint)
            parts.Add(parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?" : "class");
        else if (parameter.HasNotNullConstraint)
            parts.Add("notnull");
        parts.AddRange(parameter.ConstraintTypes.Select(type => type.ToDisplayString(WithNullability)));
        if (parameter.HasConstructorConstraint)
            parts.Add("new()");
        if (parameter.AllowsRefLikeType)
            parts.Add("allows ref struct");
        return parts.Count == 0 ? null : $"where {TypeShells.Escape(parameter.Name)} : {string.Join(", ", parts)}";
    }

    private static SymbolDisplayFormat WithNullability { get; } = SymbolDisplayFormat.FullyQualifiedFormat.WithMiscellaneousOptions(
        SymbolDisplayFormat.FullyQualifiedFormat.MiscellaneousOptions | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);
}
