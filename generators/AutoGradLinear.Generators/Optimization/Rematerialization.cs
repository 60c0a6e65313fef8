using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.Symbolic;

namespace AutoGradLinear.Generators.Optimization;

/// <summary>
/// Replaces a restore by computing the value again, where that takes a few cheap operations on what is at hand: values from enclosing blocks, inputs, loop
/// indices, and other restored values. What stays is what is dear (a transcendental function) or cannot be had again (a carried value).
/// </summary>
internal sealed class Rematerialization : Rewriter
{
    private readonly NameSupply _names;
    private readonly Dictionary<Slot, Expression> _saved = [];
    private readonly Dictionary<Variable, Expression> _definitions = [];
    private readonly Writes _writes;

    /// <summary>For memory the last statement at the top of the function that writes to it, and for slots the one that saves.</summary>
    private readonly Dictionary<Expression, int> _lastWrites = [];
    private readonly Dictionary<Slot, int> _saves = [];
    private int _savedAt;

    /// <summary>What stands for restores that are gone, also where a branch merges or a loop carries them.</summary>
    private readonly Dictionary<Variable, Expression> _replaced = [];
    private HashSet<Variable> _scope = [];
    private Dictionary<Variable, Expression> _atHand = [];

    private Rematerialization(Function function)
    {
        _names = new NameSupply(function);
        _writes = Writes.In(function);
        foreach (Parameter parameter in function.Parameters)
            _scope.Add(parameter.Variable);
        for (int i = 0; i < function.Body.Count; i++)
        {
            EquatableArray<Statement> all = [function.Body[i]];
            foreach (Expression root in all.AllStatements().SelectMany(Writes.TargetsOf).SelectMany(array => array.Roots()))
                _lastWrites[root] = i;
            foreach (Save save in all.AllStatements().OfType<Save>())
                _saves[save.Slot] = i;
        }

        foreach (Statement statement in function.Body.AllStatements())
        {
            switch (statement)
            {
                case Save save:
                    _saved[save.Slot] = save.Value;
                    break;
                case Assign assign:
                    _definitions[assign.Target] = assign.Value;
                    break;
            }
        }
    }

    /// <summary>Halves of a pair are left alone: what the other half saved can only be restored, and calls between use the same stacks.</summary>
    public static Function Run(Function function)
        => function.Frame.IsEmpty ? function with { Body = new Rematerialization(function).Rewrite(function.Body) } : function;

    public override Expression Rewrite(Expression expression)
        => expression is Use use && _replaced.TryGetValue(use.Variable, out Expression? value) ? value : base.Rewrite(expression);

    public override EquatableArray<Statement> Rewrite(EquatableArray<Statement> block)
    {
        (HashSet<Variable> scope, Dictionary<Variable, Expression> atHand) = (_scope, _atHand);
        _scope = new HashSet<Variable>(scope);
        _atHand = new Dictionary<Variable, Expression>(atHand);
        var output = new List<Statement>();
        for (int i = 0; i < block.Count; i++)
        {
            if (block[i] is not Restore)
            {
                Rewrite(block[i], output);
                continue;
            }

            // They stand at the start of a backward block, which may have become part of another.
            List<Restore> restores = block.Skip(i).TakeWhile(statement => statement is Restore).Cast<Restore>().ToList();
            foreach (Statement statement in Restored(restores))
                Rewrite(statement, output);
            i += restores.Count - 1;
        }

        (_scope, _atHand) = (scope, atHand);
        return output.ToEquatableArray();
    }

    protected override void Rewrite(Statement statement, List<Statement> output)
    {
        (HashSet<Variable> scope, Dictionary<Variable, Expression> atHand) = (_scope, _atHand);
        if (statement is For or While)
        {
            _scope = [.. scope, .. statement.InnerDefinitions()];
            _atHand = new Dictionary<Variable, Expression>(atHand);
            if (statement is For { Mirrors: { } forward } loop)
                _atHand[forward] = new Use(loop.Index);
        }

        base.Rewrite(statement, output);
        (_scope, _atHand) = (scope, atHand);
        foreach (Variable variable in statement.Definitions())
            _scope.Add(variable);
    }

    /// <summary>Those of the restores that are kept, and what is computed instead of the others.</summary>
    private List<Statement> Restored(List<Restore> restores)
    {
        var here = new Dictionary<Variable, Restore>();
        foreach (Restore restore in restores)
        {
            if (_saved.TryGetValue(restore.Slot, out Expression? value) && value is Use use)
                here[use.Variable] = restore;
        }

        var kept = new HashSet<Restore>();
        var computed = new List<Statement>();
        foreach (Restore restore in restores)
        {
            // What another function saved can only be restored.
            if (!_saved.TryGetValue(restore.Slot, out Expression? value))
            {
                kept.Add(restore);
                continue;
            }

            if (value is Use use)
            {
                int budget = Recomputation.Budget;
                _savedAt = _saves[restore.Slot];
                value = Resolve(use.Variable, here, kept, computed, ref budget)!;
            }

            if (!value.Equals(new Use(restore.Target)))
                _replaced[restore.Target] = value;
        }

        return [.. restores.Where(kept.Contains), .. computed];
    }

    /// <summary>The variable's value as an atom of the current block, or null where it cannot be had.</summary>
    private Expression? Resolve(Variable variable, Dictionary<Variable, Restore> here, HashSet<Restore> kept, List<Statement> computed, ref int budget)
    {
        if (_scope.Contains(variable))
            return new Use(variable);
        if (_atHand.TryGetValue(variable, out Expression? value))
            return value;
        (int mark, int budgetBefore) = (computed.Count, budget);
        var atHandBefore = new Dictionary<Variable, Expression>(_atHand);
        if (_definitions.TryGetValue(variable, out Expression? definition) && Compute(definition, here, kept, computed, ref budget) is { } expression)
        {
            Variable again = _names.Fresh(variable.Name, variable.Type);
            computed.Add(new Assign(again, expression));
            return _atHand[variable] = new Use(again);
        }

        computed.RemoveRange(mark, computed.Count - mark);
        (budget, _atHand) = (budgetBefore, atHandBefore);
        if (!here.TryGetValue(variable, out Restore? restore))
            return null;
        kept.Add(restore);
        return _atHand[variable] = new Use(restore.Target);
    }

    private Expression? Compute(Expression expression, Dictionary<Variable, Restore> here, HashSet<Restore> kept, List<Statement> computed, ref int budget)
    {
        budget -= Cost(expression);
        if (budget < 0)
            return null;
        if (expression is Use use)
            return Resolve(use.Variable, here, kept, computed, ref budget);
        var parts = new List<Expression>();
        foreach (Expression part in expression.Parts())
        {
            if (Compute(part, here, kept, computed, ref budget) is not { } value)
                return null;
            parts.Add(value);
        }

        int next = 0;
        return expression.MapParts(_ => parts[next++]);
    }

    /// <summary>Whether nothing writes to the memory from the statement at the top of the function on that saves the value.</summary>
    private bool IsFinal(Expression array) => array.Roots().All(root => !_lastWrites.TryGetValue(root, out int last) || last < _savedAt);

    private int Cost(Expression expression)
        => expression is Element element && _writes.Reach(element.Array) && !IsFinal(element.Array) ? Recomputation.Budget + 1 : Recomputation.CostOf(expression);
}
