using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Differentiation.Traits;

/// <summary>All that is known of one value as a function of the scores, or weights.</summary>
/// <param name="Depends">Whether it may depend on them, in any way.</param>
/// <param name="IsFixed">Whether it is the same in all iterations of all loops.</param>
internal readonly record struct Facts(
    bool Depends, bool IsFixed, Sign Sign, Curvature Curvature, Regularity Regularity, Separation Separation, AbsoluteValues Absolute, Squares Squares)
{
    /// <summary>A value of which nothing is known.</summary>
    public static Facts Unknown => new(true, false, Sign.Unknown, Curvature.Unknown, Regularity.Unknown, Separation.Unknown, AbsoluteValues.Unknown, Squares.Unknown);

    public bool IsSmooth => (Regularity & Regularity.Smooth) != 0;

    /// <summary>Whether it is 0, whatever the scores are.</summary>
    public bool IsZero => !Depends && Sign.Signs == Signs.Zero;

    /// <summary>A value that does not depend on the scores.</summary>
    public static Facts Constant(Sign sign, bool isFixed = false)
        => new(false, isFixed, new Sign(sign.Signs, isSame: true), Curvatures.OfConstant(sign), Regularity.All, Separation.Constant, AbsoluteValues.Unknown, Squares.Unknown);

    /// <summary>One score, or weight.</summary>
    public static Facts Score(Expression? index)
        => new(
            true,
            false,
            Sign.Unknown,
            Curvature.Affine,
            Regularity.All,
            new Separation(SeparationKind.OneWeight, index),
            new AbsoluteValues(AbsoluteKind.Weight, index),
            new Squares(SquaresKind.Weight, index));

    /// <summary>What holds of both: which one it is does not depend on the scores.</summary>
    public Facts Join(Facts other)
        => new(
            Depends || other.Depends,
            false,
            Sign.Join(other.Sign),
            Curvature & other.Curvature,
            Regularity & other.Regularity,
            Separation.Join(other.Separation),
            Absolute.Join(other.Absolute),
            Squares.Join(other.Squares));

    /// <summary>What is left where it depends on the scores which value it is.</summary>
    public Facts Chosen() => Unknown with { Sign = Sign.Varying() };

    /// <summary>What is left where another iteration, or memory, hands the value on.</summary>
    public Facts Elsewhere() => this with
    {
        IsFixed = false,
        Separation = Separation.Elsewhere(),
        Absolute = Absolute.Kind == AbsoluteKind.Sum ? Absolute : AbsoluteValues.Unknown,
        Squares = Squares.Kind == SquaresKind.Sum ? Squares : Squares.Unknown,
    };

    /// <summary>A function of the table, or an operator by its name, of values.</summary>
    /// <param name="isSquare">Whether both operands of a product are one value.</param>
    /// <param name="exponent">The exponent of a power, where it is constant.</param>
    public static Facts Of(string function, IReadOnlyList<Facts> x, bool isSquare = false, double? exponent = null)
    {
        Sign sign = Sign.Of(function, [.. x.Select(operand => operand.Sign)], isSquare);
        if (exponent is { } power && power != 0 && power % 2 == 0)
            sign = x[0].Sign.Squared();
        if (!x.Any(operand => operand.Depends))
            return Constant(sign, x.All(operand => operand.IsFixed));
        if (function == "Stop")
            return Unknown with { Sign = sign };
        return new Facts(
            true,
            false,
            sign,
            Curvatures.Of(function, x, isSquare, exponent),
            Regularities.Of(function, x, isSquare, exponent),
            Separation.Of(function, x, isSquare),
            AbsoluteValues.Of(function, x),
            Squares.Of(function, x, isSquare, exponent));
    }

    /// <summary>A reduction of rows of which each element is known.</summary>
    /// <param name="isSquare">Whether both rows are one.</param>
    /// <param name="isAllWeights">Whether the row is that of all weights.</param>
    public static Facts Reduction(string function, IReadOnlyList<Facts> x, bool isSquare, bool isAllWeights)
    {
        if (!x.Any(row => row.Depends))
            return Constant(Sign.Unknown);
        Facts zero = Constant(Sign.Of(0));
        Facts Total(Facts term) => zero.Join(Of("Add", [zero.Join(term).Elsewhere(), term.Elsewhere()]));
        switch (function)
        {
            case "SpanSum":
                return Total(x[0]);
            case "SpanSumOfSquares":
                return Total(Of("Multiply", [x[0], x[0]], isSquare: true)) with { Squares = isAllWeights ? Squares.OfAll(square: true) : Squares.Unknown };
            case "SpanDot":
                return Total(Of("Multiply", x, isSquare)) with { Squares = isSquare && isAllWeights ? Squares.OfAll(square: true) : Squares.Unknown };
            case "SpanSumOfMagnitudes":
                return Total(Of("Abs", x)) with
                {
                    Absolute = isAllWeights ? new AbsoluteValues(AbsoluteKind.Sum) : AbsoluteValues.Unknown,
                    Squares = isAllWeights ? Squares.OfAll(square: false) : Squares.Unknown,
                };
            case "SpanMax" or "SpanMin":
                return Of(function == "SpanMax" ? "Max" : "Min", [x[0].Elsewhere(), x[0].Elsewhere()]);
            case "SpanLogSumExp":
                return Unknown with { Curvature = x[0].Curvature & Curvature.Convex, Regularity = x[0].Regularity & Regularity.Smooth };
            case "SpanNorm" or "SpanDistance":
                return Unknown with
                {
                    Sign = new Sign(Signs.NotNegative, isSame: false),
                    Curvature = (function == "SpanNorm" ? Curvatures.IsMagnitudeConvex(x[0]) : x.All(row => (row.Curvature & Curvature.Affine) == Curvature.Affine))
                        ? Curvature.Convex
                        : Curvature.Unknown,
                };
            default:
                return Unknown;
        }
    }
}
