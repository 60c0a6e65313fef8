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
    private readonly Writes _writes;
    private readonly Dictionary<Variable, Expression> _lengths;
    private readonly Dictionary<Variable, Variable> _shadows = [];
    private readonly CallForms _forms;
    private int _sites;

    private ReverseMode(Function source, CallForms forms)
    {
        _source = source;
        _forms = forms;
        _activity = Activity.Of(source);
        _writes = Writes.In(source, forms.ChangingParametersOf(source));
        _lengths = source.Body.AllStatements().OfType<Allocate>().ToDictionary(allocate => allocate.Array, allocate => allocate.Length);
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
    public static Module Gradient(Module module) => Transform(module, "Gradient", isPullback: false);

    /// <summary>The pullback of the module's entry; see <see cref="Gradient(Module)"/>.</summary>
    public static Module Pullback(Module module) => Transform(module, "Adjoint", isPullback: true);

    private static Module Transform(Module module, string suffix, bool isPullback)
    {
        var forms = new CallForms(module.Helpers, ChangingMemory.In(module));
        Function entry = new ReverseMode(module.Entry, forms).Transform(suffix, isPullback);
        return new Module(entry, [.. module.Helpers, .. forms.Made]);
    }

    private Function Transform(string suffix, bool isPullback)
    {
        var parameters = new List<Parameter>(_source.Parameters);
        var head = new List<Statement>();
        var tail = new List<Statement>();
        var scalars = new List<(Variable Source, Variable Sink)>();
        Expression? seed = _source.Results.IsEmpty ? null : Algebra.Real(1, _source.Results[0].Type);
        if (isPullback && seed is not null)
        {
            Variable resultAdjoint = Reserved("resultAdjoint", _source.Results[0].Type);
            parameters.Add(new Parameter(resultAdjoint));
            seed = new Use(resultAdjoint);
        }

        List<Parameter> spans = [.. _source.Parameters.Where(parameter => parameter.IsResult)];
        foreach (Parameter span in spans)
            SeedSpan(span.Variable, spans.Count == 1 ? "resultAdjoint" : span.Variable.Name + suffix, parameters, head);

        foreach (Parameter parameter in _source.Parameters)
        {
            Variable source = parameter.Variable;
            if (parameter.IsDifferentiated && source.Type is not ArrayType)
            {
                Variable sink = Reserved(source.Name + suffix, source.Type);
                if (isPullback)
                    parameters.Add(new Parameter(sink, ParameterRole.Accumulator, Shadows: source));
                scalars.Add((source, sink));
            }
            else if (parameter.IsDifferentiated)
            {
                Variable sink = Reserved(source.Name + suffix, ShadowView.TypeOf((ArrayType)source.Type));
                parameters.Add(new Parameter(sink, isPullback ? ParameterRole.Accumulator : ParameterRole.Sink, Shadows: source));
                ShadowOfParameter(source, sink, isPullback, head, tail);
            }
            else if (source.Type is ArrayType && _activity.IsActive(source) && !parameter.IsResult)
            {
                // Scratch memory of the caller's: what it holds at first is a constant.
                AllocateShadow(source, new Length(new Use(source)), head);
            }
        }

        var adjoints = new Adjoints();
        var backward = new StatementBuilder(_names);
        var @return = (Return)_source.Body[_source.Body.Count - 1];
        if (seed is not null)
            AddAdjoint(@return.Values[0], seed, adjoints, backward);
        List<Statement> forward = Sweep(_source.Body.Take(_source.Body.Count - 1).ToEquatableArray(), adjoints, backward, isTop: true);

        var values = new List<Expression>(@return.Values);
        foreach ((Variable source, Variable sink) in scalars)
        {
            Expression adjoint = adjoints.Take(source) ?? Algebra.Real(0, source.Type);
            values.Add(isPullback ? backward.Emit(NameSupply.Temporary(sink.Name), Algebra.Add(new Use(sink), adjoint)) : adjoint);
        }

        return new Function(
            _source.Name + (isPullback ? "Pullback" : "WithGradient"),
            Form.Core,
            parameters.ToEquatableArray(),
            [.. _source.Results, .. scalars.Select(scalar => new Result(scalar.Sink.Name, scalar.Sink.Type))],
            [.. head, .. forward, .. backward.Statements, .. tail, new Return(values.ToEquatableArray())],
            IsVoid: _source.Results.IsEmpty);
    }

    /// <summary>The shadow of a span that the function fills starts as the given adjoint; it is memory of its own, because adjoints are taken out of it.</summary>
    private void SeedSpan(Variable result, string name, List<Parameter> parameters, List<Statement> head)
    {
        var type = (ArrayType)result.Type;
        Variable adjoint = Reserved(name, type with { Kind = ArrayKind.ReadOnlySpan });
        parameters.Add(new Parameter(adjoint, Shadows: result));
        Variable shadow = AllocateShadow(result, new Length(new Use(result)), head);
        head[head.Count - 1] = new Copy(new Use(adjoint), new Use(shadow));
    }

    /// <summary>A parameter that is added. A local of the source with that name is another variable, and will be called something else.</summary>
    private Variable Reserved(string name, IrType type) => _names.Fresh(name, type);

    /// <summary>
    /// A sink is cleared and serves as the shadow. An accumulator does so where the function does not write to the array; otherwise adjoints of elements are taken out of the
    /// shadow, which then is memory of its own, and what is left in the end is added to the accumulator.
    /// </summary>
    private void ShadowOfParameter(Variable source, Variable sink, bool isPullback, List<Statement> head, List<Statement> tail)
    {
        IrType element = ((ArrayType)source.Type).Element;
        if (isPullback && _writes.Reach(new Use(source)))
        {
            Variable shadow = AllocateShadow(source, new Length(new Use(source)), head);
            Variable index = _names.Fresh("k", IrType.Int);
            var body = new StatementBuilder(_names);
            Expression adjoint = body.Emit(NameSupply.Temporary("adjoint"), new Element(new Use(shadow), new Use(index)));
            body.Add(new Accumulate(new Use(sink), new Use(index), adjoint));
            tail.Add(new For(index, Zero, new Length(new Use(source)), 1, body.Statements.ToEquatableArray()));
            return;
        }

        _shadows.Add(source, sink);
        if (!isPullback)
            head.Add(new Fill(new Use(sink), Algebra.Real(0, element is ArrayType row ? row.Element : element)));
    }

    /// <summary>Appends the backward sweep of the block to <paramref name="backward"/> and returns its forward sweep.</summary>
    /// <param name="isTop">Whether both sweeps stand in one block: then shadows are made in the forward sweep, so that they do not keep the sweeps apart.</param>
    private List<Statement> Sweep(EquatableArray<Statement> block, Adjoints adjoints, StatementBuilder backward, bool isTop = false)
    {
        var forward = new List<Statement>();
        var shadows = new List<Statement>();
        AllocateShadows(block, isTop ? shadows : backward.Statements);
        for (int i = block.Count - 1; i >= 0; i--)
        {
            switch (block[i])
            {
                case Assign { Value: Apply reduction } assign when SpanRules.IsReduction(reduction.Function):
                    if (adjoints.Take(assign.Target) is { } share)
                        forward.AddRange(PropagateReduction(assign, reduction, share, backward));
                    else
                        forward.Add(assign);
                    break;
                case Assign assign:
                    forward.Add(assign);
                    if (adjoints.Take(assign.Target) is { } adjoint)
                        Propagate(assign, adjoint, adjoints, backward);
                    break;
                case Store store:
                    forward.Add(store);
                    SweepStore(store, adjoints, backward);
                    break;
                case Accumulate accumulate:
                    forward.Add(accumulate);
                    SweepAccumulate(accumulate, adjoints, backward);
                    break;
                case Fill fill:
                    forward.Add(fill);
                    if (!(i > 0 && block[i - 1] is Allocate fresh && fill.Array.Equals(new Use(fresh.Array)) && !_activity.IsActive(fill.Value)))
                        SweepFill(fill, adjoints, backward);
                    break;
                case Copy copy:
                    forward.Add(copy);
                    SweepCopy(copy, backward);
                    break;
                case Map map:
                    forward.AddRange(SweepMap(map, adjoints, backward));
                    break;
                case Allocate allocate:
                    if (isTop && _shadows.TryGetValue(allocate.Array, out Variable? shadow))
                        forward.AddRange(shadows.Where(statement => statement is Fill fill ? fill.Array.Equals(new Use(shadow)) : statement.Definitions().Contains(shadow)).Reverse());
                    forward.Add(allocate);
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
                case Call { External: { } external } call:
                    forward.AddRange(SweepExternal(call, external.Pullback!, adjoints, backward));
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
            case Element element:
                PropagateElement(element, adjoint, backward);
                break;
            case Convert convert when convert.Operand.Type.IsReal:
                AddAdjoint(convert.Operand, new Convert(adjoint, convert.Operand.Type), adjoints, backward);
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
