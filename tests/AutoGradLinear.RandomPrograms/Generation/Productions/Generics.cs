using AutoGradLinear.RandomPrograms.Language;
using static AutoGradLinear.RandomPrograms.Generation.Nesting;

namespace AutoGradLinear.RandomPrograms.Generation.Productions;

/// <summary>Helpers with a type parameter.</summary>
internal static class Generics
{
    public static readonly Production<Expression>[] Reals =
    [
        new(Feature.Generics, 1, Nested((make, scope, depth) => scope.MayCall
            ? Code.Real($"{Require(make, "Mix", Mix)}<{Kind.Real}>({make.Bounded(scope, depth)}, {make.Real(scope, depth)})")
            : null)),
        new(Feature.Generics, 1, Nested((make, scope, depth) => scope.MayCall
            ? Code.Real($"{Require(make, "Horner", Horner)}<{Kind.Real}>({make.Bounded(scope, depth)}, {Integers.Masked(make, scope, 3)})")
            : null)),
        new(Feature.Generics, 1, Nested((make, scope, depth) => scope.MayCall && Slices.Row(make, scope) is { } row
            ? Code.Real($"{Require(make, "Fold", Fold)}<{Kind.Real}>({row}, {make.Bounded(scope, depth)})")
            : null)),
    ];

    private static string Require(Maker make, string name, Func<Maker, Statement> declaration)
    {
        make.Members.Require(name, () => declaration(make));
        return name;
    }

    private static Statement Mix(Maker make) => Declare($"Mix<T>(T a, T b)", $"{{ return {Value(make, 3)}; }}");

    private static Statement Horner(Maker make)
        => Declare($"Horner<T>(T a, int n)", $"{{ T b = T.One; for (int i = 0; i < n; i++) {{ b = b * a + {Value(make, 2)}; }} return b; }}");

    private static Statement Fold(Maker make)
        => Declare(
            $"Fold<T>(ReadOnlySpan<T> v, T a)",
            $"{{ T b = T.Zero; foreach (T e in v) {{ b += e * {Value(make, 1)}; if (b > T.One) b = T.Tanh(b); }} return b; }}");

    private static Statement Declare(string head, Template body)
        => Code.Do($"private static T {head} where T : unmanaged, {Kind.RealConstraint}<T> {Code.Of(Kind.Nothing, body)}");

    /// <summary>An expression of <c>a</c> and <c>b</c>.</summary>
    private static Expression Value(Maker make, int depth)
    {
        if (depth == 0)
            return Code.Of(Kind.Generic, $"{make.Dice.Pick("a", "b", "a", "b", "T.One", "T.CreateChecked(0.5)")}");
        Expression left = Value(make, depth - 1);
        return make.Dice.Next(6) switch
        {
            0 => Code.Of(Kind.Generic, $"T.Sin({left})"),
            1 => Code.Of(Kind.Generic, $"T.Tanh({left})"),
            2 => Code.Of(Kind.Generic, $"({left} * {Value(make, depth - 1)})"),
            3 => Code.Of(Kind.Generic, $"({left} - {Value(make, depth - 1)})"),
            4 => Code.Of(Kind.Generic, $"(a > T.Zero ? {left} : {Value(make, depth - 1)})"),
            _ => Code.Of(Kind.Generic, $"T.Exp(-({left} * {left}))"),
        };
    }
}
