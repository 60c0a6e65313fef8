using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Differentiation;

/// <summary>
/// Which variables of a core function depend on a differentiated parameter through real numbers (active), and through which of them a derivative
/// may be infinite because a singular function (√, ln, ÷, …) comes after them or before them.
/// </summary>
internal sealed class Activity
{
    private readonly HashSet<Variable> _active = [];
    private readonly HashSet<Variable> _feedsSingular = [];
    private readonly HashSet<Variable> _followsSingular = [];

    private Activity()
    {
    }

    public static Activity Of(Function function)
        => Of(function, function.Parameters.Where(parameter => parameter.IsDifferentiated).Select(parameter => parameter.Variable), []);

    /// <param name="active">The parameters through which derivatives come in.</param>
    /// <param name="slots">The slots that hold such values when the function is called.</param>
    public static Activity Of(Function function, IEnumerable<Variable> active, IEnumerable<Slot> slots)
    {
        var activity = new Activity();
        activity._active.UnionWith(active);
        List<Variable> held = [.. slots.Select(Content)];
        if (held.Count > 0)
            held.AddRange(function.Body.AllStatements().OfType<Call>().Where(call => call.Site is not null).Select(Frame));
        activity._active.UnionWith(held);
        activity._followsSingular.UnionWith(held);
        activity.Spread(function);
        return activity;
    }

    /// <summary>Whether a derivative flows through what is saved on the slot.</summary>
    public bool IsActive(Slot slot) => IsActive(Content(slot));

    public bool IsActive(Variable variable) => _active.Contains(variable);

    public bool IsActive(Expression expression) => expression is Use use && IsActive(use.Variable);

    /// <summary>Whether a derivative may flow through some memory that the array expression names.</summary>
    public bool IsActiveArray(Expression array) => RootsOf(array).Any(IsActive);

    /// <summary>Whether the adjoint of the variable may be infinite.</summary>
    public bool AdjointMayBeInfinite(Variable variable) => _feedsSingular.Contains(variable);

    /// <summary>Whether the tangent of the expression may be infinite.</summary>
    public bool TangentMayBeInfinite(Expression expression) => expression is Use use && _followsSingular.Contains(use.Variable);

    /// <summary>The operands through which a derivative flows into the value of the expression.</summary>
    public static IEnumerable<Variable> Sources(Expression expression)
    {
        switch (expression)
        {
            case Use use:
                return [use.Variable];
            case Conditional conditional:
                return Sources(conditional.Then).Concat(Sources(conditional.Else));
            case Element element:
                return RootsOf(element.Array);
            case Convert convert when convert.Type.IsReal && convert.Operand.Type.IsReal:
                return Sources(convert.Operand);
            case Apply apply when SpanRules.IsReduction(apply.Function):
                return apply.Arguments.SelectMany(RootsOf);
            default:
                return DerivativeTable.Find(expression) is var (rule, arguments)
                    ? arguments.Where((_, i) => DerivativeTable.Flows(rule, i)).SelectMany(Sources)
                    : [];
        }
    }

    /// <summary>The variables that hold what the array expression may name and that a derivative flows into and out of: not those behind a <c>Stop</c>, nor members.</summary>
    public static IEnumerable<Variable> RootsOf(Expression array) => array switch
    {
        Use use => [use.Variable],
        Slice slice => RootsOf(slice.Array),
        Conditional conditional => RootsOf(conditional.Then).Concat(RootsOf(conditional.Else)),
        Element row => RootsOf(row.Array),
        _ => [],
    };

