using AutoGradLinear.RandomPrograms.Language;
using static AutoGradLinear.RandomPrograms.Generation.Nesting;

namespace AutoGradLinear.RandomPrograms.Generation.Productions;

/// <summary>The functions of <c>Math</c>, with operands that stay inside of their domains.</summary>
internal static class Functions
{
    public static readonly Production<Expression>[] Reals =
    [
        new(Feature.Functions, 3, Nested((make, scope, depth) => OfOne(make, make.Real(scope, depth)))),
        new(Feature.Functions, 3, Nested((make, scope, depth) => OfTwo(make, make.Real(scope, depth), make.Real(scope, depth)))),
        new(Feature.Functions, 1, (make, scope, _) => make.Any(scope, Kind.Real) is { } variable
            ? Code.Real($"Gradient.Stop({variable})")
            : null),
    ];

    private static Expression OfOne(Maker make, Expression x) => make.Dice.Next(22) switch
    {
        0 => Code.Real($"Math.Exp(Math.Sin({x}))"),
        1 => Code.Real($"Math.Log(1.5 + Math.Sin({x}))"),
        2 => Code.Real($"Math.Log2(1.5 + Math.Cos({x}))"),
        3 => Code.Real($"Math.Log10(1.5 + Math.Cos({x}))"),
        4 => Code.Real($"Math.Sqrt(1.5 + Math.Sin({x}))"),
        5 => Code.Real($"Math.Cbrt(1.5 + Math.Cos({x}))"),
        6 => Code.Real($"Math.Tan(Math.Sin({x}))"),
        7 => Code.Real($"Math.Asin(0.8 * Math.Sin({x}))"),
        8 => Code.Real($"Math.Acos(0.8 * Math.Cos({x}))"),
        9 => Code.Real($"Math.Sinh(Math.Sin({x}))"),
        10 => Code.Real($"Math.Cosh(Math.Tanh({x}))"),
        11 => Code.Real($"Math.Asinh({x})"),
        12 => Code.Real($"Math.Acosh(2.5 + Math.Sin({x}))"),
        13 => Code.Real($"Math.Atanh(0.8 * Math.Sin({x}))"),
        14 => Code.Real($"Math.Abs({x})"),
        15 => Code.Real($"Math.Pow({x}, 2)"),
        16 => Code.Real($"Math.Pow({x}, 3)"),
        17 => Code.Real($"Math.Floor({x} + 0.25)"),
        18 => Code.Real($"Math.Round({x} - 0.25)"),
        19 => Code.Real($"Math.Ceiling({x} - 0.25)"),
        20 => Code.Real($"Math.Truncate(1.5 * {x})"),
        _ => Code.Real($"Math.Sqrt({x} * {x} + 0.25)"),
    };

    private static Expression OfTwo(Maker make, Expression x, Expression y) => make.Dice.Next(10) switch
    {
        0 => Code.Real($"Math.Max({x}, {y})"),
        1 => Code.Real($"Math.Min({x}, {y})"),
        2 => Code.Real($"Math.Clamp({x}, -0.7, 0.6)"),
        3 => Code.Real($"Math.Pow(1.5 + Math.Sin({x}), Math.Cos({y}))"),
        4 => Code.Real($"Math.Atan2({x}, 1.5 + Math.Sin({y}))"),
        5 => Code.Real($"Math.CopySign({x}, {y})"),
        6 => Code.Real($"Math.FusedMultiplyAdd({x}, {y}, {x})"),
        7 => Code.Real($"({x} % (1.5 + Math.Cos({y})))"),
        8 => Code.Real($"Math.Log(1.5 + Math.Sin({x}), 3.5 + Math.Cos({y}))"),
        _ => Code.Real($"Math.Max(0, {x} - {y})"),
    };
}
