using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.Symbolic;

namespace AutoGradLinear.Generators.Differentiation;

/// <summary>
/// Reverse mode as a transformation of core functions. The result runs the function (forward sweep) and then its statements backwards
/// (backward sweep): for y = f(x), the adjoint of y times ∂f/∂x is added to the adjoint of x.
/// </summary>
/// <remarks>
/// <para>
/// Core form makes this simple. A variable is assigned once, so its adjoint is complete when the backward sweep meets its definition, and its value can
/// never have been overwritten. A loop runs backwards and carries the adjoints of what the loop carried and of what it read from outside; a branch is taken
/// again by its condition.
/// </para>
/// <para>
/// Each nested block has one backward block. A value that is defined in the former and read in the latter is saved at the end of the one and restored at the start
/// of the other. Whether it is then really stored, recomputed, or still there is decided by the Optimization room.
/// </para>
/// </remarks>
internal sealed partial class ReverseMode
{
    private readonly Function _source;
    private readonly Activity _activity;
    private readonly NameSupply _names;
    private readonly Dictionary<Variable, Variable> _shadows = [];

    private readonly CallForms _forms;

    private ReverseMode(Function source, CallForms forms)
    {
        _source = source;
        _forms = forms;
        _activity = Activity.Of(source);
        _names = new NameSupply(source);
    }

    /// <summary>
    /// The function together with its gradient: array sinks are overwritten, scalar partial derivatives are further results. Names end in <c>Gradient</c>.
    /// </summary>
    public static Function Gradient(Function source) => new ReverseMode(source, new CallForms([])).Transform("Gradient", isPullback: false);

    /// <summary>
    /// The function together with its vector–Jacobian product: the parameter <c>resultAdjoint</c> times the gradient is added to accumulators, whose names end in <c>Adjoint</c>.
    /// </summary>
    public static Function Pullback(Function source) => new ReverseMode(source, new CallForms([])).Transform("Adjoint", isPullback: true);

    /// <summary>The gradient of the module's entry, with the forms of its helpers that the calls need; see <see cref="CallForms"/>.</summary>
    public static Module Gradient(Module module)
    {
        var forms = new CallForms(module.Helpers);
        Function entry = new ReverseMode(module.Entry, forms).Transform("Gradient", isPullback: false);
        return new Module(entry, [.. module.Helpers, .. forms.Made]);
    }

    private Function Transform(string suffix, bool isPullback)
    {
        var parameters = new List<Parameter>(_source.Parameters);
        var results = new List<Result>(_source.Results);
        var head = new List<Statement>();
        var scalars = new List<(Variable Source, Variable? Accumulator)>();
        Expression seed = Algebra.Real(1, _source.Results[0].Type);
        if (isPullback)
        {
            var resultAdjoint = new Variable("resultAdjoint", _source.Results[0].Type);
            parameters.Add(new Parameter(resultAdjoint));
            _names.Reserve(resultAdjoint);
            seed = new Use(resultAdjoint);
        }

        foreach (Parameter parameter in _source.Parameters.Where(parameter => parameter.IsDifferentiated))
        {
            string name = parameter.Variable.Name + suffix;
            if (parameter.Variable.Type is ArrayType array)
            {
                var shadow = new Variable(name, new ArrayType(array.Element, ArrayKind.Span));
                _names.Reserve(shadow);
                _shadows.Add(parameter.Variable, shadow);
                parameters.Add(new Parameter(shadow, isPullback ? ParameterRole.Accumulator : ParameterRole.Sink, Shadows: parameter.Variable));
                if (!isPullback)
                    head.Add(new Fill(new Use(shadow), Algebra.Real(0, array.Element)));
            }
            else
            {
                var variable = new Variable(name, parameter.Variable.Type);
                _names.Reserve(variable);
                if (isPullback)
                    parameters.Add(new Parameter(variable, ParameterRole.Accumulator, Shadows: parameter.Variable));
                scalars.Add((parameter.Variable, isPullback ? variable : null));
                results.Add(new Result(name, variable.Type));
            }
        }

        var adjoints = new Adjoints();
        var backward = new StatementBuilder(_names);
        var @return = (Return)_source.Body[_source.Body.Count - 1];
        AddAdjoint(@return.Values[0], seed, adjoints, backward);
        List<Statement> forward = Sweep(_source.Body.Take(_source.Body.Count - 1).ToEquatableArray(), adjoints, backward);

        var values = new List<Expression>(@return.Values);
        foreach ((Variable source, Variable? accumulator) in scalars)
        {
            Expression adjoint = adjoints.Take(source) ?? Algebra.Real(0, source.Type);
            values.Add(accumulator is null ? adjoint : backward.Emit(accumulator.Name, Algebra.Add(new Use(accumulator), adjoint)));
        }

        return new Function(
            _source.Name + (isPullback ? "Pullback" : "WithGradient"),
            Form.Core,
            parameters.ToEquatableArray(),
            results.ToEquatableArray(),
            [.. head, .. forward, .. backward.Statements, new Return(values.ToEquatableArray())]);
    }

