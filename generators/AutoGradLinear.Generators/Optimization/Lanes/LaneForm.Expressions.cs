using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.IR.Lanes;

namespace AutoGradLinear.Generators.Optimization.Lanes;

/// <summary>Expressions: those that are the same for all examples, and those that are not.</summary>
internal sealed partial class LaneForm
{
    /// <summary>Questions about numbers that vectors answer.</summary>
    private static readonly HashSet<string> Tests = ["IsNaN", "IsFinite", "IsInfinity", "IsPositiveInfinity", "IsNegativeInfinity", "IsNegative"];

    private Expression Zero => new Member($"{_lanes.CSharp}.Zero", _lanes);

    private Expression Select(Expression mask, Expression then, Expression @else)
        => then.Equals(@else) ? then
            : mask is Unary { Operator: UnaryOperator.Complement } not ? Lane(LaneOperation.Select, not.Operand, @else, then)
            : Lane(LaneOperation.Select, mask, then, @else);

    /// <summary>The lanes of a value: a vector of numbers, of indices as real numbers, or a mask.</summary>
    private Expression Lanes(Expression value)
    {
        if (!IsVarying(value))
            return Broadcast(value);
        switch (value)
        {
            case Apply { Function: "Stop" } stop:
                return Lanes(stop.Arguments[0]);
            case Use use when !_rows.ContainsKey(use.Variable):
                return new Use(Renamed(use.Variable));
            case Element element:
                return Read(element);
            case Unary { Operator: UnaryOperator.Negate, Type: RealType } negated:
                return new Unary(UnaryOperator.Negate, Lanes(negated.Operand));
            case Unary { Operator: UnaryOperator.Not } not:
                return new Unary(UnaryOperator.Complement, Lanes(not.Operand));
            case Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply or BinaryOperator.Divide, Type: RealType } binary:
                return new Binary(binary.Operator, Lanes(binary.Left), Lanes(binary.Right));
            case Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract, Type: IntegerType { Name: "int" } } integers when IsSmall(integers.Left) && IsSmall(integers.Right):
                return new Binary(integers.Operator, Lanes(integers.Left), Lanes(integers.Right));
            case Binary { Operator: BinaryOperator.AndAlso or BinaryOperator.And, Type: BooleanType } both:
                return Joined(BinaryOperator.And, both);
            case Binary { Operator: BinaryOperator.OrElse or BinaryOperator.Or, Type: BooleanType } either:
                return Joined(BinaryOperator.Or, either);
            case Binary { Left.Type: RealType or IntegerType { Name: "int" }, Type: BooleanType } comparison:
                return Compare(comparison.Operator, Lanes(comparison.Left), Lanes(comparison.Right));
            case Conditional choice when !IsVarying(choice.Condition):
                return Evaluated(choice.Condition) is var condition && condition is BooleanLiteral literal
                    ? Lanes(literal.Value ? choice.Then : choice.Else)
                    : new Conditional(condition, Lanes(choice.Then), Lanes(choice.Else));
            case Conditional { Condition: Binary { Operator: BinaryOperator.Greater } larger } choice when larger.Left.Equals(choice.Then) && larger.Right.Equals(choice.Else) && choice.Type.IsReal:
                return Lane(LaneOperation.Larger, Lanes(choice.Then), Lanes(choice.Else));
            case Conditional choice:
            {
                Expression mask = Lanes(choice.Condition);
                return Select(mask, Inside(mask, choice.Then), Inside(mask, choice.Else));
            }

