namespace AutoGradLinear.Generators.IR;

/// <summary>
/// A named value. In surface form a variable may be assigned many times and <see cref="Version"/> is 0;
/// in core form every variable is assigned once and versions tell the assignments of one name apart.
/// </summary>
internal sealed record Variable(string Name, IrType Type, int Version = 0)
{
    public override string ToString() => Version == 0 ? Name : $"{Name}#{Version}";
}

/// <summary>A place in source: characters from the start of the annotated method, so that text inserted above it changes nothing.</summary>
internal readonly record struct Place(int Start, int Length);

/// <summary>A place in the source of a function of the module: the annotated one, or one that was followed.</summary>
internal sealed record Site(string Function, Place Place);

/// <summary>An expression. It has no side effect; it may throw (an index out of range, an integer division by zero).</summary>
internal abstract record Expression(IrType Type)
{
    public sealed override string ToString() => IrPrinter.Print(this);
}

/// <summary>A real constant. The value is exact in <c>double</c>; a <c>float</c> literal holds a value that <c>float</c> holds.</summary>
internal sealed record RealLiteral(double Value, IrType Type) : Expression(Type)
{
    // Bits, not IEEE comparison: 0 and −0 differ, NaN equals itself.
    public bool Equals(RealLiteral? other)
        => other is not null && BitConverter.DoubleToInt64Bits(Value) == BitConverter.DoubleToInt64Bits(other.Value) && Type == other.Type;

    public override int GetHashCode() => BitConverter.DoubleToInt64Bits(Value).GetHashCode();
}

/// <summary>A constant of an integer or enum type.</summary>
internal sealed record IntegerLiteral(long Value, IrType Type) : Expression(Type);

internal sealed record BooleanLiteral(bool Value) : Expression(IrType.Bool);

/// <summary>The value of a variable.</summary>
internal sealed record Use(Variable Variable) : Expression(Variable.Type);

/// <summary>A field or property that is constant during the call, as C# text: <c>this.Margin</c>, <c>global::Ns.Type.Table</c>.</summary>
internal sealed record Member(string Text, IrType Type) : Expression(Type);

/// <summary><c>array[index]</c>; of an array of rows, the row.</summary>
internal sealed record Element(Expression Array, Expression Index) : Expression(((ArrayType)Array.Type).Element);

/// <summary>The indices of an element of an array with several dimensions. Stands as the index of an <see cref="Element"/>, <see cref="Store"/> or <see cref="Accumulate"/> only.</summary>
internal sealed record Indices(EquatableArray<Expression> Values) : Expression(IrType.Int);

/// <summary><c>array.Length</c>; of an array with several dimensions, the length of one, or the number of all elements.</summary>
internal sealed record Length(Expression Array, int Dimension = 0) : Expression(IrType.Int)
{
    /// <summary>Stands for all dimensions, or all rows.</summary>
    public const int All = -1;
}

/// <summary>
/// <c>array.Slice(start, count)</c>: names the same memory. An array expression is a variable or member, a row of an array of rows, a slice of an array expression,
/// or a <see cref="Conditional"/> between two; in core form its integers are atoms.
/// </summary>
internal sealed record Slice(Expression Array, Expression Start, Expression Count)
    : Expression(new ArrayType(((ArrayType)Array.Type).Element, ((ArrayType)Array.Type).Kind == ArrayKind.ReadOnlySpan ? ArrayKind.ReadOnlySpan : ArrayKind.Span))
{
    /// <summary>Whether it is empty where there are no such elements, instead of an exception.</summary>
    public bool IsTolerant { get; init; }
}

/// <summary>A row of constants, <c>[1, 2, 3]</c>, that nobody writes to.</summary>
internal sealed record Table(EquatableArray<Expression> Values, IrType Element) : Expression(new ArrayType(Element, ArrayKind.ReadOnlySpan));

internal enum UnaryOperator
{
    Negate,
    Not,
    Complement,
}

/// <summary>An operator with one operand. <see cref="Checked"/> concerns integers only.</summary>
internal sealed record Unary(UnaryOperator Operator, Expression Operand, bool Checked = false) : Expression(Operand.Type);

internal enum BinaryOperator
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    And,
    Or,
    Xor,
    ShiftLeft,
    ShiftRight,
    AndAlso,
    OrElse,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// <summary>
/// An operator with two operands of one type (shifts apart). <c>AndAlso</c> and <c>OrElse</c> evaluate the right operand only where C# does.
/// <see cref="Checked"/> concerns integers only.
/// </summary>
internal sealed record Binary(BinaryOperator Operator, Expression Left, Expression Right, bool Checked = false)
    : Expression(Operator >= BinaryOperator.AndAlso ? IrType.Bool : Left.Type);

/// <summary><c>condition ? then : else</c>; only the chosen arm is evaluated.</summary>
internal sealed record Conditional(Expression Condition, Expression Then, Expression Else) : Expression(ArrayType.Common(Then.Type, Else.Type));

/// <summary>A numeric conversion. <see cref="Checked"/> concerns conversions to integers only.</summary>
internal sealed record Convert(Expression Operand, IrType Type, bool Checked = false) : Expression(Type);

/// <summary>A function of the derivative table, by its name there, or an external function, by its documentation id.</summary>
internal sealed record Apply(string Function, EquatableArray<Expression> Arguments, IrType Type, Site? Site = null, ExternalFunction? External = null) : Expression(Type)
{
    // Two applications are the same value wherever they stand in the source.
    public bool Equals(Apply? other)
        => other is not null && Function == other.Function && Type == other.Type && Arguments == other.Arguments && External == other.External;

    public override int GetHashCode() => unchecked((Function.GetHashCode() * 31) + Arguments.GetHashCode());
}

/// <summary>
/// A call of a function that is not followed, as the source has it: <see cref="Target"/> is the callee's documentation id. Linking turns it into an
/// <see cref="Apply"/>. Exists in surface form, before linking, only.
/// </summary>
internal sealed record Invoke(string Target, EquatableArray<Expression> Arguments, IrType Type, Place Place) : Expression(Type);
