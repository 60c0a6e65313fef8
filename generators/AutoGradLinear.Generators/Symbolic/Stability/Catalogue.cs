using AutoGradLinear.Generators.IR;
using static AutoGradLinear.Generators.Symbolic.Stability.Pattern;

namespace AutoGradLinear.Generators.Symbolic.Stability;

/// <summary>A formula that loses digits or overflows, and an equal one that does not.</summary>
/// <param name="Name">The formula as people write it.</param>
/// <param name="Replacement">What is computed instead, as people write it; null where there is nothing to say about it.</param>
internal sealed record StableForm(string Name, string? Replacement, Pattern From, Pattern To);

/// <summary>
/// The formulas of numbers that have a stabler form, as one list; the first that fits is taken. Operands come before what is made of them, so that a form may be written
/// with those above it: when ln(1 − σ(x)) is looked at, 1 − σ(x) is σ(−x) already.
/// </summary>
/// <remarks>Every pair is equal in exact arithmetic wherever the left side has a value; the runtime's functions say how accurate they are.</remarks>
internal static class Catalogue
{
    public static IReadOnlyList<StableForm> Forms { get; } =
    [
        // What is subtracted may be written as what is added.
        new("x + (−y)", null, X + (-Y), X - Y),

        // Products are faster than powers, and rounded once for each factor.
        new("x²", null, Pow(X, 2), X * X),
        new("x³", null, Pow(X, 3), X * X * X),
        new("1 / x", null, Pow(X, -1), 1 / X),

        // σ(x) = eˣ / (1 + eˣ) = 1 / (1 + e⁻ˣ). The written quotient is right far out, its derivative is not: ∞ / ∞² or 0 · ∞.
        new("eˣ / (1 + eˣ)", "σ(x)", Exp(X) / (1 + Exp(X)), Sigmoid(X)),
        new("1 / (1 + eˣ)", "σ(−x)", 1 / (1 + Exp(X)), Sigmoid(-X)),
        new("y / (1 + eˣ)", "y σ(−x)", Y / (1 + Exp(X)), Y * Sigmoid(-X)),

        // Both sides divided by eˣ; the logarithm of a larger sum neither overflows nor underflows.
        new("eˣ / (eˣ + eʸ + eᶻ)", "exp(x − logaddexp(x, y, z))", Exp(X) / (Exp(X) + Exp(Y) + Exp(Z)), Exp(X - LogAddExp(LogAddExp(X, Y), Z))),
        new("eᶻ / (eˣ + eʸ + eᶻ)", "exp(z − logaddexp(x, y, z))", Exp(Z) / (Exp(X) + Exp(Y) + Exp(Z)), Exp(Z - LogAddExp(LogAddExp(X, Y), Z))),
        new("eˣ / (1 + eˣ + eʸ)", "exp(x − logaddexp(0, x, y))", Exp(X) / (1 + Exp(X) + Exp(Y)), Exp(X - LogAddExp(Softplus(X), Y))),
        new("eʸ / (1 + eˣ + eʸ)", "exp(y − logaddexp(0, x, y))", Exp(Y) / (1 + Exp(X) + Exp(Y)), Exp(Y - LogAddExp(Softplus(X), Y))),
        new("eˣ / (eˣ + eʸ + 1)", "exp(x − logaddexp(0, x, y))", Exp(X) / (Exp(X) + Exp(Y) + 1), Exp(X - LogAddExp(Softplus(X), Y))),
        new("1 / (1 + eˣ + eʸ)", "exp(−logaddexp(0, x, y))", 1 / (1 + Exp(X) + Exp(Y)), Exp(-LogAddExp(Softplus(X), Y))),
        new("1 / (eˣ + eʸ + 1)", "exp(−logaddexp(0, x, y))", 1 / (Exp(X) + Exp(Y) + 1), Exp(-LogAddExp(Softplus(X), Y))),
        new("eˣ / (eˣ + eʸ)", "σ(x − y)", Exp(X) / (Exp(X) + Exp(Y)), Sigmoid(X - Y)),

        // 1 − 1 / (1 + e⁻ˣ) = e⁻ˣ / (1 + e⁻ˣ) = 1 / (1 + eˣ), where the difference of nearly equal numbers has no digits.
        new("1 − σ(x)", "σ(−x)", 1 - Sigmoid(X), Sigmoid(-X)),

        // The digits of a small x are lost when eˣ is rounded beside 1.
        new("eˣ − 1", "expm1(x)", Exp(X) - 1, ExpM1(X)),
        new("eˣ − 1", "expm1(x)", Exp(X) + -1.0, ExpM1(X)),
        new("1 − eˣ", "−expm1(x)", 1 - Exp(X), -ExpM1(X)),

        // The same where 1 + x is rounded; eˣ overflows where its logarithm is x.
        new("ln(1 + eˣ)", "softplus(x)", Log(1 + Exp(X)), Softplus(X)),
        new("ln(eˣ + eʸ + 1)", "logaddexp(0, x, y)", Log(Exp(X) + Exp(Y) + 1), LogAddExp(Softplus(X), Y)),
        new("ln(1 + x)", "log1p(x)", Log(1 + X), Log1P(X)),
        new("ln(1 − eˣ)", "log1mexp(x)", Log(-ExpM1(X)), Log1MExp(X)),
        new("ln(eˣ − 1)", "logexpm1(x)", Log(ExpM1(X)), LogExpM1(X)),
        new("ln(1 − x)", "log1p(−x)", Log(1 - X), Log1P(-X)),

        // ln σ(x) = −ln(1 + e⁻ˣ): σ(x) underflows, its logarithm is about x.
        new("ln σ(x)", "−softplus(−x)", Log(Sigmoid(X)), -Softplus(-X)),
        new("ln(y σ(x))", "ln y − softplus(−x)", Log(Y * Sigmoid(X)), Log(Y) - Softplus(-X)),

        // What a quotient by a scaled sum became.
        new("ln(1 / S)", null, Log(Of(StableFunction.InverseOfSum, X)), -Of(StableFunction.LogOfSum, X)),

        // ln Σ eˣ less one of the x: the two large numbers first, so that what is small keeps its digits.
        new("m + ln S − y", null, X + Of(StableFunction.LogOfSum, Y) - Z, Of(StableFunction.LogOfSum, Y) + (X - Z)),
        new("y − (m + ln S)", null, Z - (X + Of(StableFunction.LogOfSum, Y)), Z - X - Of(StableFunction.LogOfSum, Y)),

        // eˣ is positive: its logarithm comes out of products and quotients, whatever the other operand is.
        new("ln eˣ", "x", Log(Exp(X)), X),
        new("ln(eˣ y)", "x + ln y", Log(Exp(X) * Y), X + Log(Y)),
        new("ln(y / S)", null, Log(Y * Of(StableFunction.InverseOfSum, X)), Log(Y) - Of(StableFunction.LogOfSum, X)),
        new("ln(eˣ / y)", "x − ln y", Log(Exp(X) / Y), X - Log(Y)),
        new("ln(y / eˣ)", "ln y − x", Log(Y / Exp(X)), Log(Y) - X),

        // eˣ (1 + eʸ⁻ˣ), with the larger of the two outside; sums of more are written with it.
        new("ln(eˣ + eʸ + eᶻ)", "logaddexp(x, y, z)", Log(Exp(X) + Exp(Y) + Exp(Z)), LogAddExp(LogAddExp(X, Y), Z)),
        new("ln(1 + eˣ + eʸ)", "logaddexp(0, x, y)", Log(1 + Exp(X) + Exp(Y)), LogAddExp(Softplus(X), Y)),
        new("ln(eˣ + eʸ)", "logaddexp(x, y)", Log(Exp(X) + Exp(Y)), LogAddExp(X, Y)),

        // eˣ (1 − eʸ⁻ˣ).
        new("ln(eˣ − eʸ)", "x + log1mexp(y − x)", Log(Exp(X) - Exp(Y)), X + Log1MExp(Y - X)),

        // cosh x overflows where its logarithm is |x| − ln 2.
        new("ln cosh x", "logcosh(x)", Log(Cosh(X)), LogCosh(X)),

        // x ln x goes to 0 with x; 0 · ln 0 is NaN.
        new("x ln x", "xlogx(x)", X * Log(X), XLogX(X)),
        new("−x ln x", "−xlogx(x)", -X * Log(X), -XLogX(X)),
        new("x (−ln x)", "−xlogx(x)", X * -Log(X), -XLogX(X)),

        // x ln x may overflow where a small y brings the product back.
        new("y x ln x", "0 at 0", Y * X * Log(X), Of(StrongZero.LeftProduct, Y * X, Log(X))),
        new("x (y ln x)", "y x ln x, 0 at 0", X * (Y * Log(X)), Of(StrongZero.LeftProduct, Y * X, Log(X))),

        // The same for 1 − x, whose logarithm has all its digits already.
        new("(1 − x) ln(1 − x)", "0 at 1", (1 - X) * Log1P(-X), Of(StrongZero.LeftProduct, 1 - X, Log1P(-X))),
        new("−(1 − x) ln(1 − x)", "0 at 1", -(1 - X) * Log1P(-X), -Of(StrongZero.LeftProduct, 1 - X, Log1P(-X))),

        // ln(x / y), through ln(1 + (x − y) / y) where x is near y.
        new("ln x − ln y", "logratio(x, y)", Log(X) - Log(Y), LogRatio(X, Y)),

        // Squares overflow and underflow where their sum's root does not.
        new("√(x² + y²)", "hypot(x, y)", Sqrt((X * X) + (Y * Y)), Hypot(X, Y)),

        // (√(1 + x) − 1)(√(1 + x) + 1) = x; the root of a sum with a square has a slope everywhere.
        new("√(1 + x²) − 1", "x² / (√(1 + x²) + 1)", Sqrt(1 + (X * X)) - 1, Of(StableFunction.RootOfSquareLessOne, X)),
        new("√(1 + x) − 1", "x / (√(1 + x) + 1)", Sqrt(1 + X) - 1, Sqrt1PM1(X)),
    ];

