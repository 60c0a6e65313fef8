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
            case Conditional choice:
                _isWorthIt = true;
                return Select(MaskOf(choice.Condition), Inside(choice.Then), Inside(choice.Else));
            case Apply { External: null } apply when VectorFunctions.Of(apply, _real, Vector) is { } text:
                _isWorthIt = true;
                _callsFunctions |= apply.Function is not ("Abs" or "Max" or "Min");
                return text;
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

    private bool IsInvariant(Expression value) => !value.Uses().Any(variable => variable.Equals(_loop.Index) || _assigned.Contains(variable));

    /// <summary>A value that is the same in every lane and every round. What may throw is evaluated only where some lane of the first round evaluates it.</summary>
    private string Hoisted(Expression value)
    {
        bool throws = value.CanThrow();
        if (ReadsWritten(value) || (throws && (_branch == Branch.Some || (Throwing.Of(value) | Exceptions.IndexOutOfRange) != Exceptions.IndexOutOfRange)))
            return Impossible();
        if (value is RealLiteral { Value: 0 or 1 } literal && !double.IsNegativeInfinity(1 / literal.Value))
            return literal.Value == 0 ? Zero : $"{Type}.One";
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

    private string Load(Expression array) => _left is not null && _changed.Contains(array) && !_stored.Contains(array) ? LastOf(array) : LoadAt(array, _at);

    private string LoadAt(Expression array, string index) => $"{Runtime}.Load<{_real.CSharp}>({ExpressionWriter.Write(array)}, {index})";

    /// <summary>
    /// The last lanes of a row that the loop changes, as they were before the loop: the last round computes all of them from these, and what is done already comes out as it did.
    /// (A load behind a store that covers a part of it would wait for the store, too.)
    /// </summary>
    private string LastOf(Expression array)
    {
        int known = _lastOfRows.FindIndex(last => last.Row.Equals(array));
        if (known < 0)
        {
            known = _lastOfRows.Count;
            _lastOfRows.Add((Fresh(Prefixed("last", ((Use)array).Variable)), array));
        }

        return _lastOfRows[known].Name;
    }

    private string Store(Expression array, string value)
    {
        _stored.Add(array);
        return $"{Runtime}.Store({value}, {ExpressionWriter.Write(array)}, {_at});";
    }

    private string Impossible()
    {
        _isPossible = false;
        return "";
    }
}
