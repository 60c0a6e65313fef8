using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.Symbolic;
using static AutoGradLinear.Generators.Symbolic.Algebra;

namespace AutoGradLinear.Generators.Differentiation;

/// <summary>
/// One application y = f(x₀, x₁, …) whose derivative is wanted, as a rule sees it. A rule gives, for argument i and a number a,
/// the product a · ∂f/∂xᵢ: an adjoint's contribution in reverse mode, a tangent's in forward mode.
/// </summary>
/// <param name="Arguments">The arguments: variables or constants.</param>
/// <param name="Result">The value y, already computed.</param>
/// <param name="IsActive">Which arguments depend on a differentiated parameter, by the source.</param>
/// <param name="FactorMayBeInfinite">Whether a may be infinite, because it went through a partial derivative that can be.</param>
/// <param name="IsTangent">Whether a is a change of the argument, in forward mode.</param>
internal sealed record RuleContext(
    EquatableArray<Expression> Arguments,
    Expression Result,
    Func<int, bool> IsActive,
    bool FactorMayBeInfinite,
    bool IsTangent = false)
{
    public Expression X => Arguments[0];

    public Expression Y => Arguments[1];

    public IrType Type => Result.Type;

    public Expression Constant(double value) => Real(value, Type);

    /// <summary>a · partial, where a zero partial absorbs an infinite a.</summary>
    public Expression Scale(Expression a, Expression partial)
        => StrongZero.Multiply(a, partial, leftMayBeZero: false, rightMayBeZero: FactorMayBeInfinite);

    /// <summary>a · partial, where the partial may be infinite or NaN and a zero on either side absorbs what the other is.</summary>
    public Expression ScaleSingular(Expression a, Expression partial)
        => StrongZero.Multiply(a, partial, leftMayBeZero: true, rightMayBeZero: FactorMayBeInfinite);

    /// <summary>a / divisor, where a zero on either side of a · (1 / divisor) absorbs what the other is.</summary>
    public Expression DivideSingular(Expression a, Expression divisor)
        => divisor is RealLiteral { Value: not 0 } ? Divide(a, divisor)
            : FactorMayBeInfinite ? ScaleSingular(a, Divide(Constant(1), divisor))
            : StrongZero.Divide(a, divisor);

    /// <summary>a where the condition holds, else 0: a mask selects, it never multiplies.</summary>
    public Expression Mask(Expression condition, Expression a) => Select(condition, a, Constant(0));
}

/// <summary>
/// The product a · ∂f/∂xᵢ, or null where the partial derivative is 0 everywhere that it exists.
/// </summary>
internal delegate Expression? Partial(RuleContext context, Expression a);

/// <summary>How one function is differentiated.</summary>
/// <param name="Partials">One for each argument.</param>
/// <param name="IsSmooth">Whether every partial derivative is continuous wherever the arguments are finite.</param>
/// <param name="IsSingular">Whether a partial derivative is infinite or NaN somewhere in the function's domain.</param>
internal sealed record DerivativeRule(Partial[] Partials, bool IsSmooth, bool IsSingular);
