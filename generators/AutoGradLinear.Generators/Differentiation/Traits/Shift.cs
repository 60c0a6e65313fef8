using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Differentiation.Traits;

/// <summary>How a value depends on one variable m.</summary>
internal enum ShiftKind
{
    /// <summary>It is 0.</summary>
    Zero,

    /// <summary>Not at all.</summary>
    Free,

    /// <summary>It is u + Factor · m for a u that does not depend on m.</summary>
    Added,

    /// <summary>It is u · exp(Factor · m) for a u that does not depend on m.</summary>
    Multiplied,

    /// <summary>In any way.</summary>
    Unknown,
}

/// <summary>How a value depends on one variable m.</summary>
internal readonly record struct Shift(ShiftKind Kind, int Factor = 0)
{
    private const int LargestFactor = 4;

    public static Shift Unknown => new(ShiftKind.Unknown);

    public static Shift Free => new(ShiftKind.Free);

    public bool IsFree => Kind <= ShiftKind.Free;

    public Shift Join(Shift other)
        => this == other ? this
            : Kind == ShiftKind.Zero && other.Kind is ShiftKind.Free or ShiftKind.Multiplied ? other
            : other.Kind == ShiftKind.Zero && Kind is ShiftKind.Free or ShiftKind.Multiplied ? this
            : Unknown;

    public static Shift Of(string function, IReadOnlyList<Shift> x)
    {
        switch (function)
        {
            case "Add" or "Subtract" when Joined(x) is { } sum:
                return sum;
            case "Add" when Added(x[0]) is { } a && Added(x[1]) is { } b:
                return Make(ShiftKind.Added, a + b);
            case "Subtract" when Added(x[0]) is { } a && Added(x[1]) is { } b:
                return Make(ShiftKind.Added, a - b);
            case "Negate":
                return x[0].Kind == ShiftKind.Added ? Make(ShiftKind.Added, -x[0].Factor) : x[0];
            case "Convert" or "Stop":
                return x[0];
            case "Multiply" when Multiplied(x[0]) is { } a && Multiplied(x[1]) is { } b:
                return Make(ShiftKind.Multiplied, a + b);
            case "Divide" when Multiplied(x[0]) is { } a && Multiplied(x[1]) is { } b:
                return Make(ShiftKind.Multiplied, a - b);
            case "Exp" when Added(x[0]) is { } a:
                return Make(ShiftKind.Multiplied, a);
            case "Log" when Multiplied(x[0]) is { } a:
                return Make(ShiftKind.Added, a);
            default:
                return x.All(operand => operand.IsFree) ? Free : Unknown;
        }
    }

    /// <summary>Sums of terms with a common factor have it.</summary>
    private static Shift? Joined(IReadOnlyList<Shift> x)
        => x.Any(operand => operand.Kind == ShiftKind.Multiplied) && x[0].Join(x[1]) is { Kind: ShiftKind.Multiplied } joined ? joined : null;

    private static int? Added(Shift x) => x.IsFree ? 0 : x.Kind == ShiftKind.Added ? x.Factor : null;

    private static int? Multiplied(Shift x) => x.IsFree ? 0 : x.Kind == ShiftKind.Multiplied ? x.Factor : null;

    private static Shift Make(ShiftKind kind, int factor)
        => factor == 0 ? Free : factor is >= -LargestFactor and <= LargestFactor ? new Shift(kind, factor) : Unknown;
}
