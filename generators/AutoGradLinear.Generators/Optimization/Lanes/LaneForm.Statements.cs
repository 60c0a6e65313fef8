using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.IR.Lanes;

namespace AutoGradLinear.Generators.Optimization.Lanes;

/// <summary>Statements: loops over classes stay loops, branches that examples take apart become masks.</summary>
internal sealed partial class LaneForm
{
    private void Visit(EquatableArray<Statement> block, List<Statement> output)
    {
        foreach (Statement statement in block)
            Visit(statement, output);
    }

    private void Visit(Statement statement, List<Statement> output)
    {
        switch (statement)
        {
            case Allocate:
                break;
            case Assign assign when _varying.Contains(assign.Target):
                Change(assign.Target, Lanes(assign.Value), output);
                break;
            case Assign assign:
                output.Add(new Assign(Renamed(assign.Target), Uniform(assign.Value)));
                break;
            case Store store:
                Write(store.Array, store.Index, Lanes(store.Value), isSum: false, output);
                break;
            case Accumulate accumulate:
                Write(accumulate.Array, accumulate.Index, Lanes(accumulate.Value), isSum: true, output);
                break;
            case Fill fill when RowOf(fill.Array) is { } row:
                ForEach(row, (index, body) => Write(fill.Array, index, Lanes(fill.Value), isSum: false, body), output);
                break;
            case Copy copy when RowOf(copy.Source) is { } source && RowOf(copy.Target) is { } target && source.Length.Equals(target.Length):
                ForEach(source, (index, body) => Write(copy.Target, index, Lanes(new Element(copy.Source, index)), isSum: false, body), output);
                break;
            case Map map when RowOf(map.Target) is { } row && map.Arguments.All(argument => argument.Type is not ArrayType || (RowOf(argument) is { } read && read.Length.Equals(row.Length))):
                ForEach(row, (index, body) => Write(map.Target, index, Lanes(ElementOf(map, index)), isSum: false, body), output);
                break;
            case If @if:
                VisitIf(@if, output);
                break;
            case For loop:
                VisitFor(loop, output);
                break;
            case While loop:
            {
                Expression condition = Uniform(loop.Condition);
                HashSet<Variable> assigned = [.. _assigned];
                (List<Statement> body, List<Statement> step) = ([], []);
                Visit(loop.Body, body);
                Visit(loop.Step, step);
                output.Add(new While(condition, body.ToEquatableArray(), step.ToEquatableArray()));
                _assigned = assigned;
                break;
            }

            default:
                Impossible();
                break;
        }
    }

    /// <summary>The element of a map as an expression.</summary>
    private static Expression ElementOf(Map map, Expression index)
    {
        EquatableArray<Expression> arguments = map.Arguments.Select(argument => argument.Type is ArrayType ? new Element(argument, index) : argument).ToEquatableArray();
        IrType type = ((ArrayType)map.Target.Type).Element;
        return map.Function switch
        {
            "Add" => new Binary(BinaryOperator.Add, arguments[0], arguments[1]),
            "Subtract" => new Binary(BinaryOperator.Subtract, arguments[0], arguments[1]),
            "Multiply" => new Binary(BinaryOperator.Multiply, arguments[0], arguments[1]),
            "Divide" => new Binary(BinaryOperator.Divide, arguments[0], arguments[1]),
            "Remainder" => new Binary(BinaryOperator.Remainder, arguments[0], arguments[1]),
            "Negate" => new Unary(UnaryOperator.Negate, arguments[0]),
            _ => new Apply(map.Function, arguments, type),
        };
    }

    /// <summary>Only the lanes of the mask change, if the variable has a value already.</summary>
    private void Change(Variable target, Expression value, List<Statement> output)
    {
        Variable renamed = Renamed(target);
        bool hasValue = !_assigned.Add(target);
        if (_mask is { } mask && hasValue)
        {
            // Nothing is added to a sum in the other lanes.
            value = value is Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } sum && sum.Left.Equals(new Use(renamed))
                ? new Binary(sum.Operator, sum.Left, Select(mask, sum.Right, Zero))
                : Select(mask, value, new Use(renamed));
        }

