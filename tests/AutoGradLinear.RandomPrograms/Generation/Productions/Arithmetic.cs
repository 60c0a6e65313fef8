using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Generation.Productions;

/// <summary>Real numbers: variables, literals and what is computed from them.</summary>
internal static class Arithmetic
{
    public static readonly Production<Expression>[] Reals =
    [
        new(Feature.Core, 10, (make, scope, _) => make.Dice.PickLate(scope.Of(Kind.Real)) is { } variable ? Code.Real($"{variable}") : null),
        new(Feature.Core, 2, (make, _, _) => Code.Literal(make.Dice.Real(-1.5, 1.5))),
        new(Feature.Core, 1, (make, scope, _) => make.Dice.PickLate(scope.Of(Kind.Whole)) is { } variable ? Code.Real($"{variable}") : null),
        new(Feature.Core, 4, (make, scope, depth) => Binary(make, scope, depth, "+")),
        new(Feature.Core, 3, (make, scope, depth) => Binary(make, scope, depth, "-")),
        new(Feature.Core, 5, (make, scope, depth) => Binary(make, scope, depth, "*")),
        new(Feature.Core, 1, (make, scope, depth) => depth > 0 ? Code.Real($"(-({make.Real(scope, depth - 1)}))") : null),
        new(Feature.Core, 2, (make, scope, depth) => depth > 0
            ? Code.Real($"({make.Real(scope, depth - 1)} / (1.5 + Math.Cos({make.Real(scope, depth - 1)})))")
            : null),
        new(Feature.Core, 3, (make, scope, depth) => depth > 0 ? make.Bounded(scope, depth - 1) : null),
    ];

    /// <summary>The same expression within bounds.</summary>
    public static Expression Squash(Maker make, Scope scope, Expression value) => make.Dice.Next(5) switch
    {
        0 => Code.Real($"Math.Tanh({value})"),
        1 => Code.Real($"Math.Sin({value})"),
        2 => Code.Real($"Math.Cos({value})"),
        3 when make.Dice.PickLate(scope.Of(Kind.Real)) is { } variable => Code.Real($"({variable} / (2.0 + {variable} * {variable}))"),
        _ => Code.Real($"Math.Atan({value})"),
    };

    private static Expression? Binary(Maker make, Scope scope, int depth, string operation)
        => depth > 0 ? Code.Real($"({make.Real(scope, depth - 1)} {operation} {make.Real(scope, depth - 1)})") : null;
}
