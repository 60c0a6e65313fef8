using AutoGradLinear.Generators.IR;
using static AutoGradLinear.Generators.Symbolic.Algebra;

namespace AutoGradLinear.Generators.Differentiation;

/// <summary>
/// Derivatives of functions from spans to a number. A rule gives, for argument i and element k, the product a · ∂f/∂xᵢ[k];
/// a selection (a maximum) gives the one element through which the derivative flows instead.
/// </summary>
internal static class SpanRules
{
    private static readonly Dictionary<string, ElementPartial[]> Rules = new()
    {
        // Σ x
        ["SpanSum"] = [(_, _, a) => a],

        // Σ x y
        ["SpanDot"] = [(c, k, a) => c.Scale(a, new Element(c.Y, k)), (c, k, a) => c.Scale(a, new Element(c.X, k))],

        // Σ x²
        ["SpanSumOfSquares"] = [(c, k, a) => c.Scale(Multiply(c.Constant(2), a), new Element(c.X, k))],

        // Σ |x|
        ["SpanSumOfMagnitudes"] =
        [
            (c, k, a) => Select(
                Compare(BinaryOperator.Greater, new Element(c.X, k), c.Constant(0)),
                a,
                Select(Compare(BinaryOperator.Less, new Element(c.X, k), c.Constant(0)), Negate(a), c.Constant(0))),
        ],

        // ln Σ eˣ, with slope 0 where no term contributes.
        ["SpanLogSumExp"] =
        [
            (c, k, a) => Select(Compare(BinaryOperator.Equal, c.Result, c.Constant(double.NegativeInfinity)), c.Constant(0), c.Scale(a, Call("Exp", Subtract(new Element(c.X, k), c.Result)))),
        ],

        // √Σ (x − y)², with slope 0 where the rows are equal.
        ["SpanDistance"] = [(c, k, a) => OfDistance(c, k, a), (c, k, a) => OfDistance(c, k, Negate(a))],

        // √Σ x², with slope 0 for the zero vector.
        ["SpanNorm"] =
        [
            (c, k, a) => Select(Compare(BinaryOperator.Equal, c.Result, c.Constant(0)), c.Constant(0), c.Scale(a, Divide(new Element(c.X, k), c.Result))),
        ],
    };

    private static Expression OfDistance(RuleContext c, Expression k, Expression a)
        => Select(
            Compare(BinaryOperator.Equal, c.Result, c.Constant(0)),
            c.Constant(0),
            c.Scale(a, Divide(Subtract(new Element(c.X, k), new Element(c.Y, k)), c.Result)));

    private static readonly Dictionary<string, string> Selections = new()
    {
        ["SpanMax"] = "SpanIndexOfMax",
        ["SpanMin"] = "SpanIndexOfMin",
    };

    /// <summary>a · ∂f/∂xᵢ[k], for the index k.</summary>
    public delegate Expression ElementPartial(RuleContext context, Expression index, Expression a);

    public static bool IsReduction(string function) => Rules.ContainsKey(function) || Selections.ContainsKey(function);

    /// <summary>The rule for argument <paramref name="argument"/> of a smooth reduction, or null for a selection.</summary>
    public static ElementPartial? Find(string function, int argument) => Rules.TryGetValue(function, out ElementPartial[]? rule) ? rule[argument] : null;

    /// <summary>The function that tells which element a selection picked: the first of several.</summary>
    public static string IndexFunction(string selection) => Selections[selection];
}
