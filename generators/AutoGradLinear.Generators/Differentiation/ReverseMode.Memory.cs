using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.Symbolic;

namespace AutoGradLinear.Generators.Differentiation;

/// <summary>
/// Memory. Every root that a derivative flows through has a shadow, memory of the same shape that holds the adjoints of its elements. A read adds to the shadow; a write
/// takes the element's adjoint out of it and leaves 0. What the backward sweep needs of an element that may be overwritten was read into a variable in the forward sweep:
/// memory is never restored.
/// </summary>
internal sealed partial class ReverseMode
{
    /// <summary>The shadow of what the array expression names, or null where no derivative flows.</summary>
    private ShadowView? Shadow(Expression array) => ShadowView.Of(array, _shadows);

    /// <summary>The shadows of the block's own scratch memory are made, all zero, before anything is added to them.</summary>
    private void AllocateShadows(EquatableArray<Statement> block, List<Statement> output)
    {
        foreach (Allocate allocate in block.OfType<Allocate>().Where(allocate => _activity.IsActive(allocate.Array)))
            AllocateShadow(allocate.Array, allocate.Length, output);
    }

    private Variable AllocateShadow(Variable array, Expression length, List<Statement> output)
    {
        IrType element = ((ArrayType)array.Type).Element;
        Variable shadow = _names.Fresh(NameSupply.Plain(array.Name) + "Adjoint", ShadowView.TypeOf((ArrayType)array.Type));
        _shadows.Add(array, shadow);
        output.Add(new Allocate(shadow, length));
        output.Add(new Fill(new Use(shadow), Algebra.Real(0, element)));
        return shadow;
    }

    private void PropagateElement(Element element, Expression adjoint, StatementBuilder backward)
    {
        if (Shadow(element.Array) is { } shadow)
            When(shadow.Guard, backward, body => body.Add(new Accumulate(shadow.Array, element.Index, adjoint)));
    }

    /// <summary>a[i] = v: the adjoint of v grows by that of a[i], which becomes 0.</summary>
    private void SweepStore(Store store, Adjoints adjoints, StatementBuilder backward)
    {
        if (Shadow(store.Array) is not { } shadow)
            return;
        Expression adjoint = Taken(shadow, store.Index, ElementName(store.Array), backward);
        AddAdjoint(store.Value, adjoint, adjoints, backward);
    }

    /// <summary>a[i] += v: the adjoint of v grows by that of a[i], which stays.</summary>
    private void SweepAccumulate(Accumulate accumulate, Adjoints adjoints, StatementBuilder backward)
    {
        if (Shadow(accumulate.Array) is not { } shadow || !_activity.IsActive(accumulate.Value))
            return;
        var element = new Element(shadow.Array, accumulate.Index);
        Expression adjoint = shadow.Guard is null
            ? backward.Emit(ElementName(accumulate.Array), element)
            : Chosen(shadow.Guard, ElementName(accumulate.Array), backward, body => body.Emit(ElementName(accumulate.Array), element));
        AddAdjoint(accumulate.Value, adjoint, adjoints, backward);
    }

    /// <summary>The adjoint of an element, which becomes 0.</summary>
    private Expression Taken(ShadowView shadow, Expression index, string name, StatementBuilder backward)
    {
        Expression Take(StatementBuilder body)
        {
            Expression adjoint = body.Emit(name, new Element(shadow.Array, index));
            body.Add(new Store(shadow.Array, index, Algebra.Real(0, adjoint.Type)));
            return adjoint;
        }

        return shadow.Guard is null ? Take(backward) : Chosen(shadow.Guard, name, backward, Take);
    }

    /// <summary>Every element becomes v: the adjoint of v grows by the sum of theirs, and all become 0.</summary>
    private void SweepFill(Fill fill, Adjoints adjoints, StatementBuilder backward)
    {
        if (Shadow(fill.Array) is not { } shadow)
            return;
        if (_activity.IsActive(fill.Value))
        {
            string name = ElementName(fill.Array);
            Expression Sum(StatementBuilder body) => SumOver(fill.Array, name, fill.Value.Type, body, (index, inner) => inner.Emit(name, new Element(shadow.Array, index)));
            Expression sum = shadow.Guard is null ? Sum(backward) : Chosen(shadow.Guard, name, backward, Sum);
            AddAdjoint(fill.Value, sum, adjoints, backward);
        }

        When(shadow.Guard, backward, body => body.Add(new Fill(shadow.Array, Algebra.Real(0, fill.Value.Type))));
    }

