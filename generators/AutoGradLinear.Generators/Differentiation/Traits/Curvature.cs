using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Differentiation.Traits;

/// <summary>What is known of a value's curvature as a function of the scores; convex and concave is affine.</summary>
/// <remarks>
/// Rules of composition by sign and monotonicity (M. Grant, S. Boyd, Y. Ye, "Disciplined Convex Programming", 2006), and of functions whose logarithm
/// is convex (S. Boyd et al., "A tutorial on geometric programming", 2007): sums and products of log-convex functions are log-convex, so that a log-sum-exp is convex however it is
/// written. The function 0 counts as log-convex: its logarithm is −∞ everywhere.
/// </remarks>
[Flags]
internal enum Curvature
{
    Unknown = 0,
    Convex = 1,
    Concave = 2,
    Affine = Convex | Concave,

    /// <summary>Positive everywhere with a convex logarithm, or 0 everywhere.</summary>
    LogConvex = 4,

    /// <summary>Positive everywhere with a concave logarithm.</summary>
    LogConcave = 8,
}

/// <summary>The curvature of compositions.</summary>
internal static class Curvatures
{
    /// <summary>The curvature of what does not depend on the scores.</summary>
    public static Curvature OfConstant(Sign sign)
        => Curvature.Affine | (sign.IsNotNegative ? Curvature.LogConvex : 0) | (sign.IsPositive ? Curvature.LogConcave : 0);

    public static Curvature Of(string function, IReadOnlyList<Facts> x, bool isSquare, double? exponent)
    {
        Curvature curvature = function switch
        {
            "Add" => Sum(x[0].Curvature, x[1].Curvature),
            "Subtract" => Sum(x[0].Curvature, Negated(x[1].Curvature)),
            "Negate" => Negated(x[0].Curvature),
            "Multiply" when isSquare => Power(x[0], 2),
            "Multiply" => Product(x[0], x[1]),
            "Divide" => Quotient(x[0], x[1]),
            "FusedMultiplyAdd" or "MultiplyAddEstimate" or "MultiplyAdd" => Sum(Product(x[0], x[1]), x[2].Curvature),
            "Exp" or "Exp2" or "Exp10" => Exponential(x[0].Curvature),
            "ExpM1" or StableFunction.ExpM1 => x[0].Curvature & Curvature.Convex,
            "Log" or "Log2" or "Log10" => Logarithm(x[0].Curvature),
            "LogP1" or "Log2P1" or "Log10P1" or StableFunction.Log1P => Logarithm(Sum(x[0].Curvature, OfConstant(Sign.Of(1)))),
            "Logistic" or "Sigmoid" or StableFunction.Sigmoid => Has(x[0], Curvature.Concave) ? Curvature.LogConcave : Curvature.Unknown,
            StableFunction.Softplus => x[0].Curvature & Curvature.Convex,
            StableFunction.LogSigmoid => x[0].Curvature & Curvature.Concave,
            StableFunction.LogAddExp => x[0].Curvature & x[1].Curvature & Curvature.Convex,
            "Max" => x[0].Curvature & x[1].Curvature & (Curvature.Convex | Curvature.LogConvex),
            "Min" => x[0].Curvature & x[1].Curvature & (Curvature.Concave | Curvature.LogConcave),
            "Abs" => Magnitude(x[0]),
            "Cosh" or StableFunction.LogCosh => Has(x[0], Curvature.Affine) ? Curvature.Convex : Curvature.Unknown,
            "Hypot" => IsMagnitudeConvex(x[0]) && IsMagnitudeConvex(x[1]) ? Curvature.Convex : Curvature.Unknown,
            "Sqrt" => Power(x[0], 0.5),
            "Pow" when exponent is { } power => Power(x[0], power),
            "Convert" => x[0].Curvature,
            _ => Curvature.Unknown,
        };

        // A log-convex function is convex.
        return (curvature & Curvature.LogConvex) != 0 ? curvature | Curvature.Convex : curvature;
    }

