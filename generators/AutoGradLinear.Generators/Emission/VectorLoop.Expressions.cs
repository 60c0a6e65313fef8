using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Emission;

/// <summary>Expressions lane by lane.</summary>
internal sealed partial class VectorLoop
{
    private const string Runtime = VectorFunctions.Runtime;

    private string Vector(Expression value)
    {
        if (IsInvariant(value))
            return Hoisted(value);
        switch (value)
        {
            case Use use when _values.TryGetValue(use.Variable, out string? name):
                return name;
            case Element element when IsRow(element.Array, element.Index):
                return Load(element.Array);
            case Unary { Operator: UnaryOperator.Negate } negated:
                return $"-{Operand(negated.Operand)}";
            case Binary { Operator: BinaryOperator.Divide } quotient when InverseOf(quotient.Right) is { } inverse:
                _isWorthIt = true;
                return $"{Operand(quotient.Left)} * {inverse}";
            case Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply or BinaryOperator.Divide } binary:
                _isWorthIt = true;
                return $"{Operand(binary.Left)} {IrPrinter.Symbol(binary.Operator)} {Operand(binary.Right)}";
            case Conditional { Condition: Binary { Operator: BinaryOperator.Greater } larger } choice when larger.Left.Equals(choice.Then) && larger.Right.Equals(choice.Else):
                _isWorthIt = true;
                return $"{Runtime}.Larger({Vector(choice.Then)}, {Vector(choice.Else)})";
            case Conditional { Condition: Binary { Operator: BinaryOperator.Equal } isZero, Then: RealLiteral { Value: 0 }, Else: Binary { Operator: BinaryOperator.Divide } quotient }
                when quotient.Left.Equals(isZero.Left) && isZero.Right is RealLiteral { Value: 0 } && InverseOf(quotient.Right) is not null:
                // Zero divided by what has a normal inverse is zero.
                return Vector(quotient);
            case Conditional choice when _isOrdinary && ComparesIndex(choice.Condition) is { } comparison:
                return Vector(comparison == BinaryOperator.NotEqual ? choice.Then : choice.Else);
            case Conditional { Condition: Unary { Operator: UnaryOperator.Not } not } choice:
                return Vector(new Conditional(not.Operand, choice.Else, choice.Then));
            case Conditional choice:
                _isWorthIt = true;
                return $"{Vectors}.ConditionalSelect({MaskOf(choice.Condition)}, {Inside(choice.Then)}, {Inside(choice.Else)})";
            case Apply { Function: "Max" } max when max.Arguments[0] is RealLiteral { Value: 0 } && max.Arguments[1] is Use:
                // A comparison that the derivative needs, too; NaN is not at most 0.
                return Vector(new Conditional(new Binary(BinaryOperator.LessOrEqual, max.Arguments[1], max.Arguments[0]), max.Arguments[0], max.Arguments[1]));
            case Apply { External: null } apply when VectorFunctions.Of(apply.Function, _real) is { } function:
                _isWorthIt = true;
                _callsFunctions |= apply.Function is not ("Abs" or "Max" or "Min");
                return $"{function}({string.Join(", ", apply.Arguments.Select(Vector))})";
            default:
                return Impossible();
        }
    }

    private string Operand(Expression value) => value is Binary or Unary && !IsInvariant(value) ? $"({Vector(value)})" : Vector(value);

    /// <summary>An arm of a choice, which may be evaluated in no lane.</summary>
    private string Inside(Expression value)
    {
        Branch outside = _branch;
        _branch = Branch.Some;
        string text = Vector(value);
        _branch = outside;
        return text;
    }

    private string MaskOf(Expression condition)
    {
        switch (condition)
        {
            case Use use when _values.TryGetValue(use.Variable, out string? name):
                return name;
            case Unary { Operator: UnaryOperator.Not } not:
                return $"~{MaskOperand(not.Operand)}";
            case Binary { Operator: BinaryOperator.AndAlso or BinaryOperator.And } both:
                return $"{MaskOperand(both.Left)} & {InsideMask(both)}";
            case Binary { Operator: BinaryOperator.OrElse or BinaryOperator.Or } either:
                return $"{MaskOperand(either.Left)} | {InsideMask(either)}";
            case Binary { Left.Type: RealType } comparison when ComparisonOf(comparison.Operator) is { } function:
                return $"{(comparison.Operator == BinaryOperator.NotEqual ? "~" : "")}{Vectors}.{function}({Vector(comparison.Left)}, {Vector(comparison.Right)})";
            case Binary comparison when ComparesIndex(comparison) is { } op:
            {
                Expression other = comparison.Left.Equals(new Use(_loop.Index)) ? comparison.Right : comparison.Left;
                string lanes = $"new {Mask}({Lane(_at)}) + {Mask}.Indices";
                _isPossible &= !_isOrdinary;
                if (!_exceptions.Contains(other))
                    _exceptions.Add(other);
                return $"{(op == BinaryOperator.NotEqual ? "~" : "")}{Vectors}.Equals({lanes}, {HoistedIndex(other)})";
            }

            default:
                return Impossible();
        }
    }

    /// <summary>The second operand, which may be evaluated in no lane where the first decides.</summary>
    private string InsideMask(Binary logic)
    {
        Branch outside = _branch;
        if (logic.Operator is BinaryOperator.AndAlso or BinaryOperator.OrElse)
            _branch = Branch.Some;
        string text = MaskOperand(logic.Right);
        _branch = outside;
        return text;
    }

    private string MaskOperand(Expression condition) => condition is Binary { Left.Type: BooleanType } ? $"({MaskOf(condition)})" : MaskOf(condition);

    private static string? ComparisonOf(BinaryOperator op) => op switch
    {
        BinaryOperator.Equal or BinaryOperator.NotEqual => "Equals",
        BinaryOperator.Less => "LessThan",
        BinaryOperator.LessOrEqual => "LessThanOrEqual",
        BinaryOperator.Greater => "GreaterThan",
        BinaryOperator.GreaterOrEqual => "GreaterThanOrEqual",
        _ => null,
    };

    /// <summary>Whether the condition compares the index for equality with what does not change, and how.</summary>
    private BinaryOperator? ComparesIndex(Expression condition)
        => condition is Binary { Operator: BinaryOperator.Equal or BinaryOperator.NotEqual, Left.Type: IntegerType { Name: "int" } } comparison
            && ((comparison.Left.Equals(new Use(_loop.Index)) && comparison.Right.IsAtom() && IsInvariant(comparison.Right))
                || (comparison.Right.Equals(new Use(_loop.Index)) && comparison.Left.IsAtom() && IsInvariant(comparison.Left)))
            ? comparison.Operator
            : null;

    private bool IsInvariant(Expression value) => !value.Uses().Any(variable => variable.Equals(_loop.Index) || _assigned.Contains(variable));

    /// <summary>A value that is the same in every lane and every round. What may throw is evaluated only where some lane of the first round evaluates it.</summary>
    private string Hoisted(Expression value)
    {
        bool throws = value.CanThrow();
        if (ReadsWritten(value) || (throws && (_branch == Branch.Some || (Throwing.Of(value) | Exceptions.IndexOutOfRange) != Exceptions.IndexOutOfRange)))
            return Impossible();
        if (value is RealLiteral { Value: 0 or 1 } literal && !double.IsNegativeInfinity(1 / literal.Value))
            return literal.Value == 0 ? $"{Type}.Zero" : $"{Type}.One";
        return Hoist(ExpressionWriter.Write(value), Type, NameOf(value));
    }

    /// <summary>A vector of the inverse of a number that does not change; null where it is none.</summary>
    private string? InverseOf(Expression divisor)
    {
        if (!IsInvariant(divisor) || divisor.CanThrow() || ReadsWritten(divisor) || divisor is RealLiteral)
            return null;
        int known = _inverses.FindIndex(inverse => inverse.Divisor.Equals(divisor));
        if (known < 0)
        {
            (known, string name) = (_inverses.Count, NameOf(divisor) + "Inverse");
            _inverses.Add((Unused(name), divisor));
        }

        return Hoist(_inverses[known].Name, Type, NameSupply.Plain(_inverses[known].Name));
    }

    private static string NameOf(Expression value) => value switch
    {
        Use use => NameSupply.Plain(use.Variable.Name),
        Member member => Camel(member.Text.Split('.').Last().TrimStart('@')),
        Element { Array: Use array } => NameSupply.Plain(array.Variable.Name) + "Element",
        RealLiteral => "constant",
        _ => "invariant",
    };

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);

    private string HoistedIndex(Expression value) => Hoist(Lane(ExpressionWriter.Write(value)), Mask, value is Use use ? use.Variable.Name : "position");

    private string Hoist(string text, string type, string name)
    {
        string key = type + text;
        if (!_hoisted.TryGetValue(key, out string? vector))
        {
            _hoisted[key] = vector = Fresh(name);
            _before.Add($"var {vector} = new {type}({text});");
        }

        return vector;
    }

    private bool ReadsWritten(Expression value)
    {
        HashSet<Expression> written = [.. _loop.Body.AllStatements().SelectMany(Writes.TargetsOf).SelectMany(array => array.Roots())];
        return value.ArraysRead().SelectMany(array => array.Roots()).Any(written.Contains);
    }

    /// <summary>Whether it is the element of a row at the index.</summary>
    private bool IsRow(Expression array, Expression index)
    {
        bool isRow = index.Equals(new Use(_loop.Index)) && array is Use && array.Type is ArrayType { Rank: 1, Element: RealType, Kind: ArrayKind.Span or ArrayKind.ReadOnlySpan or ArrayKind.Array };
        if (isRow && !_rows.Contains(array))
            _rows.Add(array);
        return isRow;
    }

    private string Load(Expression array) => $"{Runtime}.Load<{_real.CSharp}>({ExpressionWriter.Write(array)}, {_at})";

    /// <summary>In the last round, a loop that reads nothing that it writes stores what is there already; another keeps it.</summary>
    private string Store(Expression array, string value) => $"{Runtime}.Store({(_isInPlace ? Left(value, Load(array)) : value)}, {ExpressionWriter.Write(array)}, {_at});";

    private string Impossible()
    {
        _isPossible = false;
        return "";
    }
}
