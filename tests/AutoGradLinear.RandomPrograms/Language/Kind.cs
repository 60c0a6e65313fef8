namespace AutoGradLinear.RandomPrograms.Language;

/// <summary>A type, or another name, that the two dialects spell differently.</summary>
internal sealed record Kind(string Plain, string Dual) : Part
{
    public static readonly Kind Real = new("double", "Dual");
    public static readonly Kind Single = new("float", "DualSingle");
    public static readonly Kind Whole = new("int", "int");
    public static readonly Kind Truth = new("bool", "bool");
    public static readonly Kind Row = new("ReadOnlySpan<double>", "ReadOnlySpan<Dual>");
    public static readonly Kind Buffer = new("Span<double>", "Span<Dual>");
    public static readonly Kind Array = new("double[]", "Dual[]");
    public static readonly Kind Wholes = new("int[]", "int[]");
    public static readonly Kind WholeRow = new("ReadOnlySpan<int>", "ReadOnlySpan<int>");
    public static readonly Kind Grid = new("double[,]", "Dual[,]");
    public static readonly Kind Jagged = new("double[][]", "Dual[][]");
    public static readonly Kind Couple = new("(double First, double Second)", "(Dual First, Dual Second)");
    public static readonly Kind Pair = new("Pair", "Pair");
    public static readonly Kind Mode = new("Mode", "Mode");

    /// <summary>The type parameter of generic helpers.</summary>
    public static readonly Kind Generic = new("T", "T");

    /// <summary>Before an expression that a pattern is applied to: patterns of numbers need a primitive type.</summary>
    public static readonly Kind Primal = new("", "(double)");

    /// <summary>The constraint of generic helpers.</summary>
    public static readonly Kind RealConstraint = new("IFloatingPointIeee754", "IReal");

    /// <summary>A statement without a result; also the result of a method that has none.</summary>
    public static readonly Kind Nothing = new("void", "void");

    public override void Print(Writer writer) => writer.Write(writer.Dialect == Dialect.Plain ? Plain : Dual);

    public override string ToString() => Plain;
}