    /// <summary>Whether the norm of such values is convex.</summary>
    public static bool IsMagnitudeConvex(Facts x) => Has(x, Curvature.Affine) || Magnitude(x) != Curvature.Unknown;

    private static bool Has(Facts x, Curvature curvature) => (x.Curvature & curvature) == curvature;

    private static Curvature Sum(Curvature x, Curvature y) => x & y & (Curvature.Affine | Curvature.LogConvex);

    private static Curvature Negated(Curvature x)
        => ((x & Curvature.Convex) != 0 ? Curvature.Concave : 0) | ((x & Curvature.Concave) != 0 ? Curvature.Convex : 0);

    private static Curvature Product(Facts x, Facts y)
    {
        Curvature logarithmic = x.Curvature & y.Curvature & (Curvature.LogConvex | Curvature.LogConcave);
        return logarithmic | (!x.Depends ? Scaled(y, x.Sign) : !y.Depends ? Scaled(x, y.Sign) : Curvature.Unknown);
    }

    private static Curvature Quotient(Facts x, Facts y)
    {
        Curvature reciprocal = ((y.Curvature & Curvature.LogConcave) != 0 ? Curvature.LogConvex : 0)
            | ((y.Curvature & Curvature.LogConvex) != 0 ? Curvature.LogConcave : 0);
        Curvature logarithmic = x.Curvature & reciprocal;
        if (!y.Depends)
            return logarithmic | Scaled(x, y.Sign);
        return logarithmic | (!x.Depends && x.Sign.IsNotNegative && y.Sign.IsPositive && Has(y, Curvature.Concave) ? Curvature.Convex : Curvature.Unknown);
    }

    /// <summary>A constant factor of known sign keeps curvature or reverses it; of unknown sign it keeps what is affine.</summary>
    private static Curvature Scaled(Facts x, Sign factor)
    {
        Curvature curvature = x.Curvature & Curvature.Affine;
        return factor.IsNotNegative ? curvature
            : factor.IsNotPositive ? Negated(curvature)
            : curvature == Curvature.Affine ? Curvature.Affine : Curvature.Unknown;
    }

    private static Curvature Exponential(Curvature x)
        => ((x & Curvature.Convex) != 0 ? Curvature.LogConvex : 0) | ((x & Curvature.Concave) != 0 ? Curvature.LogConcave : 0);

    private static Curvature Logarithm(Curvature x)
        => ((x & Curvature.LogConvex) != 0 ? Curvature.Convex : 0) | ((x & (Curvature.LogConcave | Curvature.Concave)) != 0 ? Curvature.Concave : 0);

    private static Curvature Magnitude(Facts x)
        => Has(x, Curvature.Affine) || (Has(x, Curvature.Convex) && x.Sign.IsNotNegative) || (Has(x, Curvature.Concave) && x.Sign.IsNotPositive)
            ? Curvature.Convex
            : Curvature.Unknown;

    private static Curvature Power(Facts x, double power)
    {
        if (power == 1)
            return x.Curvature;
        Curvature logarithmic = power switch
        {
            > 0 => x.Curvature & (Curvature.LogConvex | Curvature.LogConcave),
            < 0 => ((x.Curvature & Curvature.LogConcave) != 0 ? Curvature.LogConvex : 0) | ((x.Curvature & Curvature.LogConvex) != 0 ? Curvature.LogConcave : 0),
            _ => 0,
        };
        bool isEven = power % 2 == 0;
        return logarithmic | power switch
        {
            > 1 when isEven => Magnitude(x),
            > 1 => Has(x, Curvature.Convex) && x.Sign.IsNotNegative ? Curvature.Convex : Curvature.Unknown,
            > 0 => Has(x, Curvature.Concave) ? Curvature.Concave : Curvature.Unknown,
            < 0 => Has(x, Curvature.Concave) && x.Sign.IsPositive ? Curvature.Convex : Curvature.Unknown,
            _ => Curvature.Unknown,
        };
    }
}
