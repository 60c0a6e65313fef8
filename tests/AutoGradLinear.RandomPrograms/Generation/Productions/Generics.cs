using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Generation.Productions;

/// <summary>Helpers with a type parameter.</summary>
internal static class Generics
{
    public static readonly Production<Expression>[] Reals =
    [
        new(Feature.Generics, 3, (make, scope, depth) => depth == 0 || scope.Loops >= scope.Frame.LoopsWithoutCalls ? null : make.Dice.Next(3) switch
        {
            0 => Code.Real($"{Require(make, "Mix", Mix)}<{Kind.Real}>({make.Bounded(scope, depth - 1)}, {make.Real(scope, depth - 1)})"),
            1 => Code.Real($"{Require(make, "Horner", Horner)}<{Kind.Real}>({make.Bounded(scope, depth - 1)}, {Integers.Masked(make, scope, 3)})"),
            _ => Slices.Row(make, scope) is { } row ? Code.Real($"{Require(make, "Fold", Fold)}<{Kind.Real}>({row}, {make.Bounded(scope, depth - 1)})") : null,
        }),
    ];

    private static string Require(Maker make, string name, Func<Maker, Statement> declaration)
    {
        make.Members.Require(name, () => declaration(make));
        return name;
    }

    private static Statement Mix(Maker make)
        => Code.Do($"private static T Mix<T>(T a, T b) where T : unmanaged, {Kind.RealConstraint}<T> => {Value(make, 3)};");

    private static Statement Horner(Maker make)
        => Code.Do($"private static T Horner<T>(T a, int n) where T : unmanaged, {Kind.RealConstraint}<T> {{ T b = T.One; for (int i = 0; i < n; i++) {{ b = b * a + {Value(make, 2)}; }} return b; }}");

    private static Statement Fold(Maker make)
        => Code.Do($"private static T Fold<T>(ReadOnlySpan<T> v, T a) where T : unmanaged, {Kind.RealConstraint}<T> {{ T b = T.Zero; foreach (T e in v) {{ b += e * {Value(make, 1)}; if (b > T.One) b = T.Tanh(b); }} return b; }}");

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