    /// <summary>Elements that are copied: the adjoints of the copies move to the originals. Where the two may overlap they wait in memory of their own.</summary>
    private void SweepCopy(Copy copy, StatementBuilder backward)
    {
        if (Shadow(copy.Target) is not { } target)
            return;
        IrType element = ((ArrayType)copy.Source.Type).Element;
        Expression length = LengthOf(copy.Source);
        When(target.Guard, backward, body =>
        {
            Expression taken = target.Array;
            Expression zero = Algebra.Real(0, element);
            ShadowView? source = Shadow(copy.Source);
            if (source is null)
            {
                body.Add(new Fill(new Slice(target.Array, Zero, length), zero));
                return;
            }

            bool mayOverlap = copy.Source.Roots().Intersect(copy.Target.Roots()).Any();
            if (mayOverlap)
            {
                Variable waiting = _names.Fresh("copied", new ArrayType(element, ArrayKind.Span));
                body.Add(new Allocate(waiting, body.Emit(NameSupply.Temporary("count"), length)));
                body.Add(new Copy(new Slice(target.Array, Zero, length), new Use(waiting)));
                body.Add(new Fill(new Slice(target.Array, Zero, length), zero));
                taken = new Use(waiting);
            }

            Variable index = _names.Fresh("k", IrType.Int);
            var loop = new StatementBuilder(_names);
            Expression adjoint = loop.Emit(ElementName(copy.Target), new Element(taken, new Use(index)));
            if (!mayOverlap)
                loop.Add(new Store(taken, new Use(index), zero));
            When(source.Guard, loop, inner => inner.Add(new Accumulate(source.Array, new Use(index), adjoint)));
            body.Add(new For(index, Zero, length, 1, loop.Statements.ToEquatableArray()));
        });
    }

    /// <summary>
    /// target[k] = f(x[k], …). What the rule reads of memory that changes is read in loops before and after the map, and saved like everything that crosses from one sweep
    /// to the other. The forward sweep is returned last statement first.
    /// </summary>
    private List<Statement> SweepMap(Map map, Adjoints adjoints, StatementBuilder backward)
    {
        if (Shadow(map.Target) is not { } target || DerivativeTable.FindMap(map.Function) is not { } rule)
            return [map];
        Expression first = map.Arguments.First(argument => argument.Type is ArrayType);
        var elements = new ElementReads(this);
        IrType real = ((ArrayType)map.Target.Type).Element;
        Expression[] operands = map.Arguments.Select(argument => argument.Type is ArrayType ? elements.Before(argument) : argument).ToArray();
        Expression result = elements.After(map.Target, NameSupply.Temporary("mapped"));
        var context = new RuleContext(operands.ToEquatableArray(), result, i => IsActiveArgument(map.Arguments[i]), FactorMayBeInfinite: true);

        var body = new StatementBuilder(_names);
        Expression adjoint = Taken(target, elements.Index, ElementName(map.Target), body);
        var sums = new List<(Expression Argument, Variable Inner, Expression Next)>();
        for (int i = 0; i < operands.Length; i++)
        {
            if (!IsActiveArgument(map.Arguments[i]) || rule.Partials[i](context, adjoint) is not { } contribution)
                continue;
            if (Shadow(map.Arguments[i]) is { } shadow)
            {
                Expression value = body.Emit(ElementName(map.Arguments[i]), contribution);
                When(shadow.Guard, body, inner => inner.Add(new Accumulate(shadow.Array, elements.Index, value)));
            }
            else if (map.Arguments[i] is Use { Variable: var scalar } && _activity.IsActive(scalar))
            {
                Variable inner = _names.Fresh(AdjointName(scalar), real);
                sums.Add((map.Arguments[i], inner, body.Emit(AdjointName(scalar), Algebra.Add(new Use(inner), contribution))));
            }
        }

        For loop = elements.Close(LengthOf(first), body, sums.Select(sum => (sum.Inner, sum.Next)).ToList());
        backward.Add(loop);
        for (int i = 0; i < sums.Count; i++)
            AddAdjoint(sums[i].Argument, new Use(loop.Carries[i].Result), adjoints, backward);
        return [.. elements.LoopAfter(LengthOf(first)), map, .. elements.LoopBefore(LengthOf(first))];
    }

