using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.Symbolic;

namespace AutoGradLinear.Generators.Optimization;

/// <summary>
/// Keeps sums in variables instead of memory: what a loop adds to one fixed element is added to a variable and stored once after the loop, and memory that a loop goes through element by
/// element is assigned there instead of being cleared first.
/// </summary>
internal sealed class ScalarReplacement
{
    private readonly NameSupply _names;
    private readonly Dictionary<Variable, Variable> _shapes = [];
    private readonly Dictionary<Variable, Expression> _lengths = [];

    private ScalarReplacement(Function function)
    {
        _names = new NameSupply(function);
        foreach (Parameter parameter in function.Parameters)
            _shapes[parameter.Variable] = parameter.Shadows ?? parameter.Variable;
        foreach (Allocate allocate in function.Body.AllStatements().OfType<Allocate>())
        {
            _lengths[allocate.Array] = allocate.Length;
            if (allocate.Length is Length { Dimension: 0, Array: Use { Variable: var model } } && _shapes.TryGetValue(model, out Variable? shape))
                _shapes[allocate.Array] = shape;
        }
    }

    public static Function Run(Function function)
    {
        var pass = new ScalarReplacement(function);
        var fixedElements = new FixedElements(pass);
        return function with { Body = new ClearedRows(pass).Rewrite(fixedElements.Rewrite(function.Body)) };
    }

    /// <summary>Assigns instead of clearing in all blocks.</summary>
    private sealed class ClearedRows(ScalarReplacement pass) : Rewriter
    {
        public override EquatableArray<Statement> Rewrite(EquatableArray<Statement> block) => pass.AssignInsteadOfClear(base.Rewrite(block));
    }

    /// <summary>
    /// A cleared array, then a loop over all of it that only adds to the element of its index: the loop assigns. Other additions between the two move behind the loop.
    /// </summary>
    private EquatableArray<Statement> AssignInsteadOfClear(EquatableArray<Statement> body)
    {
        var statements = new List<Statement>(body);
        for (int i = statements.Count - 1; i >= 0; i--)
        {
            if (statements[i] is not Fill { Array: Use array, Value: RealLiteral { Value: 0 } } fill)
                continue;
            int target = statements.FindIndex(i + 1, statement => statement is For loop && CoversAll(loop, array) && OnlyAddsAtIndex(loop.Body, array, loop.Index));
            if (target < 0)
                continue;
            List<Statement> waiting = statements.GetRange(i + 1, target - i - 1).Where(statement => Effects.Of(statement).Touches(array)).ToList();
            List<Effects> passed = statements.GetRange(i + 1, target - i).Select(Effects.Of).ToList();
            if (!waiting.All(statement => CanWait(statement, passed.Skip(statements.IndexOf(statement) - i), array)))
                continue;

            var loop = (For)statements[target];
            (EquatableArray<Statement> assigned, Expression element) = Gather(loop.Body, array, fill.Value);
            var moving = new HashSet<Statement>(waiting) { fill };
            List<Statement> before = statements.GetRange(i, target - i).Where(statement => !moving.Contains(statement)).ToList();
            Statement assigning = loop with { Body = [.. assigned, new Store(array, new Use(loop.Index), element)] };
            statements.RemoveRange(i, target - i + 1);
            statements.InsertRange(i, [.. before, assigning, .. waiting]);
        }

        return statements.ToEquatableArray();
    }

    private bool CoversAll(For loop, Use array)
        => loop is { From: IntegerLiteral { Value: 0 }, Step: 1 }
            && ((_lengths.TryGetValue(array.Variable, out Expression? made) && made.Equals(loop.To))
                || (loop.To is Length { Array: Use length } && _shapes.TryGetValue(array.Variable, out Variable? shape) && _shapes.TryGetValue(length.Variable, out Variable? bound) && shape == bound));

