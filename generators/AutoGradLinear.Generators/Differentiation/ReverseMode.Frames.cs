using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.Symbolic;

namespace AutoGradLinear.Generators.Differentiation;

/// <summary>What a split pair need not keep: a reverse gets the arguments of its augmented primal, and computes from them what is cheap.</summary>
internal sealed partial class ReverseMode
{
    private (Function Augmented, Function Reverse) WithSmallFrame(Function augmented, Function reverse)
    {
        var computed = new RecomputedValues(augmented, reverse, _writes, _names);
        Function smallReverse = computed.In(reverse);
        EquatableArray<Slot> frame = reverse.Frame.Where(slot => !computed.Slots.Contains(slot)).ToEquatableArray();
        return (new WithoutSaves(computed.Slots).In(augmented) with { Frame = frame }, smallReverse with { Frame = frame });
    }

    /// <summary>
    /// Replaces a restore by the operations that gave the value, where these need only arguments, indices of loops, other values that are at hand,
    /// and elements of memory that is still as it was.
    /// </summary>
    private sealed class RecomputedValues(Function augmented, Function reverse, Writes writes, NameSupply names) : Rewriter
    {
        private readonly Dictionary<Slot, Variable> _saved = augmented.Body.AllStatements().OfType<Save>()
            .Where(save => save.Value is Use).ToDictionary(save => save.Slot, save => ((Use)save.Value).Variable);

        private readonly Dictionary<Variable, Expression> _definitions = augmented.Body.AllStatements().OfType<Assign>()
            .ToDictionary(assign => assign.Target, assign => assign.Value);

        /// <summary>Values of the augmented primal that the reverse has here.</summary>
        private Dictionary<Variable, Expression> _atHand = reverse.Parameters
            .ToDictionary(parameter => parameter.Variable, parameter => (Expression)new Use(parameter.Variable));

        /// <summary>The slots that nobody restores any more.</summary>
        public HashSet<Slot> Slots { get; } = [];

        public Function In(Function function) => function with { Body = Rewrite(function.Body) };

        public override EquatableArray<Statement> Rewrite(EquatableArray<Statement> block)
        {
            Dictionary<Variable, Expression> outside = _atHand;
            _atHand = new Dictionary<Variable, Expression>(outside);
            List<Restore> restores = block.TakeWhile(statement => statement is Restore).Cast<Restore>().ToList();
            var output = new List<Statement>();
            var computed = new List<Statement>();

            // They stand in the opposite order of the definitions, which need only earlier ones.
            foreach (Restore restore in Enumerable.Reverse(restores))
            {
                int budget = Recomputation.Budget;
                if (_saved.TryGetValue(restore.Slot, out Variable? variable) && Recomputed(variable, ref budget) is { } statements)
                {
                    Slots.Add(restore.Slot);
                    computed.AddRange(statements);
                    computed.Add(new Assign(restore.Target, _atHand[variable]));
                }
                else
                {
                    output.Insert(0, restore);
                    if (variable is not null)
                        _atHand[variable] = new Use(restore.Target);
                }
            }

            output.AddRange(computed);
            foreach (Statement statement in block.Skip(restores.Count))
                Rewrite(statement, output);
            _atHand = outside;
            return output.ToEquatableArray();
        }

        protected override Statement RewriteFor(For loop)
        {
            Dictionary<Variable, Expression> outside = _atHand;
            if (loop.Mirrors is { } forward)
                _atHand = new Dictionary<Variable, Expression>(outside) { [forward] = new Use(loop.Index) };
            Statement rewritten = base.RewriteFor(loop);
            _atHand = outside;
            return rewritten;
        }

        /// <summary>The statements after which the variable is at hand, or null where that takes too much.</summary>
        private List<Statement>? Recomputed(Variable variable, ref int budget)
        {
            if (_atHand.ContainsKey(variable))
                return [];
            if (!_definitions.TryGetValue(variable, out Expression? value) || writes.AreReadBy(value))
                return null;
            budget -= value.SelfAndParts().Sum(Recomputation.CostOf);
            if (budget < 0)
                return null;
            var before = new Dictionary<Variable, Expression>(_atHand);
            var statements = new List<Statement>();
            foreach (Variable part in value.Uses().Distinct())
            {
                if (Recomputed(part, ref budget) is not { } needed)
                {
                    _atHand = before;
                    return null;
                }

                statements.AddRange(needed);
            }

            Variable again = names.Fresh(variable.Name, variable.Type);
            statements.Add(new Assign(again, new Substitution(_atHand).Rewrite(value)));
            _atHand[variable] = new Use(again);
            return statements;
        }
    }

    private sealed class WithoutSaves(HashSet<Slot> slots) : Rewriter
    {
        public Function In(Function function) => function with { Body = Rewrite(function.Body) };

        protected override void Rewrite(Statement statement, List<Statement> output)
        {
            if (!(statement is Save save && slots.Contains(save.Slot)))
                base.Rewrite(statement, output);
        }
    }
}
