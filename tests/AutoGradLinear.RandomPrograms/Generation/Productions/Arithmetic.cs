using AutoGradLinear.RandomPrograms.Language;
using static AutoGradLinear.RandomPrograms.Generation.Nesting;

namespace AutoGradLinear.RandomPrograms.Generation.Productions;

/// <summary>Real numbers: variables, literals and what is computed from them.</summary>
internal static class Arithmetic
{
    public static readonly Production<Expression>[] Reals =
    [
        new(Feature.Core, 10, (make, scope, _) => make.Any(scope, Kind.Real) is { } variable ? Code.Real($"{variable}") : null),
        new(Feature.Core, 2, (make, _, _) => Code.Literal(make.Dice.Real(-1.5, 1.5))),
        new(Feature.Core, 1, (make, scope, _) => make.Any(scope, Kind.Whole) is { } variable ? Code.Real($"{variable}") : null),
        new(Feature.Core, 4, (make, scope, depth) => Binary(make, scope, depth, "+")),
        new(Feature.Core, 3, (make, scope, depth) => Binary(make, scope, depth, "-")),
        new(Feature.Core, 5, (make, scope, depth) => Binary(make, scope, depth, "*")),
        new(Feature.Core, 1, Nested((make, scope, depth) => Code.Real($"(-({make.Real(scope, depth)}))"))),
        new(Feature.Core, 2, Nested((make, scope, depth) =>
            Code.Real($"({make.Real(scope, depth)} / (1.5 + Math.Cos({make.Real(scope, depth)})))"))),
        new(Feature.Core, 3, Nested((make, scope, depth) => make.Bounded(scope, depth))),
    ];

    /// <summary>The same expression within bounds.</summary>
    public static Expression Squash(Maker make, Scope scope, Expression value) => make.Dice.Next(5) switch
    {
        0 => Code.Real($"Math.Tanh({value})"),
        1 => Code.Real($"Math.Sin({value})"),
        2 => Code.Real($"Math.Cos({value})"),
        3 when make.Any(scope, Kind.Real) is { } variable => Code.Real($"({variable} / (2.0 + {variable} * {variable}))"),
        _ => Code.Real($"Math.Atan({value})"),
    };

    private static Expression? Binary(Maker make, Scope scope, int depth, string operation)
        => depth > 0 ? Code.Real($"({make.Real(scope, depth - 1)} {operation} {make.Real(scope, depth - 1)})") : null;
}