    /// <summary>Dependence through loops needs rounds: until nothing changes.</summary>
    private void Spread(Function function)
    {
        var edges = new List<Edge>();
        foreach (Statement statement in function.Body.AllStatements())
            Collect(statement, edges);
        bool changed = true;
        while (changed)
        {
            changed = false;
            foreach (Edge edge in edges)
            {
                if (_active.Contains(edge.Source))
                {
                    changed |= _active.Add(edge.Target);
                    if (edge.IsSingular || _followsSingular.Contains(edge.Source))
                        changed |= _followsSingular.Add(edge.Target);
                    if (edge.IsSingular || _feedsSingular.Contains(edge.Target))
                        changed |= _feedsSingular.Add(edge.Source);
                }
            }
        }
    }

    private static void Collect(Statement statement, List<Edge> edges)
    {
        void Connect(Variable target, Expression value)
        {
            if (target.Type.IsReal)
            {
                bool singular = DerivativeTable.IsSingular(value);
                edges.AddRange(Sources(value).Select(source => new Edge(source, target, singular)));
            }
        }

        void Write(Expression array, IEnumerable<Variable> sources, bool isSingular)
        {
            if (ScalarOf(array.Type).IsReal)
                edges.AddRange(RootsOf(array).SelectMany(root => sources.Select(source => new Edge(source, root, isSingular))));
        }

        switch (statement)
        {
            case Assign assign:
                Connect(assign.Target, assign.Value);
                break;
            case Store store:
                Write(store.Array, Sources(store.Value), false);
                break;
            case Accumulate accumulate:
                Write(accumulate.Array, Sources(accumulate.Value), false);
                break;
            case Fill fill:
                Write(fill.Array, Sources(fill.Value), false);
                break;
            case Copy copy:
                Write(copy.Target, RootsOf(copy.Source), false);
                break;
            case Map map:
                Write(map.Target, DerivativeTable.FindMap(map.Function) is { } rule
                    ? map.Arguments.Where((_, i) => DerivativeTable.Flows(rule, i)).SelectMany(argument => argument.Type is ArrayType ? RootsOf(argument) : Sources(argument))
                    : [], isSingular: true);
                break;
            case Call call:
            {
                IEnumerable<Variable> arguments = call.Arguments.SelectMany(argument => argument.Type is ArrayType ? RootsOf(argument) : Sources(argument)).Distinct().ToList();

                // What an augmented primal leaves on its frame, the reverse takes off.
                if (call.Site is not null)
                {
                    edges.AddRange(arguments.Select(argument => new Edge(argument, Frame(call), IsSingular: true)));
                    arguments = [.. arguments, Frame(call)];
                }

                foreach (Variable result in call.Results.Where(result => result.Type.IsReal))
                    edges.AddRange(arguments.Select(argument => new Edge(argument, result, IsSingular: true)));
                foreach (Expression array in Writes.TargetsOf(call))
                    Write(array, arguments, isSingular: true);
                break;
            }

            case Save { Slot.Type: RealType } save:
                Connect(Content(save.Slot), save.Value);
                break;
            case Restore { Slot.Type: RealType } restore:
                Connect(restore.Target, new Use(Content(restore.Slot)));
                break;
            case If @if:
                foreach (Merge merge in @if.Merges)
                {
                    Connect(merge.Result, merge.Then);
                    Connect(merge.Result, merge.Else);
                }

                break;
            case For or While:
                foreach (Carry carry in statement is For loop ? loop.Carries : ((While)statement).Carries)
                {
                    Connect(carry.Inner, carry.Initial);
                    Connect(carry.Inner, carry.Next);
                    Connect(carry.Result, carry.Initial);
                    Connect(carry.Result, carry.Next);
                }

                break;
        }
    }

    /// <summary>Stands for the values on a slot.</summary>
    private static Variable Content(Slot slot) => new("saved " + slot.Name, slot.Type);

    /// <summary>Stands for the values on the frames of a call.</summary>
    private static Variable Frame(Call call) => new("frame", IrType.Double, call.Site!.Value);

    private static IrType ScalarOf(IrType type) => type is ArrayType array ? ScalarOf(array.Element) : type;

    private readonly record struct Edge(Variable Source, Variable Target, bool IsSingular);
}
