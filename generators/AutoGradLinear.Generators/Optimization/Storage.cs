using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.Symbolic;

namespace AutoGradLinear.Generators.Optimization;

/// <summary>
/// Decides where saved values are kept. A value that leaves a branch becomes a merged variable. A value of a counted loop goes into a buffer that is indexed by the
/// iteration. What remains (loops whose count is not known when the outermost one starts) stays a stack.
/// </summary>
internal static class Storage
{
    public static Function Run(Function function)
    {
        var names = new NameSupply(function);
        if (!function.Frame.IsEmpty)
            return function;
        EquatableArray<Statement> body = new BranchHoisting(names).Rewrite(function.Body);
        return function with { Body = new Buffers(names, function.Parameters, body).Rewrite() };
    }

    /// <summary>
    /// Moves saves and restores out of branches: the branch hands the value on (or any value, where the other arm ran), and the enclosing block saves it.
    /// In a block that holds both save and restore nothing needs saving.
    /// </summary>
    private sealed class BranchHoisting(NameSupply names) : Rewriter
    {
        private readonly Dictionary<Variable, Expression> _forwarded = [];

        public override Expression Rewrite(Expression expression)
            => expression is Use use && _forwarded.TryGetValue(use.Variable, out Expression? value) ? Rewrite(value) : base.Rewrite(expression);

        public override EquatableArray<Statement> Rewrite(EquatableArray<Statement> block)
            => Fusion.ForwardSlots([.. base.Rewrite(block)], _forwarded).ToEquatableArray();

        protected override void Rewrite(Statement statement, List<Statement> output)
        {
            if (statement is not If @if)
            {
                base.Rewrite(statement, output);
                return;
            }

            (EquatableArray<Statement> then, EquatableArray<Statement> @else) = (Rewrite(@if.Then), Rewrite(@if.Else));
            var merges = @if.Merges.Select(merge => new Merge(merge.Result, Rewrite(merge.Then), Rewrite(merge.Else))).ToList();
            var saves = new List<Statement>();
            foreach (Save save in then.Concat(@else).OfType<Save>())
            {
                Variable leaving = names.Fresh(save.Value is Use use ? use.Variable.Name : NameSupply.Temporary("saved"), save.Slot.Type);
                Expression none = Default(save.Slot.Type);
                merges.Add(then.Contains(save) ? new Merge(leaving, save.Value, none) : new Merge(leaving, none, save.Value));
                saves.Add(new Save(save.Slot, new Use(leaving)));
            }

            output.AddRange(then.Concat(@else).OfType<Restore>());
            output.Add(new If(Rewrite(@if.Condition), WithoutSlots(then), WithoutSlots(@else), merges.ToEquatableArray()));
            output.AddRange(saves);
        }

        private static EquatableArray<Statement> WithoutSlots(EquatableArray<Statement> block)
            => block.Where(statement => statement is not (Save or Restore)).ToEquatableArray();

        private static Expression Default(IrType type) => type switch
        {
            RealType => Algebra.Real(0, type),
            BooleanType => new BooleanLiteral(false),
            _ => new IntegerLiteral(0, type),
        };
    }

    private sealed class Buffers(NameSupply names, EquatableArray<Parameter> parameters, EquatableArray<Statement> body)
    {
        private readonly Dictionary<Slot, List<Statement>> _saveLoops = [];
        private readonly Dictionary<Slot, List<Statement>> _restoreLoops = [];

        public EquatableArray<Statement> Rewrite()
        {
            FindLoops(body, []);
            var scope = new HashSet<Variable>(parameters.Select(parameter => parameter.Variable));
            var output = new List<Statement>();
            foreach (Statement statement in body)
            {
                // Buffers live as long as the call: they are made where the outermost loop stands, at the top of the function.
                var replacements = new Dictionary<Slot, Buffer>();
                foreach (Save save in new EquatableArray<Statement>([statement]).AllStatements().OfType<Save>())
                {
                    Buffer? buffer = _restoreLoops.TryGetValue(save.Slot, out List<Statement>? restoreLoops)
                        ? Buffer.For(save.Slot, _saveLoops[save.Slot], restoreLoops, bound => Known(bound, scope), Named, names)
                        : null;
                    output.AddRange(_counted);
                    _counted.Clear();
                    if (buffer is null)
                        continue;
                    replacements.Add(save.Slot, buffer);
                    output.AddRange(buffer.Allocation);
                }

                output.Add(statement);
                scope.UnionWith(statement.Definitions());
                _replacements.AddRange(replacements);
            }

            return new Replace(_replacements.ToDictionary(pair => pair.Key, pair => pair.Value)).Rewrite(output.ToEquatableArray());
        }

        private readonly List<KeyValuePair<Slot, Buffer>> _replacements = [];

        private readonly Dictionary<Variable, Expression> _integers = body.AllStatements().OfType<Assign>()
            .Where(assign => assign.Target.Type is IntegerType && !assign.Value.ArraysRead().Any()).ToDictionary(assign => assign.Target, assign => assign.Value);

        private readonly Dictionary<Expression, Variable> _counts = [];
        private readonly List<Statement> _counted = [];

