namespace AutoGradLinear.Generators.Differentiation.Traits;

/// <summary>What is known of a value's derivatives as a function of the scores.</summary>
[Flags]
internal enum Regularity
{
    Unknown = 0,

    /// <summary>The gradient exists everywhere and is continuous.</summary>
    Smooth = 1,

    /// <summary>Continuous, and smooth with bounded slopes wherever the value is not 0, so that its square is smooth.</summary>
    KinksAtZero = 2,

    /// <summary>Continuous and affine on each of finitely many polyhedra.</summary>
    PiecewiseAffine = 4,

    /// <summary>Continuous and a polynomial of degree 2 at most on each of finitely many polyhedra.</summary>
    PiecewiseQuadratic = 8,

    All = Smooth | KinksAtZero | PiecewiseAffine | PiecewiseQuadratic,
}

/// <summary>The regularity of compositions.</summary>
internal static class Regularities
{
    private static readonly string[] Sums = ["Add", "Subtract", "Negate", "Convert"];

    public static Regularity Of(string function, IReadOnlyList<Facts> x, bool isSquare, double? exponent)
    {
        Regularity common = x.Aggregate(Regularity.All, (regularity, operand) => regularity & operand.Regularity);
        bool hasSmoothOperands = (common & Regularity.Smooth) != 0;
        bool isSmooth = hasSmoothOperands && IsSmooth(function, x, exponent);

        // (v²)′ = 2 v v′ goes to 0 where v does.
        bool isPowerOfKink = (x[0].Regularity & Regularity.KinksAtZero) != 0 && (isSquare || (function == "Pow" && exponent is > 1 && (exponent % 1 == 0 || x[0].Sign.IsNotNegative)));
        bool isScaling = function is "Multiply" or "Divide" && !isSquare && IsByConstant(function, x);
        bool keepsZero = function is "Negate" or "Convert" || isScaling;
        bool isKinkAtZero = isSmooth || isPowerOfKink
            || (function == "Abs" && HoldsKink(x[0]))
            || (function is "Max" or "Min" && ((HoldsKink(x[0]) && x[1].IsZero) || (HoldsKink(x[1]) && x[0].IsZero)))
            || (keepsZero && (common & Regularity.KinksAtZero) != 0);
        bool isPiecewise = (common & Regularity.PiecewiseAffine) != 0
            && (Sums.Contains(function) || function is "Max" or "Min" or "Abs" or "Clamp" || isScaling || IsMultiplyAddByConstant(function, x));
        bool isQuadratic = isPiecewise
            || (HasAll(x, Regularity.PiecewiseAffine) && (function == "Multiply" || (function == "Pow" && exponent == 2)))
            || (HasAll(x, Regularity.PiecewiseQuadratic) && (Sums.Contains(function) || isScaling || IsMultiplyAddByConstant(function, x)));
        return (isSmooth || isPowerOfKink ? Regularity.Smooth : 0)
            | (isKinkAtZero ? Regularity.KinksAtZero : 0)
            | (isPiecewise ? Regularity.PiecewiseAffine : 0)
            | (isQuadratic ? Regularity.PiecewiseQuadratic : 0);
    }

    private static bool HoldsKink(Facts x) => (x.Regularity & (Regularity.Smooth | Regularity.KinksAtZero)) != 0;

    private static bool HasAll(IReadOnlyList<Facts> x, Regularity regularity) => x.All(operand => (operand.Regularity & regularity) != 0);

    private static bool IsByConstant(string function, IReadOnlyList<Facts> x) => !x[1].Depends || (function == "Multiply" && !x[0].Depends);

    private static bool IsMultiplyAddByConstant(string function, IReadOnlyList<Facts> x)
        => function is "FusedMultiplyAdd" or "MultiplyAddEstimate" or "MultiplyAdd" && (!x[0].Depends || !x[1].Depends);

    /// <summary>Whether a function of smooth operands is smooth: by the table, or because no operand reaches the point where it is not.</summary>
    private static bool IsSmooth(string function, IReadOnlyList<Facts> x, double? exponent) => function switch
    {
        "Convert" => true,
        "Divide" => x[1].Sign.IsSame,
        "Log" or "Log2" or "Log10" or "Sqrt" or "Cbrt" => x[0].Sign.IsSame,
        "LogP1" or "Log2P1" or "Log10P1" => x[0].Sign.IsNotNegative,
        "Pow" when exponent is { } power => power >= 0 && power % 1 == 0 || (power < 0 ? x[0].Sign.IsSame : x[0].Sign.IsSame || (power > 1 && x[0].Sign.IsNotNegative)),
        "Pow" => x[0].Sign.IsPositive,
        "Abs" => x[0].Sign.IsSame || x[0].Sign.IsNotNegative || x[0].Sign.IsNotPositive,
        _ => DerivativeTable.FindMap(function) is { IsSmooth: true },
    };
}
