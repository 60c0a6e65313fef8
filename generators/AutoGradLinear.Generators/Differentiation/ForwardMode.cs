using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.Symbolic;

namespace AutoGradLinear.Generators.Differentiation;

/// <summary>
/// Forward mode as a transformation of core functions: beside every real value run its tangents, the derivatives along the directions that the seeds give.
/// Memory, slots and carried values through which a derivative flows get twins. What reverse mode makes is core form too, so forward mode of it gives Hessian–vector products.
/// </summary>
internal sealed partial class ForwardMode
{
    private const string Suffix = "Tangent";

    private readonly Function _source;
    private readonly Activity _activity;
    private readonly NameSupply _names;
    private readonly TangentForms _forms;
    private readonly Seeding _seeding;
    private readonly HashSet<Slot> _slots;
    private readonly Dictionary<Variable, Expression> _lengths;

    /// <summary>For each direction the tangents that are known, and the twins of memory.</summary>
    private readonly Dictionary<Variable, Expression>[] _tangents;
    private readonly Dictionary<Variable, Variable>[] _twins;

    private ForwardMode(Function source, TangentForms forms, Seeding seeding, IReadOnlyCollection<Variable> active)
    {
        (_source, _forms, _seeding) = (source, forms, seeding);
        _slots = [.. SlotsOf(forms.SavingHalf(source), active)];
        bool takesFrame = forms.SavingHalf(source) != source;
        _activity = Activity.Of(source, active, takesFrame ? _slots : []);
        _names = new NameSupply(source);
        _lengths = source.Body.AllStatements().OfType<Allocate>().ToDictionary(allocate => allocate.Array, allocate => allocate.Length);
        _tangents = [.. Enumerable.Range(0, seeding.Count).Select(_ => new Dictionary<Variable, Expression>())];
        _twins = [.. _tangents.Select(_ => new Dictionary<Variable, Variable>())];
    }

    /// <summary>
    /// The module with tangents. Every differentiated input has the tangents of its seeds; every sink, accumulator and result span gets a twin parameter, every real result a
    /// further result.
    /// </summary>
    public static Module Pushforward(Module module, Seeding seeding)
    {
        var forms = new TangentForms(module.Helpers, seeding.Count);
        var entry = new ForwardMode(module.Entry, forms, seeding, [.. module.Entry.Parameters.Where(parameter => parameter.IsDifferentiated).Select(parameter => parameter.Variable)]);
        return new Module(entry.TransformEntry(), [.. module.Helpers, .. forms.Made]);
    }

    /// <summary>The function along one direction, whose parts are parameters that end in <c>Tangent</c>.</summary>
    public static Function Pushforward(Function source) => Pushforward(new Module(source, []), Seeding.Along).Entry;

    /// <summary>The slots on which the function saves what has a tangent.</summary>
    private IEnumerable<Slot> SlotsOf(Function saving, IReadOnlyCollection<Variable> active)
    {
        // The parameters of both halves of a pair that have tangents are the same.
        bool[] tangents = _forms.Tangents(saving, i => active.Contains(saving.Parameters[i].Variable));
        bool isEntry = CallNames.Split(saving.Name).Form.Length == 0;
        IEnumerable<Variable> own = isEntry ? active : saving.Parameters.Where((_, i) => tangents[i]).Select(parameter => parameter.Variable);
        Activity activity = Activity.Of(saving, own, []);
        return saving.Body.AllStatements().OfType<Save>().Where(save => save.Slot.Type.IsReal && activity.IsActive(save.Slot)).Select(save => save.Slot).Distinct();
    }

