using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Symbolic.Stability;

/// <summary>A product of exponentials and weights, e^(x₁ ± x₂ ± …) · w₁ · w₂ / w₃ …</summary>
/// <param name="Site">Where the source has the first exponential.</param>
internal sealed record Factors(IReadOnlyList<(Expression Value, bool IsInverse)> Exponents, IReadOnlyList<(Expression Value, bool IsInverse)> Weights, Site? Site)
{
    /// <summary>The value as a product, or null where no factor is an exponential.</summary>
    public static Factors? Of(Expression value, IReadOnlyDictionary<Variable, Expression> definitions)
    {
        var exponents = new List<(Expression, bool)>();
        var weights = new List<(Expression, bool)>();
        Site? site = null;
        Visit(value, isInverse: false);
        return exponents.Count == 0 ? null : new Factors(exponents, weights, site);

        void Visit(Expression factor, bool isInverse)
        {
            switch (factor is Use use && definitions.TryGetValue(use.Variable, out Expression? definition) ? definition : factor)
            {
                case Apply { Function: "Exp", Type: RealType } exponential:
                    site ??= exponential.Site;
                    exponents.Add((exponential.Arguments[0], isInverse));
                    break;
                case Binary { Operator: BinaryOperator.Multiply, Type: RealType } product:
                    Visit(product.Left, isInverse);
                    Visit(product.Right, isInverse);
                    break;
                case Binary { Operator: BinaryOperator.Divide, Type: RealType } quotient:
                    Visit(quotient.Left, isInverse);
                    Visit(quotient.Right, !isInverse);
                    break;
                default:
                    weights.Add((factor, isInverse));
                    break;
            }
        }
    }

    /// <summary>The sum of the exponents.</summary>
    public Expression Exponent => Exponents.Skip(1).Aggregate(
        Exponents[0].IsInverse ? Algebra.Negate(Exponents[0].Value) : Exponents[0].Value,
        (sum, exponent) => exponent.IsInverse ? Algebra.Subtract(sum, exponent.Value) : Algebra.Add(sum, exponent.Value));

    /// <summary>The exponential times the weights. One that is 0 absorbs an exponential that overflows: the largest exponent is that of the others.</summary>
    public Expression Times(Expression exponential)
        => Weights.Aggregate(exponential, (product, weight) => weight.IsInverse
            ? Algebra.Divide(product, weight.Value)
            : StrongZero.Multiply(product, weight.Value, leftMayBeZero: false, rightMayBeZero: true));
}
