using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Generation.Productions;

/// <summary>Whole numbers, which steer.</summary>
internal static class Integers
{
    public static readonly Production<Expression>[] Wholes =
    [
        new(Feature.Core, 8, (make, scope, _) => make.Dice.PickLate(scope.Of(Kind.Whole)) is { } variable ? Code.Whole($"{variable}") : null),
        new(Feature.Core, 2, (make, _, _) => Code.Literal(make.Dice.Between(-1, 4))),
        new(Feature.Core, 2, (make, scope, depth) => depth > 0
            ? Code.Whole($"({make.Whole(scope, depth - 1)} {make.Dice.Pick("+", "-", "*")} {make.Whole(scope, depth - 1)})")
            : null),
        new(Feature.Core, 2, (make, scope, depth) => depth > 0
            ? Code.Whole($"({make.Whole(scope, depth - 1)} {make.Dice.Pick("%", "/", "&", "^")} {make.Dice.Between(2, 5)})")
            : null),
        new(Feature.Core, 1, (make, scope, depth) => depth > 0 ? Code.Whole($"(int)(3.0 * {make.Bounded(scope, depth - 1)})") : null),
        new(Feature.Core, 1, (make, scope, depth) => depth > 0
            ? Code.Whole($"Math.{make.Dice.Pick("Min", "Max")}({make.Whole(scope, depth - 1)}, {make.Whole(scope, depth - 1)})")
            : null),
        new(Feature.Branches, 1, (make, scope, depth) => depth > 0
            ? Code.Whole($"({make.Truth(scope, depth - 1)} ? {make.Whole(scope, depth - 1)} : {make.Whole(scope, depth - 1)})")
            : null),
        new(Feature.Exceptions, 2, (make, scope, depth) => depth > 0 && make.Dice.PickLate(scope.Of(Kind.Whole)) is { } divisor
            ? Code.Whole($"({make.Whole(scope, depth - 1)} {make.Dice.Pick("/", "%")} {divisor})")
            : null),
        new(Feature.Exceptions, 1, (make, scope, _) => make.Dice.PickLate(scope.Of(Kind.Whole)) is { } factor
            ? Code.Whole($"{make.Dice.Pick("checked", "unchecked")}({factor} * 715827883)")
            : null),
    ];

    /// <summary>A number between 0 and the mask.</summary>
    public static Expression Masked(Maker make, Scope scope, int mask) => Code.Whole($"({make.Whole(scope, 1)} & {mask})");
}
