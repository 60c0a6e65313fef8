using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Differentiation.Traits;

/// <summary>What a value holds beside a smooth part.</summary>
internal enum AbsoluteKind
{
    /// <summary>Nothing that is known.</summary>
    Unknown,

    /// <summary>The weight w[Index] itself, and nothing else.</summary>
    Weight,

    /// <summary>c · |w[Index]|, for a c that is the same for every index.</summary>
    One,

    /// <summary>What the carried variable Running holds.</summary>
    Running,

    /// <summary>What Running holds, and c · |w[Index]|.</summary>
    RunningAndOne,

    /// <summary>c · Σ |w|, over all weights.</summary>
    Sum,
}

/// <summary>The part of a value that is a multiple of |w| or of Σ |w|; the rest of the value is smooth.</summary>
internal readonly record struct AbsoluteValues(AbsoluteKind Kind, Expression? Index = null, Variable? Running = null)
{
    public static AbsoluteValues Unknown => default;

    public AbsoluteValues Join(AbsoluteValues other) => this == other ? this : Unknown;

    public static AbsoluteValues Of(string function, IReadOnlyList<Facts> x)
    {
        switch (function)
        {
            case "Abs" when x[0].Absolute.Kind == AbsoluteKind.Weight:
                return x[0].Absolute with { Kind = AbsoluteKind.One };
            case "Add":
                return Add(x[0], x[1]);
            case "Subtract" when x[1].IsSmooth:
                return Add(x[0], x[1]);
            case "Multiply" when !x[0].Depends:
                return Scaled(x[1].Absolute, x[0]);
            case "Multiply" or "Divide" when !x[1].Depends:
                return Scaled(x[0].Absolute, x[1]);
            default:
                return Unknown;
        }
    }

    private static AbsoluteValues Add(Facts x, Facts y) => (x.Absolute.Kind, y.Absolute.Kind) switch
    {
        (AbsoluteKind.Running, AbsoluteKind.One) => y.Absolute with { Kind = AbsoluteKind.RunningAndOne, Running = x.Absolute.Running },
        (AbsoluteKind.One, AbsoluteKind.Running) => x.Absolute with { Kind = AbsoluteKind.RunningAndOne, Running = y.Absolute.Running },
        (AbsoluteKind.Sum, AbsoluteKind.Sum) => x.Absolute,
        (AbsoluteKind.One or AbsoluteKind.Sum or AbsoluteKind.Running or AbsoluteKind.RunningAndOne, _) when y.IsSmooth => x.Absolute,
        (_, AbsoluteKind.One or AbsoluteKind.Sum or AbsoluteKind.Running or AbsoluteKind.RunningAndOne) when x.IsSmooth => y.Absolute,
        _ => Unknown,
    };

    private static AbsoluteValues Scaled(AbsoluteValues x, Facts factor) => x.Kind switch
    {
        AbsoluteKind.Sum => x,
        AbsoluteKind.One when factor.IsFixed => x,
        _ => Unknown,
    };
}