    /// <summary>Whether the block adds to array[index], and does nothing else with the array.</summary>
    private static bool OnlyAddsAtIndex(EquatableArray<Statement> block, Use array, Variable index)
    {
        List<Statement> touching = block.AllStatements().Where(statement => TouchesItself(statement, array)).ToList();
        bool inLoops = block.Any(statement => statement is For or While && statement.Blocks().Any(nested => nested.AllStatements().Any(inner => TouchesItself(inner, array))));
        return touching.Count > 0 && !inLoops && !block.AllStatements().Any(HasNestedLoop)
            && touching.All(statement => statement is Accumulate { IsOrdered: false } accumulate && accumulate.Array.Equals(array) && accumulate.Index.Equals(new Use(index))
                && !Mentions(accumulate.Value, array));

        bool HasNestedLoop(Statement statement)
            => statement is If && statement.Blocks().Any(nested => nested.Any(inner => inner is For or While && Effects.Of(inner).Touches(array)));
    }

    private static bool TouchesItself(Statement statement, Use array)
        => statement is not Allocate && statement.OwnExpressions().Any(expression => Mentions(expression, array));

    /// <summary>Whether the array stands in the expression for anything but its length.</summary>
    private static bool Mentions(Expression expression, Use array)
        => expression is not Length && (expression.Equals(array) || expression.Parts().Any(part => Mentions(part, array)));

    /// <summary>Whether a statement does nothing to the array but adding to it, and may as well do all that it does behind those that it would pass.</summary>
    private static bool CanWait(Statement statement, IEnumerable<Effects> passed, Use array)
    {
        bool onlyAdds = new EquatableArray<Statement>([statement]).AllStatements()
            .All(inner => inner is Accumulate or If { Merges.IsEmpty: true } || !TouchesItself(inner, array));
        Effects effects = Effects.Of(statement);
        return onlyAdds && statement is Accumulate or If { Merges.IsEmpty: true } && !effects.Reads(array) && !effects.Overwrites(array)
            && passed.All(other => Effects.Commute(effects, other));
    }

    /// <summary>The block without its additions to the array, and the sum of what they would have added to <paramref name="element"/>.</summary>
    private (EquatableArray<Statement> Block, Expression Element) Gather(EquatableArray<Statement> block, Use array, Expression element)
    {
        var output = new List<Statement>();
        foreach (Statement statement in block)
        {
            switch (statement)
            {
                case Accumulate accumulate when accumulate.Array.Equals(array):
                    element = Bind(array, Algebra.Add(element, accumulate.Value), output);
                    break;
                case If @if when Effects.Of(@if).Touches(array):
                {
                    (EquatableArray<Statement> then, Expression thenElement) = Gather(@if.Then, array, element);
                    (EquatableArray<Statement> @else, Expression elseElement) = Gather(@if.Else, array, element);
                    Variable merged = Fresh(array, element.Type);
                    output.Add(new If(@if.Condition, then, @else, [.. @if.Merges, new Merge(merged, thenElement, elseElement)]));
                    element = new Use(merged);
                    break;
                }

                default:
                    output.Add(statement);
                    break;
            }
        }

        return (output.ToEquatableArray(), element);
    }

    private Expression Bind(Use array, Expression value, List<Statement> output)
    {
        if (value.IsAtom())
            return value;
        Variable variable = Fresh(array, value.Type);
        output.Add(new Assign(variable, value));
        return new Use(variable);
    }

    private Variable Fresh(Use array, IrType type) => _names.Fresh(NameSupply.Temporary(array.Variable.Name + "Element"), type);