    private Function TransformEntry()
    {
        var parameters = new List<Parameter>();
        var twins = new List<Parameter>();
        var head = new StatementBuilder(_names);
        foreach (Parameter parameter in _source.Parameters)
        {
            parameters.Add(parameter with { IsDifferentiated = false });
            for (int d = 0; d < _seeding.Count; d++)
            {
                if (parameter.Role == ParameterRole.Input && parameter.IsDifferentiated)
                    AddSeed(parameter.Variable, _seeding.SeedOf(parameter.Variable, d), d, twins, head);
                else if (parameter.Role != ParameterRole.Input || parameter.IsResult)
                    twins.Add(TwinParameter(parameter, parameter.IsResult ? _seeding.ResultName(parameter.Variable.Name, d) : _seeding.SinkName(parameter.Shadows!.Name, d), d));
                if (parameter.IsResult)
                    head.Add(new Fill(new Use(_twins[d][parameter.Variable]), Zero(parameter.Variable.Type)));
                else if (parameter is { Role: ParameterRole.Input, IsDifferentiated: false, Variable.Type: ArrayType } && _activity.IsActive(parameter.Variable))
                    AllocateTwin(parameter.Variable, new Length(new Use(parameter.Variable)), d, head, isCleared: true);
            }
        }

        return Finish(_source.Name + "Pushforward", [.. parameters, .. twins], _seeding.ResultName, head);
    }

    /// <summary>A form of a function that is called: the tangent of a parameter follows it.</summary>
    private static Function MakeForm(Function source, bool[] tangents, TangentForms forms, Seeding seeding)
    {
        var mode = new ForwardMode(source, forms, seeding, [.. source.Parameters.Where((_, i) => tangents[i]).Select(parameter => parameter.Variable)]);
        var head = new StatementBuilder(mode._names);
        var parameters = new List<Parameter>();
        HashSet<string> taken = [.. source.Parameters.Select(parameter => parameter.Variable.Name), .. source.Results.Select(result => result.Name)];
        string NameOf(string name, int d) => NameSupply.Unlike(taken, mode.TwinName(name, d));
        for (int i = 0; i < tangents.Length; i++)
        {
            Parameter parameter = source.Parameters[i];
            parameters.Add(parameter with { IsDifferentiated = false });
            for (int d = 0; d < seeding.Count; d++)
            {
                if (tangents[i])
                    parameters.Add(mode.TwinParameter(parameter, NameOf(parameter.Variable.Name, d), d));
                else if (parameter.Variable.Type is ArrayType && mode._activity.IsActive(parameter.Variable))
                    mode.AllocateTwin(parameter.Variable, new Length(new Use(parameter.Variable)), d, head, isCleared: true);
            }
        }

        return mode.Finish(source.Name, parameters, NameOf, head);
    }

    private Function Finish(string name, List<Parameter> parameters, Func<string, int, string> nameOf, StatementBuilder head)
    {
        IEnumerable<Result> results = _source.Results.SelectMany(result => EachWithTangents(result, result.Type, d => new Result(nameOf(result.Name, d), result.Type)));
        Push(_source.Body, head);
        IEnumerable<Slot> frame = _source.Frame.Concat(_source.Frame.Where(_slots.Contains).SelectMany(slot => Enumerable.Range(0, _seeding.Count).Select(d => Twin(slot, d))));
        return new Function(name, Form.Core, parameters.ToEquatableArray(), results.ToEquatableArray(), head.Statements.ToEquatableArray(), frame.ToEquatableArray(), IsVoid: _source.IsVoid || _source.Results.IsEmpty);
    }

    private void AddSeed(Variable parameter, Seed seed, int d, List<Parameter> parameters, StatementBuilder head)
    {
        if (seed.Name is { } name)
        {
            bool isCopied = _seeding.KeepsSeeds && parameter.Type is ArrayType && IsWritten(parameter);
            parameters.Add(TwinParameter(new Parameter(parameter), name, d, isReadOnly: isCopied));
            if (isCopied)
            {
                Variable given = _twins[d][parameter];
                head.Add(new Copy(new Use(given), new Use(AllocateTwin(parameter, new Length(new Use(parameter)), d, head))));
            }

            return;
        }

        _tangents[d][parameter] = Algebra.Real(seed.Value, parameter.Type);
    }

    private Parameter TwinParameter(Parameter parameter, string name, int d, bool isReadOnly = false)
    {
        IrType type = parameter.Variable.Type;
        if (type is ArrayType { Rank: 1, Element: not ArrayType, Kind: ArrayKind.Span or ArrayKind.ReadOnlySpan or ArrayKind.Array } array
            && (array.Kind != ArrayKind.Array || _seeding.AreSpans) && parameter is { Role: ParameterRole.Input, IsResult: false })
            type = array with { Kind = IsWritten(parameter.Variable) && !isReadOnly ? ArrayKind.Span : ArrayKind.ReadOnlySpan };
        Variable twin = _names.Fresh(name, type);
        SetTwin(parameter.Variable, twin, d);
        return new Parameter(twin, parameter.Role, Shadows: parameter.Shadows ?? parameter.Variable);
    }

