using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.Symbolic;

namespace AutoGradLinear.Generators.Differentiation;

/// <summary>
/// Forward mode as a transformation of core functions: beside every real value runs its tangent, the derivative along the direction that the tangents of the
/// parameters give. Arrays, slots and carried values get a twin. What reverse mode makes is core form too, so forward mode of it gives Hessian–vector products.
/// </summary>
internal sealed class ForwardMode
{
    private const string Suffix = "Tangent";

    private readonly Activity _activity;
    private readonly NameSupply _names;
    private readonly Dictionary<Variable, Expression> _tangents = [];
    private readonly Dictionary<Variable, Expression> _lengths;

    private ForwardMode(Function source)
    {
        _activity = Activity.Of(source);
        _names = new NameSupply(source);
        _lengths = source.Body.AllStatements().OfType<Allocate>().ToDictionary(allocate => allocate.Array, allocate => allocate.Length);
    }

    /// <summary>
    /// The function with tangents: every differentiated input, sink and accumulator gets a twin parameter, every real result a twin result, named <c>…Tangent</c>.
    /// </summary>
    public static Function Pushforward(Function source) => new ForwardMode(source).Transform(source);

    private Function Transform(Function source)
    {
        var parameters = new List<Parameter>();
        foreach (Parameter parameter in source.Parameters)
        {
            parameters.Add(parameter with { IsDifferentiated = false });
            if (!parameter.IsDifferentiated && parameter.Role == ParameterRole.Input)
                continue;
            IrType type = parameter.Variable.Type is ArrayType array && parameter.Role == ParameterRole.Input
                ? array with { Kind = ArrayKind.ReadOnlySpan }
                : parameter.Variable.Type;
            var tangent = new Variable(parameter.Variable.Name + Suffix, type);
            _names.Reserve(tangent);
            _tangents[parameter.Variable] = new Use(tangent);
            parameters.Add(new Parameter(tangent, parameter.Role));
        }

        var body = new StatementBuilder(_names);
        Push(source.Body, body);
        IEnumerable<Result> results = source.Results.SelectMany(result => result.Type.IsReal
            ? new[] { result, new Result(result.Name + Suffix, result.Type) }
            : [result]);
        return new Function(source.Name + "Pushforward", Form.Core, parameters.ToEquatableArray(), results.ToEquatableArray(), body.Statements.ToEquatableArray());
    }

    private void Push(EquatableArray<Statement> block, StatementBuilder output)
    {
        foreach (Statement statement in block)
            Push(statement, output);
    }

    private EquatableArray<Statement> PushBlock(EquatableArray<Statement> block)
    {
        var output = new StatementBuilder(_names);
        Push(block, output);
        return output.Statements.ToEquatableArray();
    }

    private void Push(Statement statement, StatementBuilder output)
    {
        switch (statement)
        {
            case Assign assign:
                output.Add(assign);
                if (assign.Target.Type.IsReal && Derivative(assign, output) is { } derivative)
                    _tangents[assign.Target] = output.Emit(TangentName(assign.Target), derivative);
                break;
            case Store store:
                output.Add(store);
                if (Twin(store.Array) is { } stored)
                    output.Add(new Store(stored, store.Index, Tangent(store.Value)));
                break;
            case Accumulate accumulate:
                output.Add(accumulate);
                if (Twin(accumulate.Array) is { } added)
                    output.Add(new Accumulate(added, accumulate.Index, Tangent(accumulate.Value)));
                break;
            case Fill fill:
                output.Add(fill);
                if (Twin(fill.Array) is { } filled)
                    output.Add(new Fill(filled, Tangent(fill.Value)));
                break;
            case Copy copy:
                output.Add(copy);
                if (Twin(copy.Target) is { } copied)
                    output.Add(Twin(copy.Source) is { } original
                        ? new Copy(original, copied)
                        : new Fill(new Slice(copied, new IntegerLiteral(0, IrType.Int), copy.Source.LengthOf(_lengths)), Algebra.Real(0, ((ArrayType)copied.Type).Element)));
                break;
            case Allocate { Array.Type: ArrayType { Element: RealType } } allocate:
            {
                output.Add(allocate);
                Variable twin = _names.Fresh(allocate.Array.Name + Suffix, allocate.Array.Type);
                _tangents[allocate.Array] = new Use(twin);
                output.Add(new Allocate(twin, allocate.Length));
                break;
            }

            case Save { Slot.Type: RealType } save:
                output.Add(save);
                output.Add(new Save(Twin(save.Slot), Tangent(save.Value)));
                break;
            case Restore { Slot.Type: RealType } restore:
            {
                Variable tangent = Fresh(restore.Target);
                output.Add(restore);
                output.Add(new Restore(tangent, Twin(restore.Slot)));
                _tangents[restore.Target] = new Use(tangent);
                break;
            }

            case If @if:
            {
                EquatableArray<Statement> then = PushBlock(@if.Then);
                EquatableArray<Statement> @else = PushBlock(@if.Else);
                var merges = new List<Merge>(@if.Merges);
                foreach (Merge merge in @if.Merges.Where(merge => merge.Result.Type.IsReal))
                {
                    Variable tangent = Fresh(merge.Result);
                    merges.Add(new Merge(tangent, Tangent(merge.Then), Tangent(merge.Else)));
                    _tangents[merge.Result] = new Use(tangent);
                }

                output.Add(new If(@if.Condition, then, @else, merges.ToEquatableArray()));
                break;
            }

            case For loop:
            {
                (EquatableArray<Statement> body, EquatableArray<Carry> carries) = PushLoop(loop.Body, loop.Carries);
                output.Add(loop with { Body = body, Carries = carries });
                break;
            }

            case While loop:
            {
                (EquatableArray<Statement> body, EquatableArray<Carry> carries) = PushLoop(loop.Body, loop.Carries);
                output.Add(loop with { Body = body, Carries = carries });
                break;
            }

            case Return @return:
                output.Add(new Return(@return.Values
                    .SelectMany(value => value.Type.IsReal ? new[] { value, Tangent(value) } : [value])
                    .ToEquatableArray()));
                break;
            default:
                output.Add(statement);
                break;
        }
    }

