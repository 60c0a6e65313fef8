using AutoGradLinear.Generators.IR;
using static AutoGradLinear.Generators.IR.BinaryOperator;
using static AutoGradLinear.Generators.Symbolic.Algebra;

namespace AutoGradLinear.Generators.Differentiation;

/// <summary>
/// The derivatives of the functions that stable forms are written with. Each keeps its digits wherever the function does: no difference of nearly equal numbers, no quotient
/// of numbers that overflow.
/// </summary>
internal static partial class DerivativeTable
{
    private static readonly Dictionary<string, DerivativeRule> OfStableForms = new()
    {
        [StableFunction.Log1P] = Singular((c, a) => c.DivideSingular(a, Add(c.Constant(1), c.X))),
        [StableFunction.ExpM1] = Smooth((c, a) => c.ScaleSingular(a, Call("Exp", c.X))),
        [StableFunction.Softplus] = Smooth((c, a) => c.Scale(a, Sigmoid(c.X))),

        // σ(x) (1 − σ(x)), without the difference.
        [StableFunction.Sigmoid] = Smooth((c, a) => c.Scale(a, Multiply(c.Result, Sigmoid(Negate(c.X))))),

        // −eˣ / (1 − eˣ) = eˣ / (eˣ − 1), where eˣ does not overflow, and eˣ / (eˣ − 1) = 1 / (1 − e⁻ˣ), where e⁻ˣ does not.
        [StableFunction.Log1MExp] = Singular((c, a) => c.ScaleSingular(a, OfDecrease(c.X))),
        [StableFunction.LogExpM1] = Singular((c, a) => c.DivideSingular(a, Negate(ExpM1(Negate(c.X))))),

        // Of two masked operands, both −∞, the slopes are unknown; in a larger sum nothing comes back to them.
        [StableFunction.LogAddExp] = Smooth((c, a) => c.ScaleSingular(a, Sigmoid(Subtract(c.X, c.Y))), (c, a) => c.ScaleSingular(a, Sigmoid(Subtract(c.Y, c.X)))),
        [StableFunction.LogSigmoid] = Smooth((c, a) => c.Scale(a, Sigmoid(Negate(c.X)))),

        // eˣ / (eˣ − eʸ) = −1 / (e^(y − x) − 1), and −eʸ / (eˣ − eʸ) = e^(y − x) / (e^(y − x) − 1).
        [StableFunction.LogSubExp] = Singular((c, a) => c.DivideSingular(a, Negate(ExpM1(Subtract(c.Y, c.X)))), (c, a) => c.ScaleSingular(a, OfDecrease(Subtract(c.Y, c.X)))),
        [StableFunction.LogCosh] = Smooth((c, a) => c.Scale(a, Call("Tanh", c.X))),
        [StableFunction.XLogX] = Singular((c, a) => c.ScaleSingular(a, Add(Call("Log", c.X), c.Constant(1)))),
        [StableFunction.LogRatio] = Singular((c, a) => c.DivideSingular(a, c.X), (c, a) => Negate(c.DivideSingular(a, c.Y))),

        // x / √(1 + x²).
        [StableFunction.RootOfSquareLessOne] = Smooth((c, a) => c.Scale(a, Divide(c.X, Add(c.Result, c.Constant(1))))),

        // 1 / (2 √(1 + x)), from the result r = √(1 + x) − 1.
        [StableFunction.Sqrt1PM1] = Singular((c, a) => c.ScaleSingular(a, Divide(c.Constant(0.5), Add(c.Result, c.Constant(1))))),

        // Where no term contributes, no adjoint leaves: one comparison here instead of one for each term.
        [StableFunction.LogOfSum] = Smooth((c, a) => c.Mask(Compare(NotEqual, c.X, c.Constant(0)), Divide(a, c.X))),
        [StableFunction.InverseOfSum] = Smooth((c, a) => c.Mask(Compare(NotEqual, c.X, c.Constant(0)), Negate(Multiply(a, Multiply(c.Result, c.Result))))),
    };

    private static Expression Sigmoid(Expression x) => Call(StableFunction.Sigmoid, x);

    /// <summary>The derivative of ln(1 − eˣ).</summary>
    private static Expression OfDecrease(Expression x) => Divide(Call("Exp", x), ExpM1(x));

    private static Expression ExpM1(Expression x) => Call(StableFunction.ExpM1, x);
}
