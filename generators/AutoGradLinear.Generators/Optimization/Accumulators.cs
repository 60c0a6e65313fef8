using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Optimization;

/// <summary>Recognises carried values that a loop only adds to: their final value does not depend on the order of the iterations, up to rounding.</summary>
internal static class Accumulators
{
    /// <summary>Whether every value that the loop carries is one that it only adds to, and no sum is added to another: a sum of sums depends on the order.</summary>
    public static bool AreAccumulators(For loop) => loop.Carries.All(carry => IsAccumulator(loop, carry));

    private static bool IsAccumulator(For loop, Carry carry)
    {
        var chain = new HashSet<Variable> { carry.Inner };
        return OnlyAddsTo(loop.Body, chain) && loop.Carries.All(other => IsIn(chain, other.Next) == other.Equals(carry));
    }

    /// <summary>Whether every use of a value of the chain adds to it; the sums become values of the chain.</summary>
    private static bool OnlyAddsTo(EquatableArray<Statement> block, HashSet<Variable> chain)
    {
        foreach (Statement statement in block)
        {
            switch (statement)
            {
                case Assign { Value: Binary { Operator: BinaryOperator.Add } sum } assign when IsIn(chain, sum.Left) != IsIn(chain, sum.Right):
                    if (Mentions(IsIn(chain, sum.Left) ? sum.Right : sum.Left, chain))
                        return false;
                    chain.Add(assign.Target);
                    break;
                case Assign { Value: Binary { Operator: BinaryOperator.Subtract } difference } assign when IsIn(chain, difference.Left):
                    if (Mentions(difference.Right, chain))
                        return false;
                    chain.Add(assign.Target);
                    break;
                case If @if:
                    if (Mentions(@if.Condition, chain) || !OnlyAddsTo(@if.Then, chain) || !OnlyAddsTo(@if.Else, chain))
                        return false;
                    foreach (Merge merge in @if.Merges)
                    {
                        bool then = IsIn(chain, merge.Then);
                        if (then != IsIn(chain, merge.Else))
                            return false;
                        if (then)
                            chain.Add(merge.Result);
                    }

                    break;
                case For or While:
                    if (!OnlyAddsInLoop(statement, chain))
                        return false;
                    break;
                default:
                    if (statement.OwnExpressions().Any(expression => Mentions(expression, chain)))
                        return false;
                    break;
            }
        }

        return true;
    }

    private static bool OnlyAddsInLoop(Statement statement, HashSet<Variable> chain)
    {
        (EquatableArray<Carry> carries, EquatableArray<Statement> body) = statement is For loop
            ? (loop.Carries, loop.Body)
            : (((While)statement).Carries, ((While)statement).Body);
        bool bounds = statement is For { From: var from, To: var to }
            ? Mentions(from, chain) || Mentions(to, chain)
            : Mentions(((While)statement).Condition, chain);
        List<Carry> own = carries.Where(carry => IsIn(chain, carry.Initial)).ToList();
        foreach (Carry carry in own)
        {
            chain.Add(carry.Inner);
            chain.Add(carry.Result);
        }

        return !bounds && OnlyAddsTo(body, chain) && carries.All(carry => IsIn(chain, carry.Next) == own.Contains(carry));
    }

    private static bool IsIn(HashSet<Variable> chain, Expression expression) => expression is Use use && chain.Contains(use.Variable);

    private static bool Mentions(Expression expression, HashSet<Variable> chain) => expression.Uses().Any(chain.Contains);
}