    private bool IsWritten(Variable array) => Writes.In(_source).Reach(new Use(array));

    private void SetTwin(Variable variable, Variable twin, int d)
    {
        if (variable.Type is ArrayType)
            _twins[d][variable] = twin;
        else
            _tangents[d][variable] = new Use(twin);
    }

    private Variable AllocateTwin(Variable array, Expression length, int d, StatementBuilder output, bool isCleared = false)
    {
        var type = (ArrayType)array.Type;
        Variable twin = _names.Fresh(TwinName(NameSupply.Plain(array.Name), d), ShadowView.TypeOf(type));
        _twins[d][array] = twin;
        output.Add(new Allocate(twin, length));
        if (isCleared)
            output.Add(new Fill(new Use(twin), Zero(type)));
        return twin;
    }

    private EquatableArray<Statement> PushBlock(EquatableArray<Statement> block)
    {
        var output = new StatementBuilder(_names);
        Push(block, output);
        return output.Statements.ToEquatableArray();
    }

    private void Push(EquatableArray<Statement> block, StatementBuilder output)
    {
        foreach (Statement statement in block)
        {
            switch (statement)
            {
                case Assign assign:
                    PushAssign(assign, output);
                    break;
                case Call { External: { } external } call:
                    PushExternal(call, external, output);
                    break;
                case Call call:
                    PushCall(call, output);
                    break;
                case Map map:
                    PushMap(map, output);
                    break;
                case Save save:
                    output.Add(save);
                    for (int d = 0; d < _seeding.Count && _slots.Contains(save.Slot); d++)
                        output.Add(new Save(Twin(save.Slot, d), Tangent(save.Value, d)));
                    break;
                case Restore restore:
                    PushRestore(restore, output);
                    break;
                case If @if:
                    PushIf(@if, output);
                    break;
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
                    output.Add(new Return(@return.Values.SelectMany(value => EachWithTangents(value, value.Type, d => Tangent(value, d))).ToEquatableArray()));
                    break;
                default:
                    output.Add(statement);
                    PushMemory(statement, output);
                    break;
            }
        }
    }

    /// <summary>The item, and what goes with it in each direction if it is real: the order in which a function has its results.</summary>
    private IEnumerable<T> EachWithTangents<T>(T item, IrType type, Func<int, T> tangent)
        => type.IsReal ? Enumerable.Range(0, _seeding.Count).Select(tangent).Prepend(item) : [item];

    private void PushAssign(Assign assign, StatementBuilder output)
    {
        output.Add(assign);
        if (!_activity.IsActive(assign.Target))
            return;
        for (int d = 0; d < _seeding.Count; d++)
        {
            if (Derivative(assign, d, output) is { } derivative)
                _tangents[d][assign.Target] = output.Emit(TangentName(assign.Target), derivative);
        }
    }

    private void PushRestore(Restore restore, StatementBuilder output)
    {
        output.Add(restore);
        // Values come off in the opposite order of the saves: each slot is a stack of its own.
        for (int d = 0; d < _seeding.Count && _slots.Contains(restore.Slot); d++)
        {
            Variable tangent = Fresh(restore.Target);
            output.Add(new Restore(tangent, Twin(restore.Slot, d)));
            _tangents[d][restore.Target] = new Use(tangent);
        }
    }

    private void PushIf(If @if, StatementBuilder output)
    {
        EquatableArray<Statement> then = PushBlock(@if.Then);
        EquatableArray<Statement> @else = PushBlock(@if.Else);
        var merges = new List<Merge>(@if.Merges);
        foreach (Merge merge in @if.Merges.Where(merge => _activity.IsActive(merge.Result)))
        {
            for (int d = 0; d < _seeding.Count; d++)
            {
                (Expression first, Expression second) = (Tangent(merge.Then, d), Tangent(merge.Else, d));
                if (first.Equals(second) && first is RealLiteral)
                {
                    _tangents[d][merge.Result] = first;
                    continue;
                }

                Variable tangent = Fresh(merge.Result);
                merges.Add(new Merge(tangent, first, second));
                _tangents[d][merge.Result] = new Use(tangent);
            }
        }

        output.Add(new If(@if.Condition, then, @else, merges.ToEquatableArray()));
    }

