using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Generation.Productions;

/// <summary>Expressions that change something: assignment, <c>++</c>, compound assignment, in conditions, operands and indices.</summary>
internal static class SideEffects
{
    public static readonly Production<Expression>[] Reals =
    [
        new(Feature.SideEffects, 2, (make, scope, depth) => depth > 0 && make.Target(scope, Kind.Real) is { } target
            ? Code.Real($"({target} {make.Dice.Pick("=", "+=", "-=", "*=")} {make.Bounded(scope, depth - 1)})")
            : null),
        new(Feature.SideEffects, 1, (make, scope, depth) => depth > 0 && Elements.AnyBuffer(make, scope) is { } row
            ? Code.Real($"({row}[{Elements.Index(make, scope, row)}] {make.Dice.Pick("=", "+=")} {make.Bounded(scope, depth - 1)})")
            : null),
        new(Feature.SideEffects, 1, (make, scope, _) => make.Target(scope, Kind.Real) is { } target
            ? Code.Real($"{Step(make, target)}")
            : null),
    ];

    public static readonly Production<Expression>[] Wholes =
    [
        new(Feature.SideEffects, 2, (make, scope, _) => make.Target(scope, Kind.Whole) is { } target
            ? Code.Whole($"{Step(make, target)}")
            : null),
        new(Feature.SideEffects, 1, (make, scope, depth) => depth > 0 && make.Target(scope, Kind.Whole) is { } target
            ? Code.Whole($"({target} {make.Dice.Pick("=", "+=")} {make.Whole(scope, depth - 1)})")
            : null),
    ];

    public static readonly Production<Expression>[] Truths =
    [
        new(Feature.SideEffects, 2, (make, scope, depth) => depth > 0 && make.Target(scope, Kind.Whole) is { } count
            ? Code.Truth($"({count}++ < {make.Dice.Between(2, 5)} {make.Dice.Pick("&&", "||")} {make.Truth(scope, depth - 1)})")
            : null),
    ];

    /// <summary><c>++</c> or <c>--</c>, before or after.</summary>
    private static string Step(Maker make, Variable target)
        => make.Dice.Chance(50) ? make.Dice.Pick("++", "--") + target.Name : target.Name + make.Dice.Pick("++", "--");
}
