using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.Symbolic;

namespace AutoGradLinear.Generators.Differentiation;

/// <summary>The shadow of an array expression: the same expression over the memory that goes with each root, adjoints in reverse mode and tangents in forward mode.</summary>
/// <param name="Guard">Where only some of what the expression may name has a shadow: the condition under which it is one of those; otherwise null.</param>
internal sealed record ShadowView(Expression Array, Expression? Guard)
{
    /// <summary>The shadow of what the array expression names, or null where nothing of it has one.</summary>
    public static ShadowView? Of(Expression array, IReadOnlyDictionary<Variable, Variable> shadows)
    {
        switch (array)
        {
            case Use use:
                return shadows.TryGetValue(use.Variable, out Variable? shadow) ? new ShadowView(new Use(shadow), null) : null;
            case Slice slice:
                return Of(slice.Array, shadows) is { } whole ? whole with { Array = new Slice(whole.Array, slice.Start, slice.Count) } : null;
            case Element row:
                return Of(row.Array, shadows) is { } rows ? rows with { Array = new Element(rows.Array, row.Index) } : null;
            case Conditional conditional:
                return (Of(conditional.Then, shadows), Of(conditional.Else, shadows)) switch
                {
                    (null, null) => null,
                    ({ } then, null) => then with { Guard = Both(conditional.Condition, then.Guard) },
                    (null, { } @else) => @else with { Guard = Both(Algebra.Not(conditional.Condition), @else.Guard) },
                    ({ } then, { } @else) => new ShadowView(
                        new Conditional(conditional.Condition, then.Array, @else.Array),
                        then.Guard is null && @else.Guard is null
                            ? null
                            : new Conditional(conditional.Condition, then.Guard ?? new BooleanLiteral(true), @else.Guard ?? new BooleanLiteral(true))),
                };
            default:
                return null;
        }
    }

    /// <summary>How the shadow of an array is held: as the array is, but writable.</summary>
    public static ArrayType TypeOf(ArrayType type) => type.Kind switch
    {
        ArrayKind.ReadOnlyTensorSpan => type with { Kind = ArrayKind.TensorSpan },
        ArrayKind.Array when type.Rank > 1 || type.Element is ArrayType => type,
        _ => type with { Kind = ArrayKind.Span },
    };

    private static Expression Both(Expression first, Expression? second) => second is null ? first : Algebra.And(first, second);
}