    private bool IsActiveArgument(Expression argument) => argument.Type is ArrayType ? Shadow(argument) is not null : _activity.IsActive(argument);

    /// <summary>y = f(x): every element of the rows of a reduction gets its share of the adjoint. The forward sweep is returned last statement first.</summary>
    private List<Statement> PropagateReduction(Assign assign, Apply reduction, Expression adjoint, StatementBuilder backward)
    {
        List<int> active = [.. Enumerable.Range(0, reduction.Arguments.Count).Where(i => Shadow(reduction.Arguments[i]) is not null)];
        if (active.Count == 0)
            return [assign];
        if (SpanRules.Find(reduction.Function, active[0]) is null)
            return PropagateSelection(assign, reduction, Shadow(reduction.Arguments[active[0]])!, adjoint, backward);

        var elements = new ElementReads(this);
        var context = new RuleContext(reduction.Arguments, new Use(assign.Target), _ => true, _activity.AdjointMayBeInfinite(assign.Target));
        var body = new StatementBuilder(_names);
        foreach (int i in active)
        {
            ShadowView shadow = Shadow(reduction.Arguments[i])!;
            Expression share = elements.Read(SpanRules.Find(reduction.Function, i)!(context, elements.Index, adjoint));
            Expression contribution = body.Emit(ElementName(reduction.Arguments[i]), share);
            When(shadow.Guard, body, inner => inner.Add(new Accumulate(shadow.Array, elements.Index, contribution)));
        }

        Expression length = LengthOf(reduction.Arguments[0]);
        backward.Add(elements.Close(length, body, []));
        return [.. elements.LoopBefore(length), assign];
    }

    /// <summary>The derivative flows through the one element that was picked. Which one it was is found out while the row is as it was.</summary>
    private List<Statement> PropagateSelection(Assign assign, Apply selection, ShadowView shadow, Expression adjoint, StatementBuilder backward)
    {
        var position = new Apply(SpanRules.IndexFunction(selection.Function), selection.Arguments, IrType.Int);
        if (!_writes.Reach(selection.Arguments[0]))
        {
            Expression index = backward.Emit(NameSupply.Temporary("position"), position);
            When(shadow.Guard, backward, body => body.Add(new Accumulate(shadow.Array, index, adjoint)));
            return [assign];
        }

        Variable found = _names.Fresh(NameSupply.Temporary("position"), IrType.Int);
        When(shadow.Guard, backward, body => body.Add(new Accumulate(shadow.Array, new Use(found), adjoint)));
        return [new Assign(found, position), assign];
    }

    private Expression LengthOf(Expression array) => array.LengthOf(_lengths);

    /// <summary>Whether the statement writes to memory that has a shadow: then it has a backward sweep although none of its results may have an adjoint.</summary>
    private bool WritesActive(Statement statement)
        => new EquatableArray<Statement>([statement]).AllStatements().SelectMany(Writes.TargetsOf).Any(_activity.IsActiveArray);

    private static readonly Expression Zero = new IntegerLiteral(0, IrType.Int);

    private static string ElementName(Expression array)
        => NameSupply.Temporary((Activity.RootsOf(array).FirstOrDefault() is { } root ? NameSupply.Plain(root.Name) : "element") + "ElementAdjoint");

    private Expression SumOver(Expression array, string name, IrType type, StatementBuilder output, Func<Expression, StatementBuilder, Expression> term)
    {
        Variable index = _names.Fresh("k", IrType.Int);
        (Variable inner, Variable result) = (_names.Fresh(name, type), _names.Fresh(name, type));
        var body = new StatementBuilder(_names);
        Expression next = body.Emit(name, Algebra.Add(new Use(inner), term(new Use(index), body)));
        output.Add(new For(index, Zero, LengthOf(array), 1, body.Statements.ToEquatableArray(), [new Carry(inner, Algebra.Real(0, type), next, result)]));
        return new Use(result);
    }

