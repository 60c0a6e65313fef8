using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Symbolic.Shifts;

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

/// <summary>How a value depends on one variable m, in exact arithmetic.</summary>
/// <param name="Factor">Of what is added or multiplied; never zero.</param>
internal readonly record struct Shift(ShiftKind Kind, Coefficient? Factor = null)
{
    private static readonly Expression Two = new RealLiteral(2, IrType.Double);
    private static readonly Coefficient LogarithmOfTwo = LogarithmOf(2);
    private static readonly Coefficient LogarithmOfTen = LogarithmOf(10);

    public static Shift Unknown => new(ShiftKind.Unknown);

    public static Shift Free => new(ShiftKind.Free);

    public static Shift Zero => new(ShiftKind.Zero);

    /// <summary>m itself.</summary>
    public static Shift OfItself => new(ShiftKind.Added, Coefficient.One);

    /// <summary>m itself where it is e to something that is shifted.</summary>
    public static Shift OfItselfAsFactor => new(ShiftKind.Multiplied, Coefficient.One);

    public bool IsFree => Kind <= ShiftKind.Free;

    public Shift Join(Shift other)
        => this == other ? this
            : Kind == ShiftKind.Zero && other.Kind is ShiftKind.Free or ShiftKind.Multiplied ? other
            : other.Kind == ShiftKind.Zero && Kind is ShiftKind.Free or ShiftKind.Multiplied ? this
            : Unknown;

    /// <param name="function">The name of a function or operator.</param>
    /// <param name="x">How its operands depend on m.</param>
    /// <param name="operands">The operands; those that are atoms may be factors.</param>
    public static Shift Of(string function, IReadOnlyList<Shift> x, IReadOnlyList<Expression>? operands = null)
    {
        if (function is "Negate" or "Convert" && x[0].Kind != ShiftKind.Added)
            return x[0];
        if (x.All(operand => operand.IsFree))
            return function == "Multiply" && x.Any(operand => operand.Kind == ShiftKind.Zero) ? Zero : Free;
        Coefficient? Atom(int i) => operands is not null && x[i].Kind == ShiftKind.Free ? Coefficient.Of(operands[i]) : null;
        switch (function)
        {
            case "Add" or "Subtract" when Joined(x) is { } sum:
                return sum;
            case "Add" when Added(x[0]) is { } a && Added(x[1]) is { } b:
                return Make(ShiftKind.Added, Coefficient.Add(a, b));
            case "Subtract" when Added(x[0]) is { } a && Added(x[1]) is { } b:
                return Make(ShiftKind.Added, Coefficient.Add(a, b.Negated()));
            case "Negate":
                return Make(ShiftKind.Added, x[0].Factor!.Negated());
            case "Convert":
                return x[0];
            case "Multiply" or StrongZero.Product or StrongZero.LeftProduct or StrongZero.RightProduct
                when Multiplied(x[0]) is { } a && Multiplied(x[1]) is { } b:
                return Make(ShiftKind.Multiplied, Coefficient.Add(a, b));
            case "Multiply" when x[0].Kind == ShiftKind.Added && Atom(1) is { } factor:
                return Make(ShiftKind.Added, x[0].Factor!.Times(factor));
            case "Multiply" when x[1].Kind == ShiftKind.Added && Atom(0) is { } factor:
                return Make(ShiftKind.Added, x[1].Factor!.Times(factor));
            case "Divide" or StrongZero.Quotient when Multiplied(x[0]) is { } a && Multiplied(x[1]) is { } b:
                return Make(ShiftKind.Multiplied, Coefficient.Add(a, b.Negated()));
            case "Divide" when x[0].Kind == ShiftKind.Added && Atom(1) is { } divisor:
                return Make(ShiftKind.Added, x[0].Factor!.Over(divisor));
            case "FusedMultiplyAdd" or "MultiplyAddEstimate":
                return Of("Add", [Of("Multiply", [x[0], x[1]], operands), x[2]]);
            case "Max" or "Min":
                return x[0].Join(x[1]);
            case "Exp" when Added(x[0]) is { } a:
                return Make(ShiftKind.Multiplied, a);
            case "Exp2" when Added(x[0]) is { } a:
                return Make(ShiftKind.Multiplied, a.Times(LogarithmOfTwo));
            case "Exp10" when Added(x[0]) is { } a:
                return Make(ShiftKind.Multiplied, a.Times(LogarithmOfTen));
            case "Log" or StableFunction.LogOfSum when Multiplied(x[0]) is { } a:
                return Make(ShiftKind.Added, a);
            case "Log2" when Multiplied(x[0]) is { } a:
                return Make(ShiftKind.Added, a.Over(LogarithmOfTwo));
            case "Log10" when Multiplied(x[0]) is { } a:
                return Make(ShiftKind.Added, a.Over(LogarithmOfTen));
            case StableFunction.InverseOfSum when Multiplied(x[0]) is { } a:
                return Make(ShiftKind.Multiplied, a.Negated());
            case StableFunction.LogRatio when Multiplied(x[0]) is { } a && Multiplied(x[1]) is { } b:
                return Make(ShiftKind.Added, Coefficient.Add(a, b.Negated()));
            case StableFunction.LogAddExp or StableFunction.LogSubExp when x[0].Kind == ShiftKind.Added && x[0] == x[1]:
                return x[0];
            case "Abs" when x[0].Kind == ShiftKind.Multiplied:
                return x[0];
            case "Sqrt" when Multiplied(x[0]) is { } a:
                return Make(ShiftKind.Multiplied, a.Over(Coefficient.Of(Two)!));
            case "Pow" when Multiplied(x[0]) is { } a && operands is not null && x[1].IsFree && Coefficient.Of(operands[1]) is { } exponent:
                return Make(ShiftKind.Multiplied, a.Times(exponent));
            case "Hypot" when x[0].Join(x[1]) is { Kind: ShiftKind.Multiplied } joined:
                return joined;
            default:
                return Unknown;
        }
    }

    /// <summary>What a comparison of two values says does not depend on m where both are shifted alike.</summary>
    public static bool AreComparable(Shift x, Shift y) => x.Join(y) is { Kind: not ShiftKind.Unknown };

    /// <summary>Sums of terms with a common factor have it.</summary>
    private static Shift? Joined(IReadOnlyList<Shift> x)
        => x.Any(operand => operand.Kind == ShiftKind.Multiplied) && x[0].Join(x[1]) is { Kind: ShiftKind.Multiplied } joined
            ? joined
            : null;

    private static Coefficient? Added(Shift x) => x.IsFree ? new Coefficient([]) : x.Kind == ShiftKind.Added ? x.Factor : null;

    private static Coefficient? Multiplied(Shift x) => x.IsFree ? new Coefficient([]) : x.Kind == ShiftKind.Multiplied ? x.Factor : null;

    private static Shift Make(ShiftKind kind, Coefficient? factor)
        => factor is null ? Unknown : factor.IsZero ? Free : new Shift(kind, factor);

    private static Coefficient LogarithmOf(double value) => Coefficient.Of(new Member($"ln {value}", IrType.Double))!;
}
