using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Differentiation;

/// <summary>
/// Which elements of the parameters the second derivatives join. Linear operations join nothing; a product joins what its factors depend on; any other function joins all that its
/// arguments depend on. Where all joined elements of rows stand at nearly the same index, a Hessian takes a few products with sums of unit directions, whatever the length.
/// </summary>
internal sealed class HessianStructure
{
    /// <summary>Piecewise linear functions: their slopes are constants.</summary>
    private static readonly HashSet<string> PiecewiseLinear = ["Abs", "Max", "Min", "Clamp", "CopySign", "Floor", "Ceiling", "Round", "Truncate", "Sign", "Stop"];

    private readonly Dictionary<Variable, HashSet<Dependence>> _dependences = [];
    private readonly Function _function;
    private readonly Activity _activity;
    private int _distance;
    private bool _joinsRows;
    private bool _isKnown = true;
    private bool _changed;

    private HessianStructure(Function function)
    {
        _function = function;
        _activity = Activity.Of(function);
    }

    /// <summary>
    /// A number w such that ∂²F / ∂p[i] ∂q[j] is 0 for all rows p and q wherever |i − j| > w; null where none is known. Scalars are not spoken of: each takes a product of its own.
    /// </summary>
    public int? Distance => _isKnown ? _distance : null;

    /// <summary>Whether second derivatives join no two elements of rows: neither of one row, nor of two rows at one index.</summary>
    public bool IsSeparate => Distance == 0 && !_joinsRows;

    public static HessianStructure Of(Function core)
    {
        var structure = new HessianStructure(core);
        structure.Run();
        return structure;
    }

    /// <summary>An element of a row, or any (<c>Base</c> is null), that a value depends on.</summary>
    private sealed record Dependence(Variable Row, Expression? Base, long Offset);

    private void Run()
    {
        Writes writes = Writes.In(_function);
        _isKnown = !_function.Parameters
            .Where(parameter => parameter.IsDifferentiated && parameter.Variable.Type is ArrayType)
            .Any(parameter => writes.Reach(new Use(parameter.Variable))
                || parameter.Variable.Type is not ArrayType { Rank: 1, Element: RealType, Kind: ArrayKind.ReadOnlySpan or ArrayKind.Span or ArrayKind.Array });
        _changed = true;
        while (_changed && _isKnown)
        {
            _changed = false;
            Visit(_function.Body);
        }
    }

    private void Visit(EquatableArray<Statement> block)
    {
        foreach (Statement statement in block)
        {
            switch (statement)
            {
                case Assign assign when _activity.IsActive(assign.Target):
                    Add(assign.Target, Of(assign.Value));
                    break;
                case If @if:
                    Visit(@if.Then);
                    Visit(@if.Else);
                    foreach (Merge merge in @if.Merges.Where(merge => merge.Result.Type.IsReal))
                        Add(merge.Result, Of(merge.Then).Concat(Of(merge.Else)));
                    break;
                case For loop:
                    VisitLoop(loop, loop.Body, loop.Carries);
                    break;
                case While loop:
                    VisitLoop(loop, loop.Body, loop.Carries);
                    break;
                case Call or Map:
                    _isKnown &= !statement.OwnExpressions().Any(expression => expression.Type is ArrayType ? _activity.IsActiveArray(expression) : _activity.IsActive(expression));
                    break;
                default:
                    // Memory depends on what is written to any of its elements.
                    IEnumerable<Expression> values = statement switch
                    {
                        Store store => [store.Value],
                        Accumulate accumulate => [accumulate.Value],
                        Fill fill => [fill.Value],
                        _ => [],
                    };
                    foreach (Variable root in Writes.TargetsOf(statement).SelectMany(Activity.RootsOf))
                        Add(root, values.SelectMany(Of).Concat(statement is Copy copy ? OfArray(copy.Source) : []).Select(Anywhere));
                    break;
            }
        }
    }

    private void VisitLoop(Statement loop, EquatableArray<Statement> body, EquatableArray<Carry> carries)
    {
        HashSet<Variable> inside = [.. body.AllDefinitions(), .. loop.InnerDefinitions()];
        foreach (Carry carry in carries.Where(carry => carry.Inner.Type.IsReal))
            Add(carry.Inner, Of(carry.Initial));
        Visit(body);
        foreach (Carry carry in carries.Where(carry => carry.Inner.Type.IsReal))
        {
            // In another iteration the index has another value.
            List<Dependence> next = [.. Of(carry.Next).Select(item => item.Base is { } index && index.Uses().Any(inside.Contains) ? Anywhere(item) : item)];
            Add(carry.Inner, next);
            Add(carry.Result, Of(carry.Initial).Concat(next));
        }
    }

    private static Dependence Anywhere(Dependence item) => item with { Base = null, Offset = 0 };