        /// <summary>A number of iterations as an atom: places in buffers are computed from it in every iteration.</summary>
        private Expression Named(Expression count)
        {
            if (count is Length || count.IsAtom())
                return count;
            if (!_counts.TryGetValue(count, out Variable? variable))
            {
                _counts[count] = variable = names.Fresh(NameSupply.Temporary("iterations"), IrType.Int);
                _counted.Add(new Assign(variable, count));
            }

            return new Use(variable);
        }

        /// <summary>A bound of a loop in terms of what is known where the buffer is made, and such that nothing throws there; null where that cannot be.</summary>
        private Expression? Known(Expression bound, HashSet<Variable> scope)
        {
            Expression known = Expand(bound);
            return known.Uses().All(scope.Contains) && !known.CanThrow() ? known : null;

            Expression Expand(Expression part) => part is Use use && !scope.Contains(use.Variable) && _integers.TryGetValue(use.Variable, out Expression? value)
                ? Expand(value)
                : WithoutThrowing(part.MapParts(Expand));
        }

        /// <summary>The source may never come to the loops, and then must not throw: there an integer divided by 0 is 0.</summary>
        private static Expression WithoutThrowing(Expression bound)
            => bound is Binary { Operator: BinaryOperator.Divide, Type: IntegerType { Name: "int" } } quotient && Throwing.OfItself(bound) != Exceptions.None
                ? new Apply(IntegerFunction.Quotient, [quotient.Left, quotient.Right], IrType.Int)
                : bound;

        private void FindLoops(EquatableArray<Statement> block, List<Statement> enclosing)
        {
            foreach (Statement statement in block)
            {
                if (statement is Save save)
                    _saveLoops[save.Slot] = enclosing;
                else if (statement is Restore restore)
                    _restoreLoops[restore.Slot] = enclosing;
                foreach (EquatableArray<Statement> nested in statement.Blocks())
                    FindLoops(nested, statement is For or While ? [.. enclosing, statement] : enclosing);
            }
        }
    }

    /// <summary>The buffer of a slot: how long it is and which element belongs to which iteration.</summary>
    private sealed record Buffer(Variable Array, EquatableArray<Statement> Allocation, Expression SaveIndex, Expression RestoreIndex)
    {
        /// <summary>The buffer, or null where some loop's count is not known.</summary>
        /// <param name="known">A bound in terms of what is known where the buffer is made.</param>
        /// <param name="named">A number of iterations as an atom.</param>
        public static Buffer? For(Slot slot, List<Statement> saveLoops, List<Statement> restoreLoops, Func<Expression, Expression?> known, Func<Expression, Expression> named, NameSupply names)
        {
            // Loops around both run forward and backward together: their iterations use the buffer one after the other.
            int shared = 0;
            while (shared < saveLoops.Count && shared < restoreLoops.Count && ReferenceEquals(saveLoops[shared], restoreLoops[shared]))
                shared++;
            if (shared == saveLoops.Count || saveLoops.Count != restoreLoops.Count)
                return null;

            Expression? length = null;
            Expression? saveIndex = null;
            Expression? restoreIndex = null;
            for (int i = shared; i < saveLoops.Count; i++)
            {
                if (saveLoops[i] is not IR.For loop || restoreLoops[i] is not IR.For backward || !loop.Index.Equals(backward.Mirrors))
                    return null;
                if (loop.Index.Type != IrType.Int || known(loop.From) is not { } from || known(loop.To) is not { } to)
                    return null;
                loop = loop with { From = from, To = to };
                Expression count = named(Count(loop));
                length = length is null ? count : new Binary(BinaryOperator.Multiply, length, count, Checked: true);
                saveIndex = Position(saveIndex, count, loop, loop.Index);
                restoreIndex = Position(restoreIndex, count, loop, backward.Index);
            }

            Variable array = names.Fresh(NameSupply.Plain(slot.Name.Split('#')[0]) + "Values", new ArrayType(slot.Type, ArrayKind.Span));
            return new Buffer(array, [new Allocate(array, length!)], saveIndex!, restoreIndex!);
        }

        private static Expression Count(For loop)
        {
            (Expression low, Expression high) = loop.Step > 0 ? (loop.From, loop.To) : (loop.To, loop.From);
            var bounded = IntegerAlgebra.Simplify(new Apply("Max", [high, low], loop.Index.Type));
            return IntegerAlgebra.Simplify(new Binary(BinaryOperator.Subtract, bounded, low));
        }

        private static Expression Position(Expression? outer, Expression count, For loop, Variable index)
        {
            Expression inner = loop.Step > 0
                ? IntegerAlgebra.Simplify(new Binary(BinaryOperator.Subtract, new Use(index), loop.From))
                : IntegerAlgebra.Simplify(new Binary(BinaryOperator.Subtract, loop.From, new Use(index)));
            return outer is null
                ? inner
                : new Binary(BinaryOperator.Add, new Binary(BinaryOperator.Multiply, outer, count), inner);
        }
    }

    private sealed class Replace(Dictionary<Slot, Buffer> buffers) : Rewriter
    {
        protected override void Rewrite(Statement statement, List<Statement> output)
        {
            if (statement is Save save && buffers.TryGetValue(save.Slot, out Buffer? target))
                output.Add(new Store(new Use(target.Array), target.SaveIndex, save.Value));
            else if (statement is Restore restore && buffers.TryGetValue(restore.Slot, out Buffer? source))
                output.Add(new Assign(restore.Target, new Element(new Use(source.Array), source.RestoreIndex)));
            else
                base.Rewrite(statement, output);
        }
    }
}