    private static readonly ILookup<string?, StableForm> ByRoot = Forms.ToLookup(form => RootOf(form.From.Expression));

    /// <summary>The forms that the value may be an instance of, by its outermost operation.</summary>
    public static IEnumerable<StableForm> For(Expression value) => ByRoot[RootOf(value)];

    private static string? RootOf(Expression value) => value switch
    {
        Apply apply => apply.Function,
        Binary binary => IrPrinter.Symbol(binary.Operator),
        _ => null,
    };

    private static Pattern Exp(Pattern x) => Of("Exp", x);

    private static Pattern Log(Pattern x) => Of("Log", x);

    private static Pattern Pow(Pattern x, Pattern y) => Of("Pow", x, y);

    private static Pattern Cosh(Pattern x) => Of("Cosh", x);

    private static Pattern Sqrt(Pattern x) => Of("Sqrt", x);

    private static Pattern Hypot(Pattern x, Pattern y) => Of("Hypot", x, y);

    private static Pattern Sigmoid(Pattern x) => Of(StableFunction.Sigmoid, x);

    private static Pattern Softplus(Pattern x) => Of(StableFunction.Softplus, x);

    private static Pattern Log1P(Pattern x) => Of(StableFunction.Log1P, x);

    private static Pattern ExpM1(Pattern x) => Of(StableFunction.ExpM1, x);

    private static Pattern Log1MExp(Pattern x) => Of(StableFunction.Log1MExp, x);

    private static Pattern LogExpM1(Pattern x) => Of(StableFunction.LogExpM1, x);

    private static Pattern LogAddExp(Pattern x, Pattern y) => Of(StableFunction.LogAddExp, x, y);

    private static Pattern LogCosh(Pattern x) => Of(StableFunction.LogCosh, x);

    private static Pattern XLogX(Pattern x) => Of(StableFunction.XLogX, x);

    private static Pattern LogRatio(Pattern x, Pattern y) => Of(StableFunction.LogRatio, x, y);

    private static Pattern Sqrt1PM1(Pattern x) => Of(StableFunction.Sqrt1PM1, x);
}