    /// <summary>Appends the backward sweep of the block to <paramref name="backward"/> and returns its forward sweep.</summary>
    private List<Statement> Sweep(EquatableArray<Statement> block, Adjoints adjoints, StatementBuilder backward)
    {
        var forward = new List<Statement>();
        for (int i = block.Count - 1; i >= 0; i--)
        {
            switch (block[i])
            {
                case Assign assign:
                    forward.Add(assign);
                    if (adjoints.Take(assign.Target) is { } adjoint)
                        Propagate(assign, adjoint, adjoints, backward);
                    break;
                case If @if:
                    forward.Add(SweepIf(@if, adjoints, backward));
                    break;
                case For loop:
                    forward.Add(SweepFor(loop, adjoints, backward));
                    break;
                case While loop:
                    forward.AddRange(SweepWhile(loop, adjoints, backward));
                    break;
                case Call call:
                    forward.Add(SweepCall(call, adjoints, backward));
                    break;
                default:
                    throw new InvalidOperationException($"Reverse mode does not know {block[i].GetType().Name}.");
            }
        }

        forward.Reverse();
        return forward;
    }

    /// <summary>Distributes the adjoint of a variable over what its value was computed from.</summary>
    private void Propagate(Assign assign, Expression adjoint, Adjoints adjoints, StatementBuilder backward)
    {
        Expression zero = Algebra.Real(0, adjoint.Type);
        switch (assign.Value)
        {
            case Conditional select:
                if (_activity.IsActive(select.Then))
                    AddAdjoint(select.Then, Algebra.Select(select.Condition, adjoint, zero), adjoints, backward);
                if (_activity.IsActive(select.Else))
                    AddAdjoint(select.Else, Algebra.Select(select.Condition, zero, adjoint), adjoints, backward);
                break;
            case Element { Array: Use array } element:
                if (_shadows.TryGetValue(array.Variable, out Variable? shadow))
                    backward.Add(new Accumulate(new Use(shadow), element.Index, adjoint));
                break;
            case Convert convert when convert.Operand.Type.IsReal:
                AddAdjoint(convert.Operand, new Convert(adjoint, convert.Operand.Type), adjoints, backward);
                break;
            case Apply reduction when SpanRules.IsReduction(reduction.Function):
                PropagateReduction(assign.Target, reduction, adjoint, backward);
                break;
            default:
                if (DerivativeTable.Find(assign.Value) is not var (rule, arguments))
                    break;
                var context = new RuleContext(
                    arguments,
                    new Use(assign.Target),
                    i => _activity.IsActive(arguments[i]),
                    _activity.AdjointMayBeInfinite(assign.Target));
                for (int i = 0; i < arguments.Count; i++)
                {
                    if (_activity.IsActive(arguments[i]) && rule.Partials[i](context, adjoint) is { } contribution)
                        AddAdjoint(arguments[i], contribution, adjoints, backward);
                }

                break;
        }
    }

    private void PropagateReduction(Variable target, Apply reduction, Expression adjoint, StatementBuilder backward)
    {
        var context = new RuleContext(reduction.Arguments, new Use(target), _ => true, _activity.AdjointMayBeInfinite(target));
        for (int i = 0; i < reduction.Arguments.Count; i++)
        {
            if (reduction.Arguments[i] is not Use array || !_shadows.TryGetValue(array.Variable, out Variable? shadow))
                continue;
            if (SpanRules.Find(reduction.Function, i) is not { } partial)
            {
                var position = new Apply(SpanRules.IndexFunction(reduction.Function), reduction.Arguments, IrType.Int);
                backward.Add(new Accumulate(new Use(shadow), backward.Emit(NameSupply.Temporary("position"), position), adjoint));
                continue;
            }

            Variable index = _names.Fresh("k", IrType.Int);
            var body = new StatementBuilder(_names);
            Expression contribution = body.Emit(NameSupply.Temporary(shadow.Name + "Element"), partial(context, new Use(index), adjoint));
            body.Add(new Accumulate(new Use(shadow), new Use(index), contribution));
            backward.Add(new For(index, new IntegerLiteral(0, IrType.Int), new Length(array), 1, body.Statements.ToEquatableArray()));
        }
    }

    /// <summary>Adds to the adjoint of an active variable; what is not one has no adjoint.</summary>
    private void AddAdjoint(Expression atom, Expression contribution, Adjoints adjoints, StatementBuilder backward)
    {
        if (atom is not Use { Variable: var variable } || !_activity.IsActive(variable))
            return;
        Expression sum = adjoints.Find(variable) is { } soFar ? Algebra.Add(soFar, contribution) : contribution;
        adjoints.Set(variable, backward.Emit(AdjointName(variable), sum));
    }

    private static string AdjointName(Variable variable) => NameSupply.Temporary(NameSupply.Plain(variable.Name) + "Adjoint");

    /// <summary>The adjoints that are known at one point of the backward sweep: atoms, by variable. A variable without one has adjoint 0.</summary>
    private sealed class Adjoints
    {
        private readonly Dictionary<Variable, Expression> _values = [];

        public IReadOnlyCollection<Variable> Variables => _values.Keys;

        public Expression? Find(Variable variable) => _values.TryGetValue(variable, out Expression? adjoint) ? adjoint : null;

        public void Set(Variable variable, Expression adjoint) => _values[variable] = adjoint;

        /// <summary>The adjoint, which nobody will ask for again.</summary>
        public Expression? Take(Variable variable)
        {
            Expression? adjoint = Find(variable);
            _values.Remove(variable);
            return adjoint;
        }

        public Adjoints Copy()
        {
            var copy = new Adjoints();
            foreach (KeyValuePair<Variable, Expression> pair in _values)
                copy._values.Add(pair.Key, pair.Value);
            return copy;
        }
    }
}
