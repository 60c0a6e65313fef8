using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Differentiation.Traits;

/// <summary>How much of Σ (c · w² + d · |w|) a value is.</summary>
internal enum SquaresKind
{
    /// <summary>Nothing that is known.</summary>
    Unknown,

    /// <summary>The weight w[Index] itself.</summary>
    Weight,

    /// <summary>The term of w[Index], for a c and a d that are the same for every index.</summary>
    One,

    /// <summary>What the carried variable Running holds.</summary>
    Running,

    /// <summary>What Running holds, and the term of w[Index].</summary>
    RunningAndOne,

    /// <summary>The sum over all weights.</summary>
    Sum,
}

/// <summary>A value that is c · Σ w² + d · Σ |w| and nothing else, or on its way to become one.</summary>
/// <param name="HasSquare">Whether a square is among what was added; without one c is 0.</param>
/// <param name="HasMagnitude">Whether |w| is among what was added; without it d is 0.</param>
internal readonly record struct Squares(
    SquaresKind Kind, Expression? Index = null, Variable? Running = null, bool HasSquare = false, bool HasMagnitude = false)
{
    public static Squares Unknown => default;

    public Squares Join(Squares other)
        => Kind == other.Kind && Equals(Index, other.Index) && Running == other.Running ? With(this, other) : Unknown;

    public static Squares Of(string function, IReadOnlyList<Facts> x, bool isSquare, double? exponent)
    {
        Squares first = x[0].Squares;
        switch (function)
        {
            case "Multiply" when isSquare:
            case "Pow" when exponent == 2:
                return first.Kind == SquaresKind.Weight ? first with { Kind = SquaresKind.One, HasSquare = true } : Unknown;
            case "Abs" when first.Kind == SquaresKind.Weight:
                return first with { Kind = SquaresKind.One, HasMagnitude = true };
            case "Convert":
                return first;
            case "Negate":
                return Scaled(first, isFixed: true);
            case "Add":
                return Add(x[0], x[1]);
            case "Subtract" when x[1].Squares.Kind is SquaresKind.One or SquaresKind.Sum or SquaresKind.Unknown:
                return Add(x[0], x[1]);
            case "Multiply" when !x[0].Depends:
                return Scaled(x[1].Squares, x[0].IsFixed);
            case "Multiply" or "Divide" when !x[1].Depends:
                return Scaled(first, x[1].IsFixed);
            default:
                return Unknown;
        }
    }

    /// <summary>The sum over all weights of squares, or of magnitudes.</summary>
    public static Squares OfAll(bool square) => new(SquaresKind.Sum, HasSquare: square, HasMagnitude: !square);

    private static Squares Add(Facts x, Facts y) => (x.Squares.Kind, y.Squares.Kind) switch
    {
        (SquaresKind.Running or SquaresKind.RunningAndOne, SquaresKind.One) => Added(x.Squares, y.Squares),
        (SquaresKind.One, SquaresKind.Running or SquaresKind.RunningAndOne) => Added(y.Squares, x.Squares),
        (SquaresKind.One, SquaresKind.One) when Equals(x.Squares.Index, y.Squares.Index) => With(x.Squares, y.Squares),
        (SquaresKind.Sum, SquaresKind.Sum) => With(x.Squares, y.Squares),
        (not SquaresKind.Weight, _) when y.IsZero => x.Squares,
        (_, not SquaresKind.Weight) when x.IsZero => y.Squares,
        _ => Unknown,
    };

    private static Squares Added(Squares running, Squares term)
        => running.Kind == SquaresKind.Running || Equals(running.Index, term.Index)
            ? With(running with { Kind = SquaresKind.RunningAndOne, Index = term.Index }, term)
            : Unknown;

    private static Squares Scaled(Squares x, bool isFixed) => x.Kind switch
    {
        SquaresKind.Sum => x,
        SquaresKind.One when isFixed => x,
        _ => Unknown,
    };

    private static Squares With(Squares x, Squares y)
        => x with { HasSquare = x.HasSquare || y.HasSquare, HasMagnitude = x.HasMagnitude || y.HasMagnitude };
}