    private (EquatableArray<Statement> Body, EquatableArray<Carry> Carries) PushLoop(EquatableArray<Statement> source, EquatableArray<Carry> carries)
    {
        List<(Carry Carry, int Direction, Expression Initial, Variable Inner)> twins = [];
        foreach (Carry carry in carries.Where(carry => _activity.IsActive(carry.Inner)))
        {
            for (int d = 0; d < _seeding.Count; d++)
                twins.Add((carry, d, Tangent(carry.Initial, d), Fresh(carry.Inner)));
        }

        foreach ((Carry carry, int d, _, Variable inner) in twins)
            _tangents[d][carry.Inner] = new Use(inner);
        EquatableArray<Statement> body = PushBlock(source);
        var added = new List<Carry>();
        foreach ((Carry carry, int d, Expression initial, Variable inner) in twins)
        {
            Variable result = Fresh(carry.Result);
            added.Add(new Carry(inner, initial, Tangent(carry.Next, d), result));
            _tangents[d][carry.Result] = new Use(result);
        }

        return (body, [.. carries, .. added]);
    }

    /// <summary>The tangent of what is assigned, or null where it is 0.</summary>
    private Expression? Derivative(Assign assign, int d, StatementBuilder output)
    {
        switch (assign.Value)
        {
            case Use use:
                return Tangent(use, d);
            case Conditional select:
                return Algebra.Select(select.Condition, Tangent(select.Then, d), Tangent(select.Else, d));
            case Element element:
                return ElementTangent(element.Array, element.Index, d, TangentName(assign.Target), output);
            case Convert convert when convert.Operand.Type.IsReal:
                return Tangent(convert.Operand, d) is RealLiteral { Value: 0 } ? null : new Convert(Tangent(convert.Operand, d), convert.Type);
            case Apply reduction when SpanRules.IsReduction(reduction.Function):
                return Reduce(assign.Target, reduction, d, output);
            default:
                return DerivativeTable.Find(assign.Value) is var (rule, arguments)
                    ? Apply(rule, arguments, new Use(assign.Target), k => _activity.IsActive(arguments[k]), arguments.Select(argument => Tangent(argument, d)).ToList(), arguments)
                    : null;
        }
    }

    /// <summary>Σₖ ∂f/∂xₖ · ẋₖ, or null where it is 0.</summary>
    /// <param name="atoms">The arguments as the function has them, which tell where a tangent may be infinite; null where that is not known.</param>
    private Expression? Apply(
        DerivativeRule rule, EquatableArray<Expression> operands, Expression result, Func<int, bool> isActive, List<Expression> tangents, EquatableArray<Expression>? atoms)
    {
        Expression? sum = null;
        for (int i = 0; i < operands.Count; i++)
        {
            if (tangents[i] is RealLiteral { Value: 0 })
                continue;
            var context = new RuleContext(operands, result, isActive, atoms is not { } known || _activity.TangentMayBeInfinite(known[i]), IsTangent: true);
            if (rule.Partials[i](context, tangents[i]) is { } term)
                sum = sum is null ? term : Algebra.Add(sum, term);
        }

        return sum;
    }

    private Expression Tangent(Expression atom, int d)
        => atom is Use use && _tangents[d].TryGetValue(use.Variable, out Expression? tangent) ? tangent : Algebra.Real(0, atom.Type);

    private Slot Twin(Slot slot, int d)
    {
        int end = slot.Name.IndexOf('#');
        return slot with { Name = end < 0 ? TwinName(slot.Name, d) : TwinName(slot.Name.Substring(0, end), d) + slot.Name.Substring(end) };
    }

    private string TwinName(string name, int d)
        => _seeding.Count == 1 ? name + Suffix : name + Suffix + (d + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private Variable Fresh(Variable variable) => _names.Fresh(TangentName(variable), variable.Type);

    private static string TangentName(Variable variable) => NameSupply.Temporary(NameSupply.Plain(variable.Name) + Suffix);

    private static Expression Zero(IrType type) => Algebra.Real(0, type is ArrayType array ? array.Scalar : type);
}