    private void Add(Variable variable, IEnumerable<Dependence> dependences)
    {
        if (!_dependences.TryGetValue(variable, out HashSet<Dependence>? known))
            _dependences.Add(variable, known = []);
        foreach (Dependence dependence in dependences.ToList())
            _changed |= known.Add(dependence);
    }

    private IEnumerable<Dependence> Of(Expression expression)
    {
        switch (expression)
        {
            case Use use:
                return _dependences.TryGetValue(use.Variable, out HashSet<Dependence>? known) ? known : [];
            case Element element:
                return OfElement(element);
            case Conditional conditional:
                return Of(conditional.Then).Concat(Of(conditional.Else));
            case Convert convert:
                return Of(convert.Operand);
            case Unary unary:
                return Of(unary.Operand);
            case Apply { Function: "SpanSum" or "SpanSumOfMagnitudes" or "SpanMax" or "SpanMin" } apply:
                return OfArray(apply.Arguments[0]);
            case Apply { Function: "SpanSumOfSquares" } apply:
                return Elementwise(apply);
            case Apply { Function: "SpanDot" } apply when apply.Arguments.All(argument => argument is Use):
                return Elementwise(apply);
            case Apply apply when SpanRules.IsReduction(apply.Function):
                return Joined([.. apply.Arguments.SelectMany(OfArray)]);
            case Apply { Function: "FusedMultiplyAdd" or "MultiplyAddEstimate" } apply:
                return Product(apply.Arguments[0], apply.Arguments[1]).Concat(Of(apply.Arguments[2]));
            case Apply apply when PiecewiseLinear.Contains(apply.Function):
                return apply.Function == "Stop" ? [] : apply.Arguments.SelectMany(Of);
            case Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } sum:
                return Of(sum.Left).Concat(Of(sum.Right));
            case Binary { Operator: BinaryOperator.Multiply } product:
                return Product(product.Left, product.Right);
            case Binary { Operator: BinaryOperator.Divide } ratio:
                return Product(ratio.Left, ratio.Right).Concat(Joined([.. Of(ratio.Right)]));
            default:
                return Joined([.. expression.Parts().Where(part => part.Type.IsReal).SelectMany(Of)]);
        }
    }

    private IEnumerable<Dependence> OfElement(Element element)
    {
        (Expression array, Expression index) = (element.Array, element.Index);
        while (array is Slice slice)
            (array, index) = (slice.Array, new Binary(BinaryOperator.Add, slice.Start, index));
        return array is Use { Variable: var row } && IsInput(row) ? [Indexed(row, index)] : OfArray(array);
    }

    private bool IsInput(Variable row) => _function.Parameters.Any(parameter => parameter.IsDifferentiated && parameter.Variable == row);

    /// <summary>The index as a constant and the rest.</summary>
    private static Dependence Indexed(Variable row, Expression index)
    {
        long offset = 0;
        while (index is Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract, Right: IntegerLiteral literal } binary)
        {
            offset += binary.Operator == BinaryOperator.Add ? literal.Value : -literal.Value;
            index = binary.Left;
        }

        return index is IntegerLiteral constant ? new Dependence(row, new IntegerLiteral(0, IrType.Int), offset + constant.Value) : new Dependence(row, index, offset);
    }

    private IEnumerable<Dependence> OfArray(Expression array)
        => Activity.RootsOf(array).SelectMany(root => IsInput(root) ? [new Dependence(root, null, 0)] : Of(new Use(root)));

    /// <summary>A sum over elements at equal indices of rows that are inputs; anything may be joined where they are not.</summary>
    private IEnumerable<Dependence> Elementwise(Apply apply)
    {
        List<Dependence> all = [.. apply.Arguments.SelectMany(OfArray)];
        _joinsRows |= all.Select(item => item.Row).Distinct().Count() > 1;
        bool isOfInputs = apply.Arguments.All(argument => argument is Use { Variable: var row } && (IsInput(row) || !_activity.IsActive(row)));
        return isOfInputs ? all : Joined(all);
    }

    private IEnumerable<Dependence> Product(Expression left, Expression right)
    {
        List<Dependence> first = [.. Of(left)];
        List<Dependence> second = [.. Of(right)];
        foreach (Dependence one in first)
        {
            foreach (Dependence other in second)
                Join(one, other);
        }

        return first.Concat(second);
    }

    private List<Dependence> Joined(List<Dependence> all)
    {
        for (int i = 0; i < all.Count; i++)
        {
            for (int j = i; j < all.Count; j++)
                Join(all[i], all[j]);
        }

        return all;
    }

    private void Join(Dependence one, Dependence other)
    {
        bool isNear = one.Base is not null && one.Base.Equals(other.Base) && Math.Abs(one.Offset - other.Offset) <= int.MaxValue / 4;
        if (isNear)
            _distance = Math.Max(_distance, (int)Math.Abs(one.Offset - other.Offset));
        _isKnown &= isNear;
        _joinsRows |= one.Row != other.Row;
    }
}