    /// <summary>Additions inside a loop to an element whose index the loop does not change.</summary>
    private sealed class FixedElements(ScalarReplacement pass) : Rewriter
    {
        protected override void Rewrite(Statement statement, List<Statement> output)
        {
            if (statement is not For source)
            {
                base.Rewrite(statement, output);
                return;
            }

            var loop = (For)RewriteFor(source);
            var inside = new HashSet<Variable>(loop.Body.AllDefinitions().Concat(loop.InnerDefinitions()));
            Effects effects = Effects.Of(loop.Body);
            List<(Expression Array, Expression Index)> targets = loop.Body.AllStatements().OfType<Accumulate>()
                .Where(accumulate => !accumulate.Index.Uses().Concat(accumulate.Array.Uses()).Any(inside.Contains)
                    && !Effects.CanThrow(accumulate.Index) && accumulate.Index is not (Indices or IntegerLiteral { Value: < 0 }) && !Effects.CanThrow(accumulate.Array)
                    && !effects.Reads(accumulate.Array) && !effects.Overwrites(accumulate.Array))
                .Select(accumulate => (accumulate.Array, accumulate.Index))
                .Distinct().ToList();
            var after = new List<Statement>();
            foreach ((Expression array, Expression index) in targets)
            {
                string name = index is Use use ? NameSupply.Plain(use.Variable.Name) : "element";
                IrType type = ((ArrayType)array.Type).Element;
                Variable Fresh() => pass._names.Fresh(name + "Adjoint", type);
                (Variable inner, Variable result) = (Fresh(), Fresh());
                (EquatableArray<Statement> body, Expression next) = new Carrier(array, index, Fresh).Gather(loop.Body, new Use(inner));
                if (next.Equals(new Use(inner)))
                    continue;
                loop = loop with { Body = body, Carries = [.. loop.Carries, new Carry(inner, Algebra.Real(0, type), next, result)] };

                // Where the index is out of range nothing was added: the source would have thrown.
                after.Add(new If(InRange(index, array), [new Accumulate(array, index, new Use(result))], []));
            }

            output.Add(loop);
            output.AddRange(after);
        }

        private static Expression InRange(Expression index, Expression array)
        {
            var unsigned = new IntegerType("uint");
            return new Binary(BinaryOperator.Less, new Convert(index, unsigned), new Convert(new Length(array), unsigned));
        }
    }

    /// <summary>Rewrites a block so that additions to one element go to a variable that the block hands on.</summary>
    private sealed class Carrier(Expression array, Expression index, Func<Variable> fresh)
    {
        public (EquatableArray<Statement> Block, Expression Sum) Gather(EquatableArray<Statement> block, Expression sum)
        {
            var output = new List<Statement>();
            foreach (Statement statement in block)
            {
                switch (statement)
                {
                    case Accumulate accumulate when IsTarget(accumulate):
                    {
                        Variable next = fresh();
                        output.Add(new Assign(next, Algebra.Add(sum, accumulate.Value)));
                        sum = new Use(next);
                        break;
                    }

                    case If @if when Contains(@if):
                    {
                        (EquatableArray<Statement> then, Expression thenSum) = Gather(@if.Then, sum);
                        (EquatableArray<Statement> @else, Expression elseSum) = Gather(@if.Else, sum);
                        Variable merged = fresh();
                        output.Add(new If(@if.Condition, then, @else, [.. @if.Merges, new Merge(merged, thenSum, elseSum)]));
                        sum = new Use(merged);
                        break;
                    }

                    case For loop when Contains(loop):
                    {
                        (Variable inner, Variable result) = (fresh(), fresh());
                        (EquatableArray<Statement> body, Expression next) = Gather(loop.Body, new Use(inner));
                        output.Add(loop with { Body = body, Carries = [.. loop.Carries, new Carry(inner, sum, next, result)] });
                        sum = new Use(result);
                        break;
                    }

                    case While loop when Contains(loop):
                    {
                        (Variable inner, Variable result) = (fresh(), fresh());
                        (EquatableArray<Statement> body, Expression next) = Gather(loop.Body, new Use(inner));
                        output.Add(loop with { Body = body, Carries = [.. loop.Carries, new Carry(inner, sum, next, result)] });
                        sum = new Use(result);
                        break;
                    }

                    default:
                        output.Add(statement);
                        break;
                }
            }

            return (output.ToEquatableArray(), sum);
        }

        private bool IsTarget(Accumulate accumulate) => accumulate.Array.Equals(array) && accumulate.Index.Equals(index);

        private bool Contains(Statement statement)
            => new EquatableArray<Statement>([statement]).AllStatements().Any(inner => inner is Accumulate accumulate && IsTarget(accumulate));
    }
}
