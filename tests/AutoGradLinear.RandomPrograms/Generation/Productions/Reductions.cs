using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Generation.Productions;

/// <summary>Reductions of <c>TensorPrimitives</c>, of whole rows and of parts.</summary>
internal static class Reductions
{
    public static readonly Production<Expression>[] Reals =
    [
        new(Feature.Reductions, 3, (make, scope, _) => Slices.Row(make, scope) is { } row
            ? Code.Real($"TensorPrimitives.{make.Dice.Pick("Sum", "SumOfSquares", "Norm")}<{Kind.Real}>({row})")
            : null),
        new(Feature.Reductions, 1, (make, scope, _) => Elements.AnyRow(make, scope) is { Length: > 0 } row
            ? Code.Real($"TensorPrimitives.{make.Dice.Pick("Max", "Min")}<{Kind.Real}>({row})")
            : null),
        new(Feature.Reductions, 2, (make, scope, _) => Elements.AnyRow(make, scope) is { } row && Elements.AnyRow(make, scope) is { } other
            && row.Length > 1 && other.Length > 1
            ? Code.Real($"TensorPrimitives.Dot<{Kind.Real}>({Start(row)}, {Start(other)})")
            : null),
    ];

    private static Expression Start(Variable row)
        => row.Kind == Kind.Array ? Code.Of(Kind.Row, $"{row}.AsSpan(0, 2)") : Code.Of(Kind.Row, $"{row}[..2]");
}
