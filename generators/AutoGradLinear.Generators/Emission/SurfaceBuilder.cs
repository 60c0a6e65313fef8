using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Emission;

/// <summary>
/// Core form → surface form: merged and carried values become variables that are assigned, and variables whose lives do not overlap become one, so that
/// the names of the source come back.
/// </summary>
internal static class SurfaceBuilder
{
    public static Function Build(Function function)
    {
        var names = new NameSupply(function);
        EquatableArray<Statement> copied = new CopyInsertion(names).Rewrite(function.Body);
        var parameters = new HashSet<Variable>(function.Parameters.Select(parameter => parameter.Variable));
        Dictionary<Variable, Expression> renamed = Coalescing.Run(copied, parameters, TakenNames(function));
        EquatableArray<Statement> body = new Rename(renamed).Rewrite(copied);
        return function with { Form = Form.Surface, Body = body };
    }

    /// <summary>Parameters, results, members that the code reads by a bare name, and type parameters.</summary>
    private static HashSet<string> TakenNames(Function function)
    {
        IEnumerable<Expression> expressions = function.Body.AllExpressions().SelectMany(expression => expression.SelfAndParts());
        return
        [
            .. function.Parameters.Select(parameter => parameter.Variable.Name),
            .. function.Results.Select(result => result.Name),
            .. expressions.Select(expression => expression is Member member ? member.Text.Split('.')[0].TrimStart('@') : expression.Type.CSharp),
        ];
    }

    /// <summary>Assigns what a branch hands on at the end of its arms, and what a loop carries before the loop and at the end of its body.</summary>
    private sealed class CopyInsertion(NameSupply names) : Rewriter
    {
        private readonly Dictionary<Variable, Expression> _results = [];

        public override Expression Rewrite(Expression expression)
            => expression is Use use ? (_results.TryGetValue(use.Variable, out Expression? value) ? value : use) : base.Rewrite(expression);

        protected override void Rewrite(Statement statement, List<Statement> output)
        {
            switch (statement)
            {
                case If @if:
                {
                    Expression condition = Rewrite(@if.Condition);
                    EquatableArray<Statement> Arm(EquatableArray<Statement> block, Func<Merge, Expression> value)
                        => [.. Rewrite(block), .. Parallel(@if.Merges.Select(merge => (merge.Result, value(merge))).ToList())];
                    output.Add(new If(condition, Arm(@if.Then, merge => merge.Then), Arm(@if.Else, merge => merge.Else)));
                    break;
                }

                case For loop:
                {
                    (Expression from, Expression to) = (Rewrite(loop.From), Rewrite(loop.To));
                    EquatableArray<Statement> body = Carry(loop.Carries, loop.Body, output);
                    output.Add(new For(loop.Index, from, to, loop.Step, body));
                    break;
                }

                case While loop:
                {
                    EquatableArray<Statement> body = Carry(loop.Carries, loop.Body, output);
                    output.Add(new While(Rewrite(loop.Condition), body));
                    break;
                }

                default:
                    base.Rewrite(statement, output);
                    break;
            }
        }

        private EquatableArray<Statement> Carry(EquatableArray<Carry> carries, EquatableArray<Statement> source, List<Statement> output)
        {
            foreach (Carry carry in carries)
                output.Add(new Assign(carry.Inner, Rewrite(carry.Initial)));
            EquatableArray<Statement> body = Rewrite(source);
            List<Statement> ends = Parallel(carries.Select(carry => (carry.Inner, carry.Next)).ToList());

            // After the loop the carried variable holds the result.
            foreach (Carry carry in carries)
                _results[carry.Result] = new Use(carry.Inner);
            return [.. body, .. ends];
        }

        /// <summary>Assignments that take effect at once: a target that another value still reads is assigned later, or its old value is kept.</summary>
        private List<Statement> Parallel(List<(Variable Target, Expression Value)> copies)
        {
            var output = new List<Statement>();
            List<(Variable Target, Expression Value)> pending = copies
                .Select(copy => (copy.Target, Value: Rewrite(copy.Value)))
                .Where(copy => !copy.Value.Equals(new Use(copy.Target)))
                .ToList();
            while (pending.Count > 0)
            {
                int ready = pending.FindIndex(copy => !pending.Any(other => other.Target != copy.Target && other.Value.Uses().Contains(copy.Target)));
                if (ready < 0)
                {
                    Variable target = pending[0].Target;
                    Variable old = names.Fresh(NameSupply.Temporary("previous" + char.ToUpperInvariant(NameSupply.Plain(target.Name)[0]) + NameSupply.Plain(target.Name).Substring(1)), target.Type);
                    output.Add(new Assign(old, new Use(target)));
                    var substitution = new Substitution(new Dictionary<Variable, Expression> { [target] = new Use(old) });
                    for (int i = 1; i < pending.Count; i++)
                        pending[i] = (pending[i].Target, substitution.Rewrite(pending[i].Value));
                    ready = 0;
                }

                output.Add(new Assign(pending[ready].Target, pending[ready].Value));
                pending.RemoveAt(ready);
            }

            return output;
        }
    }

    private sealed class Rename(Dictionary<Variable, Expression> renamed) : Rewriter
    {
        public override Expression Rewrite(Expression expression)
            => expression is Use use ? (renamed.TryGetValue(use.Variable, out Expression? value) ? value : use) : base.Rewrite(expression);

        protected override Variable Define(Variable variable)
            => renamed.TryGetValue(variable, out Expression? value) ? ((Use)value).Variable : variable;

        protected override void Rewrite(Statement statement, List<Statement> output)
        {
            base.Rewrite(statement, output);
            if (output.Count > 0 && output[output.Count - 1] is Assign { Value: Use source } assign && source.Variable.Equals(assign.Target))
                output.RemoveAt(output.Count - 1);
        }
    }
}
