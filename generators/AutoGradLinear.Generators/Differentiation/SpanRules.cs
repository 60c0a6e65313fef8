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
        ["SpanSum"] = [(_, _, _, a) => a],

        // Σ x y
        ["SpanDot"] = [(x, _, k, a) => Multiply(a, new Element(x[1], k)), (x, _, k, a) => Multiply(a, new Element(x[0], k))],

        // Σ x²
        ["SpanSumOfSquares"] = [(x, _, k, a) => Multiply(Multiply(Real(2, a.Type), a), new Element(x[0], k))],

        // √Σ x², with slope 0 for the zero vector.
        ["SpanNorm"] =
        [
            (x, r, k, a) => Select(
                Compare(BinaryOperator.Equal, r, Real(0, a.Type)), Real(0, a.Type), Multiply(a, Divide(new Element(x[0], k), r))),
        ],
    };

    private static readonly Dictionary<string, string> Selections = new()
    {
        ["SpanMax"] = "SpanIndexOfMax",
        ["SpanMin"] = "SpanIndexOfMin",
    };

    /// <summary>a · ∂f/∂xᵢ[k], from the arguments x, the result r and the index k.</summary>
    public delegate Expression ElementPartial(EquatableArray<Expression> arguments, Expression result, Expression index, Expression a);

    public static bool IsReduction(string function) => Rules.ContainsKey(function) || Selections.ContainsKey(function);

    /// <summary>The rule for argument <paramref name="argument"/> of a smooth reduction, or null for a selection.</summary>
    public static ElementPartial? Find(string function, int argument) => Rules.TryGetValue(function, out ElementPartial[]? rule) ? rule[argument] : null;

    /// <summary>The function that tells which element a selection picked: the first of several.</summary>
    public static string IndexFunction(string selection) => Selections[selection];
}
