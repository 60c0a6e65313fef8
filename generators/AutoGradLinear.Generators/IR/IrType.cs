namespace AutoGradLinear.Generators.IR;

/// <summary>A type of the language of losses. Equal types are equal values.</summary>
internal abstract record IrType
{
    public static readonly RealType Double = new(RealKind.Double, "double");
    public static readonly RealType Float = new(RealKind.Float, "float");
    public static readonly IntegerType Int = new("int");
    public static readonly BooleanType Bool = new();

    /// <summary>The type as C# text.</summary>
    public abstract string CSharp { get; }

    public bool IsReal => this is RealType;

    public sealed override string ToString() => CSharp;
}

/// <summary>Which real type it is: <c>float</c>, <c>double</c>, or a type parameter constrained to <c>IFloatingPointIeee754</c>.</summary>
internal enum RealKind
{
    Float,
    Double,
    Generic,
}

/// <summary>A real number: the only type through which derivatives flow.</summary>
internal sealed record RealType(RealKind Kind, string Name, bool IsUnmanaged = true) : IrType
{
    public override string CSharp => Name;
}

/// <summary>
/// A number for each lane of a vector: of as many examples as the machine's vectors have elements. A boolean for each lane is one with all bits set or none, a class index for each
/// lane is a whole number. Exists in <see cref="Lanes.LaneFunction">functions of many examples</see> only.
/// </summary>
internal sealed record LanesType(RealType Real) : IrType
{
    public override string CSharp => $"global::System.Numerics.Vector<{Real.CSharp}>";
}

/// <summary>A C# integer type, by its keyword.</summary>
internal sealed record IntegerType(string Name) : IrType
{
    public override string CSharp => Name;
}

/// <summary>An enum, by its fully qualified name.</summary>
internal sealed record EnumType(string Name) : IrType
{
    public override string CSharp => Name;
}

internal sealed record BooleanType : IrType
{
    public override string CSharp => "bool";
}

/// <summary>How C# holds elements.</summary>
internal enum ArrayKind
{
    ReadOnlySpan,
    Span,
    Array,
    ReadOnlyTensorSpan,
    TensorSpan,
}

/// <summary>
/// Elements in memory: a span, an array of one or more dimensions, an array of rows (<c>T[][]</c>: the element type is an array type), a tensor span.
/// An array value names memory; it does not hold it.
/// </summary>
/// <param name="Rank">The number of indices of an element.</param>
internal sealed record ArrayType(IrType Element, ArrayKind Kind, int Rank = 1) : IrType
{
    /// <summary>The type of the elements; of an array of rows, of the elements of the rows.</summary>
    public IrType Scalar => Element is ArrayType rows ? rows.Scalar : Element;

    /// <summary>The type of a choice: a choice between an array and a span is a span, and one that may be read-only is.</summary>
    public static IrType Common(IrType left, IrType right)
    {
        if (left == right || left is not ArrayType first || right is not ArrayType second)
            return left;
        bool isReadOnly = first.Kind == ArrayKind.ReadOnlySpan || second.Kind == ArrayKind.ReadOnlySpan;
        return first with { Kind = isReadOnly ? ArrayKind.ReadOnlySpan : ArrayKind.Span };
    }

    public override string CSharp => Kind switch
    {
        ArrayKind.ReadOnlySpan => $"global::System.ReadOnlySpan<{Element.CSharp}>",
        ArrayKind.Span => $"global::System.Span<{Element.CSharp}>",
        ArrayKind.ReadOnlyTensorSpan => $"global::System.Numerics.Tensors.ReadOnlyTensorSpan<{Element.CSharp}>",
        ArrayKind.TensorSpan => $"global::System.Numerics.Tensors.TensorSpan<{Element.CSharp}>",
        _ => $"{Element.CSharp}[{new string(',', Rank - 1)}]",
    };
}
