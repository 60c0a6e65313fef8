using AutoGradLinear.RandomPrograms.Language;
using static AutoGradLinear.RandomPrograms.Generation.Nesting;

namespace AutoGradLinear.RandomPrograms.Generation.Productions;

/// <summary><c>float</c> among <c>double</c>, with the casts between them. A literal meets a <c>float</c> only as a <c>float</c>.</summary>
internal static class Singles
{
    public static readonly Production<Expression>[] Reals =
    [
        new(Feature.Singles, 4, (make, scope, _) => make.Any(scope, Kind.Single) is { } variable
            ? Code.Real($"({Kind.Real}){variable}")
            : null),
        new(Feature.Singles, 2, (make, scope, _) => make.Any(scope, Kind.Single) is { } single && make.Any(scope, Kind.Real) is { } real
            ? Code.Real($"({single} {make.Dice.Pick("*", "+", "-")} {real})")
            : null),
    ];

    public static readonly Production<Expression>[] Values =
    [
        new(Feature.Core, 4, (make, scope, _) => make.Any(scope, Kind.Single) is { } variable ? Code.Single($"{variable}") : null),
        new(Feature.Core, 1, (make, _, _) => Code.Single($"{Code.Literal(make.Dice.Real(0, 1.5))}f")),
        new(Feature.Core, 3, (make, scope, depth) => Code.Single($"({Kind.Single}){make.Bounded(scope, Math.Max(depth - 1, 0))}")),
        new(Feature.Core, 3, Nested((make, scope, depth) =>
            Code.Single($"({make.Single(scope, depth)} {make.Dice.Pick("+", "-", "*")} {make.Single(scope, depth)})"))),
        new(Feature.Core, 2, Nested((make, scope, depth) =>
            Code.Single($"MathF.{make.Dice.Pick("Sin", "Cos", "Tanh")}({make.Single(scope, depth)})"))),
        new(Feature.Core, 1, Nested((make, scope, depth) => Code.Single($"({make.Single(scope, depth)} * {make.Whole(scope, 0)})"))),
    ];

    public static readonly Production<Expression>[] Truths =
    [
        new(Feature.Singles, 1, (make, scope, depth) => Code.Truth($"({make.Single(scope, 1)} {make.Dice.Pick("<", ">")} 0.25f)")),
    ];

    public static readonly Production<Statement>[] Statements =
    [
        new(Feature.Singles, 3, (make, scope, _) => Assignments.Declare(scope, "f", Kind.Single, make.Single(scope, 2))),
        new(Feature.Singles, 3, (make, scope, _) => Target(make, scope) is { } target
            ? Code.Do($"{target} = MathF.Sin({make.Single(scope, 2)});")
            : null),
        new(Feature.Singles, 2, (make, scope, _) => Target(make, scope) is { } target
            ? Code.Do($"{target} {make.Dice.Pick("+=", "*=", "-=")} MathF.Cos({make.Single(scope, 1)});")
            : null),
    ];

    private static Variable? Target(Maker make, Scope scope) => make.Target(scope, Kind.Single);
}
