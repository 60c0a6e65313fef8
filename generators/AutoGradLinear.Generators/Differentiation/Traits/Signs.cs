using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Differentiation.Traits;

/// <summary>The signs that a number may have; NaN has none.</summary>
[Flags]
internal enum Signs
{
    None = 0,
    Negative = 1,
    Zero = 2,
    Positive = 4,
    NotPositive = Negative | Zero,
    NotNegative = Zero | Positive,
    Any = Negative | Zero | Positive,
}

/// <summary>
/// What is known of a value's sign. It is <i>the same everywhere</i> where it does not depend on the scores which of the signs it is: so for a hyperparameter, of which
/// nothing else is known, and for a sum of exponentials, which is positive, or 0 for all scores where there is nothing to sum.
/// </summary>
internal readonly record struct Sign
{
    public Sign(Signs signs, bool isSame)
    {
        Signs = signs;
        IsSame = isSame || signs is Signs.None or Signs.Negative or Signs.Zero or Signs.Positive;
    }

    public static Sign Unknown => new(Signs.Any, isSame: false);

    public Signs Signs { get; }

    public bool IsSame { get; }

    public bool IsPositive => Is(Signs.Positive);

    public bool IsNotNegative => Is(Signs.NotNegative);

    public bool IsNotPositive => Is(Signs.NotPositive);

    public static Sign Of(double literal) => new(
        double.IsNaN(literal) ? Signs.None : literal > 0 ? Signs.Positive : literal < 0 ? Signs.Negative : Signs.Zero, isSame: true);

    public Sign Join(Sign other) => new(Signs | other.Signs, IsSame && other.IsSame);

    /// <summary>The same signs, but which of them may depend on the scores.</summary>
    public Sign Varying() => new(Signs, isSame: false);

    public Sign Where(Signs possible) => new(Signs & possible, IsSame);

    /// <summary>The sign of a function of the table, or of an operator by its name.</summary>
    public static Sign Of(string function, IReadOnlyList<Sign> x, bool isSquare) => function switch
    {
        "Add" => Sum(x[0], x[1]),
        "Subtract" => Sum(x[0], x[1].Negated()),
        "Negate" => x[0].Negated(),
        "Multiply" when isSquare => x[0].Squared(),
        "Multiply" or "Divide" => Product(x[0], x[1]),
        "FusedMultiplyAdd" or "MultiplyAddEstimate" or "MultiplyAdd" => Sum(Product(x[0], x[1]), x[2]),
        "Exp" or "Exp2" or "Exp10" or "Cosh" or "Logistic" or "Sigmoid" or StableFunction.Sigmoid => new Sign(Signs.Positive, isSame: true),
        "Pow" when x[0].IsPositive => x[0],
        "Abs" => x[0].Squared(),
        "Sqrt" => x[0].Where(Signs.NotNegative),
        "Hypot" => x[0].Squared().Join(x[1].Squared()).Varying(),
        "Cbrt" or "Sinh" or "Tanh" or "Asinh" or "Atan" or "ExpM1" or "Erf" or "Stop" or "Convert" => x[0],
        "Max" => Larger(x[0], x[1]),
        "Min" => Larger(x[0].Negated(), x[1].Negated()).Negated(),
        _ => Unknown,
    };

    public Sign Negated() => new(
        (Signs & Signs.Zero) | ((Signs & Signs.Positive) != 0 ? Signs.Negative : 0) | ((Signs & Signs.Negative) != 0 ? Signs.Positive : 0), IsSame);

    /// <summary>The sign of x², or |x|, or an even power.</summary>
    public Sign Squared() => new((Signs & Signs.NotNegative) | ((Signs & Signs.Negative) != 0 ? Signs.Positive : 0), IsSame);

    private bool Is(Signs signs) => (Signs & ~signs) == 0;

    private static Sign Sum(Sign x, Sign y)
    {
        Signs signs = 0;
        foreach (Signs a in Each(x.Signs))
        {
            foreach (Signs b in Each(y.Signs))
                signs |= a == b || b == Signs.Zero ? a : a == Signs.Zero ? b : Signs.Any;
        }

        // Two numbers of opposite signs may cancel here and not there.
        bool cancels = ((x.Signs | y.Signs) & Signs.Negative) != 0 && ((x.Signs | y.Signs) & Signs.Positive) != 0;
        return new Sign(signs, x.IsSame && y.IsSame && !cancels);
    }

    private static Sign Product(Sign x, Sign y)
    {
        Signs signs = 0;
        foreach (Signs a in Each(x.Signs))
        {
            foreach (Signs b in Each(y.Signs))
                signs |= a == Signs.Zero || b == Signs.Zero ? Signs.Zero : a == b ? Signs.Positive : Signs.Negative;
        }

        return new Sign(signs, x.IsSame && y.IsSame);
    }

    private static Sign Larger(Sign x, Sign y)
    {
        Signs signs = 0;
        foreach (Signs a in Each(x.Signs))
        {
            foreach (Signs b in Each(y.Signs))
                signs |= a > b ? a : b;
        }

        return new Sign(signs, x.IsSame && y.IsSame);
    }

    private static IEnumerable<Signs> Each(Signs signs)
        => new[] { Signs.Negative, Signs.Zero, Signs.Positive }.Where(sign => (signs & sign) != 0);
}