            case Convert { Type: RealType, Operand.Type: IntegerType { Name: "int" } } convert:
                return Lanes(convert.Operand);
            case Apply { Function: "Max" } max when max.Arguments[0] is RealLiteral { Value: 0 } && max.Arguments[1] is Use:
                // A comparison that the derivative needs, too; NaN is not at most 0.
                return Lanes(new Conditional(new Binary(BinaryOperator.LessOrEqual, max.Arguments[1], max.Arguments[0]), max.Arguments[0], max.Arguments[1]));
            case Apply { External: null } apply when (apply.Type is RealType || Tests.Contains(apply.Function)) && apply.Arguments.All(argument => argument.Type is RealType) && Throwing.OfItself(apply) == Exceptions.None:
                return new Apply(apply.Function, apply.Arguments.Select(Lanes).ToEquatableArray(), _lanes);
            case Apply { External: null } apply when apply.Arguments.All(argument => RowOf(argument) is not null):
                return OfRows(apply);
            default:
                return Impossible();
        }
    }

    /// <summary>Whether sums of two such integers are exact as real numbers: there are less than 2²² classes.</summary>
    private bool IsSmall(Expression integer) => integer switch
    {
        IntegerLiteral { Value: > -(1 << 22) and < 1 << 22 } => true,
        Use { Variable: var index } when _ranges.TryGetValue(index, out IndexRange? range) => range.Length.Equals(new Use(BatchNames.ClassCount)) && range.Low >= 0 && range.High <= 0,
        Use { Variable: var position } when IsPosition(position) => true,
        _ => IsLabel(integer),
    };

    /// <summary>The second operand is not evaluated in every lane.</summary>
    private Expression Joined(BinaryOperator @operator, Binary logic)
    {
        Expression left = Lanes(logic.Left);
        return new Binary(@operator, left, logic.Operator is BinaryOperator.AndAlso or BinaryOperator.OrElse ? Inside(left, logic.Right) : Lanes(logic.Right));
    }

    /// <summary>What is evaluated in some lanes only, if it were for the source. It selects nothing by itself.</summary>
    private Expression Inside(Expression mask, Expression value)
    {
        Expression? outside = _mask;
        _mask = mask;
        Expression lanes = Lanes(value);
        _mask = outside;
        return lanes;
    }

    private Expression Compare(BinaryOperator @operator, Expression left, Expression right) => @operator switch
    {
        BinaryOperator.Equal => Lane(LaneOperation.Equal, left, right),
        BinaryOperator.NotEqual => new Unary(UnaryOperator.Complement, Lane(LaneOperation.Equal, left, right)),
        BinaryOperator.Less => Lane(LaneOperation.Less, left, right),
        BinaryOperator.LessOrEqual => Lane(LaneOperation.LessOrEqual, left, right),
        BinaryOperator.Greater => Lane(LaneOperation.Greater, left, right),
        BinaryOperator.GreaterOrEqual => Lane(LaneOperation.GreaterOrEqual, left, right),
        _ => Impossible(),
    };

    /// <summary>A function of rows: of as many rows, one of each example.</summary>
    private Expression OfRows(Apply apply)
    {
        var rows = apply.Arguments.Select(argument => RowOf(argument)!).ToList();
        if (rows.Any(row => !row.Length.Equals(rows[0].Length) || !row.Stride.Equals(rows[0].Stride)))
            return Impossible();

        // A row without elements, of which some functions have no value, is one of a batch that is done one by one.
        if (Throwing.OfItself(apply) != Exceptions.None && !rows[0].Length.Equals(new Use(BatchNames.ClassCount)))
            return Impossible();
        return new Apply(apply.Function, [.. rows.Select(row => new Use(row.Array)), rows[0].Length, rows[0].Stride, rows[0].Example], _lanes);
    }

    private Expression Read(Element element)
    {
        if (RowOf(element.Array) is not { } row)
        {
            // An ordinary array: each lane has its own index, and none that throws where the source does not read.
            return !IsVarying(element.Array) && IsVarying(element.Index) && element.Type.IsReal && _mask is null
                ? Lane(LaneOperation.Lookup, Uniform(element.Array), Lanes(element.Index))
                : Impossible();
        }

        if (!IsVarying(element.Index))
            return Lane(LaneOperation.Load, new Use(row.Array), CheckedRow(element.Index, row), row.Stride, row.Example);
        if (!IsInRange(element.Index, row))
            return Impossible();
        Expression gathered = Lane(LaneOperation.Gather, new Use(row.Array), RowsOf(element.Index, row), row.Stride, row.Example);
        if (!row.IsInput || !IsLabel(element.Index))
            return gathered;

        // It is the same wherever it is read.
        if (!_atLabel.TryGetValue(row.Array, out Variable? atLabel))
        {
            _atLabel[row.Array] = atLabel = new Variable(NameSupply.Unlike(_taken, row.Array.Name + "AtLabel"), _lanes);
            _first.Add(new Assign(atLabel, gathered));
        }

        return new Use(atLabel);
    }

    /// <summary>The row of each lane: the labels as they are given, one for each example of a block, or a vector.</summary>
    private Expression RowsOf(Expression index, LaneRow row)
        => IsLabel(index) && row.Example.Equals(Example) ? new Use(new Variable(BatchNames.Targets, new ArrayType(IrType.Int, ArrayKind.ReadOnlySpan))) : Lanes(index);

    private bool IsLabel(Expression index) => index is Use use && use.Variable.Equals(_label);

    /// <summary>The index of an element, which is checked unless it is known to be one.</summary>
    private Expression CheckedRow(Expression index, LaneRow row)
    {
        Expression uniform = Uniform(index);
        if (IsInRange(index, row))
            return uniform;
        if (_mask is not null)
            return Impossible();
        return new Apply(LaneOperation.Checked, new([uniform, row.Length]), IrType.Int);
    }

    /// <summary>Whether the index is that of an element: a label, the position of a largest one, the index of a loop over all or nearly all, or a constant if there are as many classes.</summary>
    private bool IsInRange(Expression index, LaneRow row)
    {
        bool isOfClasses = row.Length.Equals(new Use(BatchNames.ClassCount));
        if (isOfClasses && (IsLabel(index) || (index is Use use && IsPosition(use.Variable))))
            return true;
        if (isOfClasses && index is Apply { Function: "SpanIndexOfMax" or "SpanIndexOfMin" })
            return true;
        if (isOfClasses && index is IntegerLiteral { Value: >= 0 and < 1000 } literal)
        {
            _leastClasses = Math.Max(_leastClasses, (int)literal.Value + 1);
            return true;
        }

        (Expression variable, long offset) = Offset(index);
        return variable is Use { Variable: var counter } && _ranges.TryGetValue(counter, out IndexRange? range)
            && range.Length.Equals(row.Length) && range.Low + offset >= 0 && range.High + offset <= 0;
    }

    /// <summary>Whether all that the variable is ever assigned is the position of an element among the classes.</summary>
    private bool IsPosition(Variable variable)
    {
        var assigned = _function.Body.AllStatements().OfType<Assign>().Where(assign => assign.Target.Equals(variable)).ToList();
        return assigned.Count > 0 && assigned.All(assign => assign.Value is Apply { Function: "SpanIndexOfMax" or "SpanIndexOfMin" } position
            && RowOf(position.Arguments[0])?.Length.Equals(new Use(BatchNames.ClassCount)) == true);
    }

    private LaneRow? RowOf(Expression array) => array is Use use && _rows.TryGetValue(use.Variable, out LaneRow? row) ? row : null;

    /// <summary>A value that is the same in every lane.</summary>
    private Expression Broadcast(Expression value)
    {
        Expression uniform = Evaluated(value);
        if (value is Use { Variable: var index } && _loopIndices.Contains(index))
            return Counter(Renamed(index));
        if (uniform is RealLiteral { Value: 0 or 1 } literal && !double.IsNegativeInfinity(1 / literal.Value))
            return literal.Value == 0 ? Zero : new Member($"{_lanes.CSharp}.One", _lanes);
        Expression lanes = value.Type switch
        {
            RealType => Lane(LaneOperation.Of, uniform),
            IntegerType { Name: "int" } => Lane(LaneOperation.OfIndex, uniform),
            BooleanType => Lane(LaneOperation.OfBoolean, uniform),
            _ => Impossible(),
        };

        // What no round changes is made once.
        bool isConstant = uniform is not (RealLiteral or IntegerLiteral or BooleanLiteral) && !uniform.CanThrow() && uniform.Uses().All(variable => variable == BatchNames.ClassCount);
        if (!isConstant)
            return lanes;
        if (!_constants.TryGetValue(uniform, out Variable? constant))
        {
            _constants[uniform] = constant = new Variable(NameSupply.Unlike(_taken, NameOf(uniform)), _lanes);
            _before.Add(new Assign(constant, lanes));
        }

        return new Use(constant);
    }

    /// <summary>The index of a loop in every lane: a number that counts beside it.</summary>
    private Expression Counter(Variable index)
    {
        if (!_counters.TryGetValue(index, out Variable? counter))
            _counters[index] = counter = new Variable(NameSupply.Unlike(_taken, index.Name + "Lanes"), _lanes);
        return new Use(counter);
    }

    private static string NameOf(Expression value)
    {
        string name = value is Member member ? member.Text.Split('.').Last().TrimStart('@') : "constant";
        return char.ToLowerInvariant(name[0]) + name.Substring(1) + "Lanes";
    }

    /// <summary>An expression that is the same for all examples: its variables have other names, and there are as many classes as there are.</summary>
    private Expression Uniform(Expression value) => value switch
    {
        Length { Dimension: 0 or Length.All } length when RowOf(length.Array) is { } row => row.Length,
        Use use when _rows.ContainsKey(use.Variable) => Impossible(use),
        Use use => new Use(Renamed(use.Variable)),
        Binary binary when OfLabel(binary) is { } known => new BooleanLiteral(known),
        Binary { Operator: BinaryOperator.AndAlso } both => And(Uniform(both.Left), Uniform(both.Right)),
        _ => value.MapParts(Uniform),
    };

    /// <summary>A value that is the same for all examples, and evaluated also where the source has an example that does not come there.</summary>
    private Expression Evaluated(Expression value) => _mask is not null && value.CanThrow() ? Impossible() : Uniform(value);

    private static Expression And(Expression left, Expression right)
        => left is BooleanLiteral { Value: true } ? right : right is BooleanLiteral { Value: true } ? left : new Binary(BinaryOperator.AndAlso, left, right);

    /// <summary>Whether the label is in the range of the classes, as far as a comparison asks for that: it is.</summary>
    private bool? OfLabel(Binary comparison)
    {
        (Expression left, Expression right) = (Plain(comparison.Left), Plain(comparison.Right));
        bool isBelow = IsLabel(left) && right is Length length && RowOf(length.Array)?.Length.Equals(new Use(BatchNames.ClassCount)) == true;
        bool isAbove = IsLabel(left) && right is IntegerLiteral { Value: 0 };
        return comparison.Operator switch
        {
            BinaryOperator.Less when isBelow => true,
            BinaryOperator.GreaterOrEqual when isBelow => false,
            BinaryOperator.GreaterOrEqual when isAbove => true,
            BinaryOperator.Less when isAbove => false,
            _ => null,
        };
    }

    private static Expression Plain(Expression value) => value is Convert { Type: IntegerType } convert ? convert.Operand : value;

    private Expression Impossible() => Impossible(Zero);

    private Expression Impossible(Expression standIn)
    {
        _isPossible = false;
        return standIn;
    }
}