        output.Add(new Assign(renamed, value));
    }

    private void Write(Expression array, Expression index, Expression value, bool isSum, List<Statement> output)
    {
        if (RowOf(array) is not { } row)
        {
            Impossible();
            return;
        }

        if (IsVarying(index))
        {
            if (!IsInRange(index, row))
                Impossible();
            Expression old = Lane(LaneOperation.Gather, new Use(row.Array), RowsOf(index, row), row.Stride, row.Example);
            Indices place = Place(RowsOf(index, row), row.Stride, row.Example);
            if (isSum)
                output.Add(new Accumulate(new Use(row.Array), place, _mask is { } some ? Select(some, value, Zero) : value));
            else
                output.Add(new Store(new Use(row.Array), place, _mask is { } mask ? Select(mask, value, old) : value));
            return;
        }

        Expression element = CheckedRow(index, row);
        Expression before = Lane(LaneOperation.Load, new Use(row.Array), element, row.Stride, row.Example);
        Expression after = isSum ? new Binary(BinaryOperator.Add, before, value) : value;
        output.Add(new Store(new Use(row.Array), Place(element, row.Stride, row.Example), _mask is { } lanes ? Select(lanes, after, before) : after));
    }

    /// <summary>A loop over the elements of a row.</summary>
    private void ForEach(LaneRow row, Action<Expression, List<Statement>> write, List<Statement> output)
    {
        // No variable of the source has such a version.
        var index = new Variable("k", IrType.Int, Version: int.MinValue + _renamed.Count);
        _ranges[index] = new IndexRange(0, row.Length, 0);
        var body = new List<Statement>();
        write(new Use(index), body);
        output.Add(new For(Renamed(index), new IntegerLiteral(0, IrType.Int), row.Length, 1, body.ToEquatableArray()));
    }

    private void VisitIf(If @if, List<Statement> output)
    {
        if (!IsVarying(@if.Condition))
        {
            Expression condition = Evaluated(@if.Condition);
            if (condition is BooleanLiteral literal)
            {
                Visit(literal.Value ? @if.Then : @if.Else, output);
                return;
            }

            HashSet<Variable> before = [.. _assigned];
            (List<Statement> then, List<Statement> @else) = ([], []);
            Visit(@if.Then, then);
            (HashSet<Variable> afterThen, _assigned) = (_assigned, [.. before]);
            Visit(@if.Else, @else);
            _assigned.IntersectWith(afterThen);
            output.Add(new If(condition, then.ToEquatableArray(), @else.ToEquatableArray()));
            return;
        }

        Expression? outside = _mask;
        Expression mask = Named("condition", Lanes(@if.Condition), output);
        _mask = outside is null ? mask : Named("condition", new Binary(BinaryOperator.And, outside, mask), output);
        Visit(@if.Then, output);
        if (!@if.Else.IsEmpty)
        {
            Expression other = new Unary(UnaryOperator.Complement, mask);
            _mask = outside is null ? other : Named("condition", new Binary(BinaryOperator.And, outside, other), output);
            Visit(@if.Else, output);
        }

        _mask = outside;
    }

    private Expression Named(string name, Expression value, List<Statement> output)
    {
        if (value.IsAtom())
            return value;
        var variable = new Variable(NameSupply.Unlike(_taken, name), _lanes);
        output.Add(new Assign(variable, value));
        return new Use(variable);
    }

    private void VisitFor(For loop, List<Statement> output)
    {
        (Expression from, Expression to) = (Evaluated(loop.From), Evaluated(loop.To));
        Variable index = Renamed(loop.Index);
        if (RangeOf(loop, from, to) is { } range)
            _ranges[loop.Index] = range;
        else
            _ranges.Remove(loop.Index);
        HashSet<Variable> assigned = [.. _assigned];
        var body = new List<Statement>();
        _counters.Remove(index);
        Visit(loop.Body, body);
        if (_counters.TryGetValue(index, out Variable? counter))
        {
            output.Add(new Assign(counter, Lane(LaneOperation.OfIndex, from)));
            Expression one = new Member($"{_lanes.CSharp}.One", _lanes);
            body.Add(new Assign(counter, new Binary(loop.Step > 0 ? BinaryOperator.Add : BinaryOperator.Subtract, new Use(counter), one)));
        }

        output.Add(new For(index, from, to, loop.Step, body.ToEquatableArray()));
        _assigned = assigned;
    }

    private static IndexRange? RangeOf(For loop, Expression from, Expression to)
    {
        (Expression lowest, Expression end) = loop.Step > 0 ? (from, to) : (to, from);
        (Expression length, long high) = Offset(end);
        if (lowest is not IntegerLiteral literal || length is IntegerLiteral)
            return null;

        // Backwards, the first bound is the largest index and the second one is not reached.
        int shift = loop.Step > 0 ? 0 : 1;
        return Math.Abs(loop.Step) == 1 ? new IndexRange(literal.Value + shift, length, high + shift) : null;
    }

    /// <summary>An integer as something plus a constant.</summary>
    private static (Expression Variable, long Constant) Offset(Expression value) => value switch
    {
        Binary { Operator: BinaryOperator.Add, Right: IntegerLiteral { Value: var plus } } sum => (sum.Left, plus),
        Binary { Operator: BinaryOperator.Add, Left: IntegerLiteral { Value: var plus } } sum => (sum.Right, plus),
        Binary { Operator: BinaryOperator.Subtract, Right: IntegerLiteral { Value: var minus } } difference => (difference.Left, -minus),
        _ => (value, 0),
    };
}
