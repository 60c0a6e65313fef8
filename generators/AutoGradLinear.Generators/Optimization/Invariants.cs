using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Optimization;

/// <summary>
/// Moves real operations whose operands come from outside a loop in front of it, and scratch memory whose length does. What may throw stays where it is.
/// </summary>
internal sealed class Invariants : Rewriter
{
    public static Function Run(Function function) => function with { Body = new Invariants().Rewrite(function.Body) };

    protected override void Rewrite(Statement statement, List<Statement> output)
    {
        if (statement is not (For or While))
        {
            base.Rewrite(statement, output);
            return;
        }

        Statement inner = statement is For loop ? RewriteFor(loop) : RewriteWhile((While)statement);
        EquatableArray<Statement> body = inner.Blocks().First();
        var inside = new HashSet<Variable>(body.AllDefinitions().Concat(inner.InnerDefinitions()));
        var staying = new List<Statement>();
        foreach (Statement candidate in body)
        {
            if (candidate is Allocate { Length: IntegerLiteral { Value: >= 0 } or Length } allocate && !allocate.Length.Uses().Any(inside.Contains))
            {
                // Every round may use the same memory: no array outlives the round that it is made in.
                output.Add(allocate);
                inside.Remove(allocate.Array);
            }
            else if (candidate is Assign { Target.Type.IsReal: true } assign && IsOperation(assign.Value) && !assign.Value.Uses().Any(inside.Contains))
            {
                output.Add(assign);
                inside.Remove(assign.Target);
            }
            else
            {
                staying.Add(candidate);
            }
        }

        output.Add(inner switch
        {
            For counted => counted with { Body = staying.ToEquatableArray() },
            While other => other with { Body = staying.ToEquatableArray() },
            _ => inner,
        });
    }

    private static bool IsOperation(Expression expression)
        => expression is Binary or Unary or Apply or Conditional or Convert && !Effects.CanThrow(expression) && !expression.Any(part => part is Apply apply && apply.Arguments.Any(argument => argument.Type is ArrayType));
}