    private (EquatableArray<Statement> Body, EquatableArray<Carry> Carries) PushLoop(EquatableArray<Statement> source, EquatableArray<Carry> carries)
    {
        List<Carry> real = carries.Where(carry => carry.Inner.Type.IsReal).ToList();
        List<Expression> initial = real.Select(carry => Tangent(carry.Initial)).ToList();
        List<Variable> inner = real.Select(carry => Fresh(carry.Inner)).ToList();
        for (int i = 0; i < real.Count; i++)
            _tangents[real[i].Inner] = new Use(inner[i]);
        EquatableArray<Statement> body = PushBlock(source);
        var twins = new List<Carry>();
        for (int i = 0; i < real.Count; i++)
        {
            Variable result = Fresh(real[i].Result);
            twins.Add(new Carry(inner[i], initial[i], Tangent(real[i].Next), result));
            _tangents[real[i].Result] = new Use(result);
        }

        return (body, [.. carries, .. twins]);
    }

    /// <summary>The tangent of what is assigned, or null where it is 0.</summary>
    private Expression? Derivative(Assign assign, StatementBuilder output)
    {
        switch (assign.Value)
        {
            case Conditional select:
                return Algebra.Select(select.Condition, Tangent(select.Then), Tangent(select.Else));
            case Element element:
                return Twin(element.Array) is { } twin ? new Element(twin, element.Index) : null;
            case Convert convert when convert.Operand.Type.IsReal:
                return new Convert(Tangent(convert.Operand), convert.Type);
            case Apply reduction when SpanRules.IsReduction(reduction.Function):
                return Reduce(assign.Target, reduction, output);
            default:
                if (DerivativeTable.Find(assign.Value) is not var (rule, arguments))
                    return null;
                Expression? sum = null;
                for (int i = 0; i < arguments.Count; i++)
                {
                    Expression tangent = Tangent(arguments[i]);
                    if (tangent is RealLiteral { Value: 0 })
                        continue;
                    var context = new RuleContext(arguments, new Use(assign.Target), k => IsActive(arguments[k]), _activity.TangentMayBeInfinite(arguments[i]));
                    if (rule.Partials[i](context, tangent) is { } term)
                        sum = sum is null ? term : Algebra.Add(sum, term);
                }

                return sum;
        }
    }

    /// <summary>Σᵢ Σₖ ∂f/∂xᵢ[k] · ẋᵢ[k].</summary>
    private Expression? Reduce(Variable target, Apply reduction, StatementBuilder output)
    {
        Expression? sum = null;
        for (int i = 0; i < reduction.Arguments.Count; i++)
        {
            if (Twin(reduction.Arguments[i]) is not { } twin)
                continue;
            var context = new RuleContext(reduction.Arguments, new Use(target), _ => true, _activity.TangentMayBeInfinite(reduction.Arguments[i]));
            Expression term;
            if (SpanRules.Find(reduction.Function, i) is { } partial)
            {
                Variable index = _names.Fresh("k", IrType.Int);
                Variable inner = Fresh(target);
                Variable result = Fresh(target);
                var body = new StatementBuilder(_names);
                Expression tangent = body.Emit(TangentName(target), new Element(twin, new Use(index)));
                Expression next = body.Emit(TangentName(target), Algebra.Add(new Use(inner), partial(context, new Use(index), tangent)));
                output.Add(new For(
                    index,
                    new IntegerLiteral(0, IrType.Int),
                    new Length(reduction.Arguments[i]),
                    1,
                    body.Statements.ToEquatableArray(),
                    [new Carry(inner, Algebra.Real(0, target.Type), next, result)]));
                term = new Use(result);
            }
            else
            {
                var position = new Apply(SpanRules.IndexFunction(reduction.Function), reduction.Arguments, IrType.Int);
                term = new Element(twin, output.Emit(NameSupply.Temporary("position"), position));
            }

            Expression atom = output.Emit(TangentName(target), term);
            sum = sum is null ? atom : Algebra.Add(sum, atom);
        }

        return sum;
    }

    private bool IsActive(Expression expression) => Tangent(expression) is not RealLiteral { Value: 0 };

    private Expression Tangent(Expression atom)
        => atom is Use use && _tangents.TryGetValue(use.Variable, out Expression? tangent) ? tangent : Algebra.Real(0, atom.Type);

    private Expression? Twin(Expression array) => array switch
    {
        Use use => _tangents.TryGetValue(use.Variable, out Expression? twin) ? twin : null,
        Slice slice => Twin(slice.Array) is { } whole ? new Slice(whole, slice.Start, slice.Count) : null,
        Element row => Twin(row.Array) is { } rows ? new Element(rows, row.Index) : null,
        Conditional conditional => Twin(conditional.Then) is { } then && Twin(conditional.Else) is { } @else ? new Conditional(conditional.Condition, then, @else) : null,
        _ => null,
    };

    private static Slot Twin(Slot slot) => slot with { Name = slot.Name + Suffix };

    private Variable Fresh(Variable variable) => _names.Fresh(TangentName(variable), variable.Type);

    private static string TangentName(Variable variable) => NameSupply.Temporary(NameSupply.Plain(variable.Name) + Suffix);
}