    private static void When(Expression? condition, StatementBuilder output, Action<StatementBuilder> write) => output.When(condition, write);

    private static Expression Chosen(Expression condition, string name, StatementBuilder output, Func<StatementBuilder, Expression> write)
        => output.Chosen(condition, name, write);

    /// <summary>
    /// The elements that a backward loop over rows reads. Of memory that the function writes they are read in loops of the forward sweep, before or after the operation, and
    /// saved; all others are read where they are used.
    /// </summary>
    private sealed class ElementReads(ReverseMode mode)
    {
        private readonly Variable _index = mode._names.Fresh("k", IrType.Int);
        private readonly Variable _indexBefore = mode._names.Fresh("k", IrType.Int);
        private readonly Variable _indexAfter = mode._names.Fresh("k", IrType.Int);
        private readonly Dictionary<Expression, Variable> _read = [];
        private EquatableArray<Statement> _before = [];
        private EquatableArray<Statement> _after = [];

        /// <summary>The index of the backward loop.</summary>
        public Expression Index => new Use(_index);

        /// <summary>The element at the index, as it is before the operation.</summary>
        public Expression Before(Expression array) => mode._writes.Reach(array) ? new Use(Held(array, _indexBefore, NameSupply.Temporary("element"), ref _before)) : new Element(array, Index);

        /// <summary>The element at the index, as it is after the operation.</summary>
        public Expression After(Expression array, string name) => new Use(Held(array, _indexAfter, name, ref _after));

        /// <summary>The expression, in which elements at the index are those of before the operation.</summary>
        public Expression Read(Expression expression)
            => expression is Element element && element.Index.Equals(Index) && !element.Array.Roots().Any(IsShadow)
                ? Before(element.Array)
                : expression.MapParts(Read);

        /// <summary>The backward loop around the body. What was read in the forward sweep is saved there and restored here.</summary>
        public For Close(Expression length, StatementBuilder body, List<(Variable Inner, Expression Next)> sums)
        {
            List<Expression> leaving = [.. sums.Select(sum => sum.Next)];
            Crossing before = mode.Cross([.. _before], [], body.Statements, leaving, []);
            Crossing after = mode.Cross([.. _after], [], [.. before.Backward], before.Leaving, []);
            // A read that the rule does not need is not kept.
            _before = before.Forward.Any(statement => statement is Save) ? before.Forward : [];
            _after = after.Forward.Any(statement => statement is Save) ? after.Forward : [];
            EquatableArray<Carry> carries = sums
                .Select((sum, i) => new Carry(sum.Inner, Algebra.Real(0, sum.Inner.Type), after.Leaving[i], mode._names.Fresh(sum.Inner.Name, sum.Inner.Type)))
                .ToEquatableArray();
            if (_before.IsEmpty && _after.IsEmpty)
                return new For(_index, Zero, length, 1, after.Backward, carries);
            var one = new IntegerLiteral(1, IrType.Int);
            return new For(
                _index,
                new Binary(BinaryOperator.Subtract, length, one),
                new IntegerLiteral(-1, IrType.Int),
                -1,
                after.Backward,
                carries,
                _before.IsEmpty ? _indexAfter : _indexBefore);
        }

        public IEnumerable<Statement> LoopBefore(Expression length) => LoopOf(_indexBefore, _before, length);

        public IEnumerable<Statement> LoopAfter(Expression length) => LoopOf(_indexAfter, _after, length);

        private static IEnumerable<Statement> LoopOf(Variable index, EquatableArray<Statement> body, Expression length)
            => body.IsEmpty ? [] : [new For(index, Zero, length, 1, body)];

        private bool IsShadow(Expression root) => root is Use use && mode._shadows.ContainsValue(use.Variable);

        private Variable Held(Expression array, Variable index, string name, ref EquatableArray<Statement> reads)
        {
            if (_read.TryGetValue(new Element(array, new Use(index)), out Variable? held))
                return held;
            held = mode._names.Fresh(name, ((ArrayType)array.Type).Element);
            reads = [.. reads, new Assign(held, new Element(array, new Use(index)))];
            _read.Add(new Element(array, new Use(index)), held);
            return held;
        }
    }
}
