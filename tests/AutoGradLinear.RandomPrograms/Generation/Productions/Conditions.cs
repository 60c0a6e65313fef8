using AutoGradLinear.RandomPrograms.Language;
using static AutoGradLinear.RandomPrograms.Generation.Nesting;

namespace AutoGradLinear.RandomPrograms.Generation.Productions;

/// <summary>Conditions over reals and whole numbers.</summary>
internal static class Conditions
{
    public static readonly Production<Expression>[] Truths =
    [
        new(Feature.Core, 5, (make, scope, depth) => Code.Truth(
            $"({make.Real(scope, Math.Min(depth, 1))} {make.Dice.Pick("<", ">", "<=", ">=")} {Code.Literal(make.Dice.Real(-0.8, 0.8))})")),
        new(Feature.Core, 1, (make, scope, _) => Code.Truth($"({make.Real(scope, 0)} {make.Dice.Pick("<", ">")} {make.Real(scope, 0)})")),
        new(Feature.Core, 4, (make, scope, depth) => make.Any(scope, Kind.Whole) is { } variable
            ? Code.Truth($"({variable} {make.Dice.Pick("<", ">", "<=", ">=", "==", "!=")} {make.Whole(scope, Math.Min(depth, 1))})")
            : null),
        new(Feature.Core, 1, (make, scope, _) => make.Any(scope, Kind.Whole) is { } variable ? Code.Truth($"({variable} % 2 == 0)") : null),
        new(Feature.Core, 1, Nested((make, scope, depth) =>
            Code.Truth($"({make.Truth(scope, depth)} {make.Dice.Pick("&&", "||")} {make.Truth(scope, depth)})"))),
        new(Feature.Core, 1, Nested((make, scope, depth) => Code.Truth($"!{make.Truth(scope, depth)}"))),
        new(Feature.Core, 2, (make, scope, _) => make.Any(scope, Kind.Truth) is { } variable ? Code.Truth($"{variable}") : null),
    ];
}
