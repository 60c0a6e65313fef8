using System.Globalization;
using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Emission;

/// <summary>
/// Prints IR expressions as C#, with parentheses only where precedence asks for them. Integer arithmetic that may overflow says whether it is checked, because the
/// compiler option of the project that the output lands in is not known.
/// </summary>
internal static class ExpressionWriter
{
    private enum Overflow
    {
        Unspoken,
        Checked,
        Unchecked,
    }

    private enum Precedence
    {
        Conditional,
        OrElse,
        AndAlso,
        Or,
        Xor,
        And,
        Equality,
        Relational,
        Shift,
        Additive,
        Multiplicative,
        Unary,
        Primary,
    }

    public static string Write(Expression expression) => Write(expression, Precedence.Conditional, Overflow.Unspoken);

    /// <summary>The expression as something that a member or an element can be taken of.</summary>
    public static string WritePrimary(Expression expression) => Write(expression, Precedence.Primary, Overflow.Unspoken);

    /// <summary>The expression as the operand of a comparison.</summary>
    public static string WriteOperand(Expression expression) => Write(expression, Precedence.Shift, Overflow.Unspoken);

    /// <summary>The index of an element. C# warns of a constant that is no index of an array; the source has a variable there.</summary>
    public static string WriteIndex(Expression array, Expression index)
        => array.Type is ArrayType { Kind: ArrayKind.Array } && index is IntegerLiteral { Value: < 0 } ? $"global::System.Math.Min({Write(index)}, 0)" : Write(index);

    /// <summary>A real constant as C# text of its type.</summary>
    public static string Real(double value, RealType type)
    {
        if (double.IsNaN(value))
            return $"{type.Name}.NaN";
        if (double.IsInfinity(value))
            return value > 0 ? $"{type.Name}.PositiveInfinity" : $"{type.Name}.NegativeInfinity";
        bool isNegativeZero = value == 0 && double.IsNegativeInfinity(1 / value);
        if (type.Kind == RealKind.Generic)
        {
            return value switch
            {
                0 => isNegativeZero ? $"{type.Name}.NegativeZero" : $"{type.Name}.Zero",
                1 => $"{type.Name}.One",
                -1 => $"{type.Name}.NegativeOne",
                _ => $"{type.Name}.CreateChecked({Digits(value)}d)",
            };
        }

        return isNegativeZero ? "-0" + Suffix(type) : Digits(value, type.Kind == RealKind.Float) + Suffix(type);
    }

    private static string Suffix(RealType type) => type.Kind == RealKind.Float ? "f" : "d";

    /// <summary>The shortest digits that read back as the same number.</summary>
    private static string Digits(double value, bool isFloat = false)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        if (isFloat)
        {
            float single = (float)value;
            string brief = single.ToString("G7", culture);
            return float.Parse(brief, culture) == single ? brief : single.ToString("G9", culture);
        }

