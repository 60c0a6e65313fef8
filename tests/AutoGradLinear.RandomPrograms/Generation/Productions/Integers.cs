using AutoGradLinear.RandomPrograms.Language;
using static AutoGradLinear.RandomPrograms.Generation.Nesting;

namespace AutoGradLinear.RandomPrograms.Generation.Productions;

/// <summary>Whole numbers, which steer.</summary>
internal static class Integers
{
    public static readonly Production<Expression>[] Wholes =
    [
        new(Feature.Core, 8, (make, scope, _) => make.Any(scope, Kind.Whole) is { } variable ? Code.Whole($"{variable}") : null),
        new(Feature.Core, 2, (make, _, _) => Code.Literal(make.Dice.Between(-1, 4))),
        new(Feature.Core, 2, Nested((make, scope, depth) =>
            Code.Whole($"({make.Whole(scope, depth)} {make.Dice.Pick("+", "-", "*")} {make.Whole(scope, depth)})"))),
        new(Feature.Core, 2, Nested((make, scope, depth) =>
            Code.Whole($"({make.Whole(scope, depth)} {make.Dice.Pick("%", "/", "&", "^")} {make.Dice.Between(2, 5)})"))),
        new(Feature.Core, 1, Nested((make, scope, depth) => Code.Whole($"(int)(3.0 * {make.Bounded(scope, depth)})"))),
        new(Feature.Core, 1, Nested((make, scope, depth) =>
            Code.Whole($"Math.{make.Dice.Pick("Min", "Max")}({make.Whole(scope, depth)}, {make.Whole(scope, depth)})"))),
        new(Feature.Branches, 1, Nested((make, scope, depth) =>
            Code.Whole($"({make.Truth(scope, depth)} ? {make.Whole(scope, depth)} : {make.Whole(scope, depth)})"))),
        new(Feature.Exceptions, 2, (make, scope, depth) => depth > 0 && make.Any(scope, Kind.Whole) is { } divisor
            ? Code.Whole($"({make.Whole(scope, depth - 1)} {make.Dice.Pick("/", "%")} {divisor})")
            : null),
        new(Feature.Exceptions, 1, (make, scope, _) => make.Any(scope, Kind.Whole) is { } factor
            ? Code.Whole($"{make.Dice.Pick("checked", "unchecked")}({factor} * 715827883)")
            : null),
    ];

    /// <summary>A number between 0 and the mask.</summary>
    public static Expression Masked(Maker make, Scope scope, int mask) => Code.Whole($"({make.Whole(scope, 1)} & {mask})");
}