        string digits = value.ToString("G15", culture);
        return double.Parse(digits, culture) == value ? digits : value.ToString("G17", culture);
    }

    private static string Write(Expression expression, Precedence context, Overflow overflow)
    {
        Overflow needed = Needs(expression);
        if (needed != Overflow.Unspoken && needed != overflow)
            return $"{(needed == Overflow.Checked ? "checked" : "unchecked")}({Write(expression, Precedence.Conditional, needed)})";
        (string text, Precedence precedence) = Text(expression, overflow);
        return precedence < context ? $"({text})" : text;
    }

    private static (string Text, Precedence Precedence) Text(Expression expression, Overflow overflow)
    {
        string Inner(Expression part) => Write(part, Precedence.Conditional, overflow);
        switch (expression)
        {
            case RealLiteral literal:
            {
                string text = Real(literal.Value, (RealType)literal.Type);
                return (text, text[0] == '-' ? Precedence.Unary : Precedence.Primary);
            }

            case IntegerLiteral { Type: EnumType @enum } literal:
                return ($"({@enum.Name})({Integer(literal.Value)})", Precedence.Unary);
            case IntegerLiteral literal:
                return (Integer(literal.Value, literal.Type), literal.Value < 0 ? Precedence.Unary : Precedence.Primary);
            case BooleanLiteral literal:
                return (literal.Value ? "true" : "false", Precedence.Primary);
            case Use use:
                return (Names.Escape(use.Variable.Name), Precedence.Primary);
            case Member member:
                return (member.Text, Precedence.Primary);
            case Element element:
                return ($"{Write(element.Array, Precedence.Primary, overflow)}[{(element.Index is IntegerLiteral ? WriteIndex(element.Array, element.Index) : Inner(element.Index))}]", Precedence.Primary);
            case Length length:
                return (WriteLength(length, Write(length.Array, Precedence.Primary, overflow)), Precedence.Primary);
            case Indices indices:
                return (string.Join(", ", indices.Values.Select(Inner)), Precedence.Primary);
            case Slice slice:
                return (ArrayText.Slice(slice, Write(slice.Array, Precedence.Primary, overflow), Inner(slice.Start), Inner(slice.Count)), Precedence.Primary);
            case Table table:
                return ($"({table.Type.CSharp})[{string.Join(", ", table.Values.Select(Inner))}]", Precedence.Unary);
            case Unary unary:
                return (IrPrinter.Symbol(unary.Operator) + Separated(unary, Write(unary.Operand, Precedence.Unary, overflow)), Precedence.Unary);
            case Binary binary:
                return WriteBinary(binary, overflow);
            case Conditional conditional:
                return (
                    $"{Write(conditional.Condition, Precedence.OrElse, overflow)} ? {Write(conditional.Then, Precedence.OrElse, overflow)} : {Write(conditional.Else, Precedence.Conditional, overflow)}",
                    Precedence.Conditional);
            case Convert convert:
                return WriteConversion(convert, overflow);
            case Apply { Function: "Stop" } stop:
                return Text(stop.Arguments[0], overflow);
            case Apply { External: { } external } apply:
                return ($"{external.Text}({string.Join(", ", apply.Arguments.Select(Inner))}){(external.Item == 0 ? "" : $".Item{Integer(external.Item)}")}", Precedence.Primary);
            case Apply apply when LaneText.Of(apply, Inner) is { } lanes:
                return (lanes, Precedence.Primary);
            case Apply apply:
                return ($"{FunctionText.Of(apply)}({string.Join(", ", apply.Arguments.Select(Inner))})", Precedence.Primary);
            default:
                throw new InvalidOperationException($"No C# for {expression.GetType().Name}.");
        }
    }

    private static string WriteLength(Length length, string array) => ArrayText.KindOf(length.Array) switch
    {
        ArrayKind.ReadOnlyTensorSpan or ArrayKind.TensorSpan when length.Dimension == Length.All => $"checked((int){array}.FlattenedLength)",
        _ when length.Dimension == Length.All => length.Array.Type is ArrayType { Element: ArrayType } ? $"{ShapeChecks.Guards}.CountOf({array})" : $"{array}.Length",
        ArrayKind.ReadOnlyTensorSpan or ArrayKind.TensorSpan => $"checked((int){array}.Lengths[{Integer(length.Dimension)}])",
        _ when ((ArrayType)length.Array.Type).Rank > 1 => $"{array}.GetLength({Integer(length.Dimension)})",
        _ => $"{array}.Length",
    };

    /// <summary>− −x must not become a decrement.</summary>
    private static string Separated(Unary unary, string operand)
        => unary.Operator == UnaryOperator.Negate && operand[0] == '-' ? $"({operand})" : operand;

    private static (string Text, Precedence Precedence) WriteBinary(Binary binary, Overflow overflow)
    {
        Precedence precedence = PrecedenceOf(binary.Operator);
        string left = binary is { Checked: true, Left: IntegerLiteral, Right: IntegerLiteral }
            ? NotConstant(binary.Left)
            : Write(binary.Left, precedence, overflow);

        // Operators of C# group to the left; the order of real operations is part of the value.
        string right = binary is { Type: IntegerType, Operator: BinaryOperator.Divide or BinaryOperator.Remainder, Right: IntegerLiteral { Value: 0 } }
            ? "global::System.Math.Abs(0)" // C# refuses a constant zero as divisor; the source divides by a variable that is zero.
            : Write(binary.Right, precedence + 1, overflow);
        return ($"{left} {IrPrinter.Symbol(binary.Operator)} {right}", precedence);
    }

    /// <summary>C# refuses a constant that overflows; the source computes with a variable that has its value, and throws when it runs.</summary>
    private static string NotConstant(Expression literal) => $"global::System.Math.Max({Write(literal)}, {Write(literal)})";

    private static (string Text, Precedence Precedence) WriteConversion(Convert convert, Overflow overflow)
    {
        if (convert.Type is RealType { Kind: RealKind.Generic } real)
            return ($"{real.Name}.CreateChecked({Write(convert.Operand, Precedence.Conditional, overflow)})", Precedence.Primary);
        if (convert.Operand.Type is RealType { Kind: RealKind.Generic })
        {
            string method = convert.Type.IsReal || convert.Checked ? "CreateChecked" : "CreateTruncating";
            return ($"{convert.Type.CSharp}.{method}({Write(convert.Operand, Precedence.Conditional, overflow)})", Precedence.Primary);
        }

        string operand = convert is { Checked: true, Operand: IntegerLiteral or RealLiteral } ? NotConstant(convert.Operand) : Write(convert.Operand, Precedence.Unary, overflow);
        return ($"({convert.Type.CSharp}){operand}", Precedence.Unary);
    }

    private static Precedence PrecedenceOf(BinaryOperator op) => op switch
    {
        BinaryOperator.Multiply or BinaryOperator.Divide or BinaryOperator.Remainder => Precedence.Multiplicative,
        BinaryOperator.Add or BinaryOperator.Subtract => Precedence.Additive,
        BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight => Precedence.Shift,
        BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual => Precedence.Relational,
        BinaryOperator.Equal or BinaryOperator.NotEqual => Precedence.Equality,
        BinaryOperator.And => Precedence.And,
        BinaryOperator.Xor => Precedence.Xor,
        BinaryOperator.Or => Precedence.Or,
        BinaryOperator.AndAlso => Precedence.AndAlso,
        _ => Precedence.OrElse,
    };

    /// <summary>What the expression's own operation must say about overflow. A length less a small constant cannot overflow.</summary>
    private static Overflow Needs(Expression expression) => expression switch
    {
        Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract, Left: Length, Right: IntegerLiteral, Checked: false } => Overflow.Unspoken,
        Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply, Type: IntegerType } binary => Spoken(binary.Checked),
        Unary { Operator: UnaryOperator.Negate, Type: IntegerType } unary => Spoken(unary.Checked),
        Convert { Type: IntegerType, Operand: not (IntegerLiteral or Length) } convert when convert.Operand.Type is not RealType { Kind: RealKind.Generic } => Spoken(convert.Checked),
        _ => Overflow.Unspoken,
    };

    private static Overflow Spoken(bool isChecked) => isChecked ? Overflow.Checked : Overflow.Unchecked;

    private static string Integer(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Integer(long value, IrType type) => type is IntegerType { Name: var name }
        ? name switch
        {
            "long" => Integer(value) + "L",
            "uint" => Integer(value) + "u",
            "ulong" => Integer(value) + "ul",
            "int" => value == int.MinValue ? "int.MinValue" : Integer(value),
            _ => $"({name}){(value < 0 ? $"({Integer(value)})" : Integer(value))}",
        }
        : Integer(value);
}
