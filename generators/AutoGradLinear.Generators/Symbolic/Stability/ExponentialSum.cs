using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Symbolic.Stability;

/// <summary>A value that a loop carries and that only products with exponentials are added to: S = S₀ + Σ w e^z.</summary>
/// <param name="Loop">The loop.</param>
/// <param name="Carry">The value among those that the loop carries.</param>
/// <param name="Additions">The sums that the loop computes, by the variables that hold them: the sum so far, and what is added.</param>
/// <param name="Chain">All variables that hold the sum so far, those of nested loops and branches included.</param>
/// <param name="Start">ln S₀.</param>
internal sealed record ExponentialSum(For Loop, Carry Carry, IReadOnlyDictionary<Variable, (Expression SoFar, Factors Term)> Additions, HashSet<Variable> Chain, Expression Start)
{
    /// <summary>The sums of exponentials that the loop carries. A loop whose memory changes under way has none.</summary>
    public static IEnumerable<ExponentialSum> In(For loop, IReadOnlyDictionary<Variable, Expression> definitions)
    {
        if (!CanRunTwice(loop))
            yield break;
        foreach (Carry carry in loop.Carries.Where(carry => carry.Inner.Type.IsReal))
        {
            var additions = new Dictionary<Variable, (Expression, Factors)>();
            HashSet<Variable> chain = [carry.Inner];
            if (LogarithmOf(carry.Initial, definitions) is { } start && OnlyAdds(loop.Body, chain, additions, definitions, carry.Next, loop.Carries.Where(other => other != carry)) && additions.Count > 0)
                yield return new ExponentialSum(loop, carry, additions, chain, start);
        }
    }

    /// <summary>
    /// Whether the largest exponent of this sum is as large as any of the other's: to whatever the other adds, this one adds, too, with a weight that is not 0.
    /// </summary>
    public bool Covers(ExponentialSum other) => other.Start.Equals(Start) && other.Additions.All(addition => Additions.Any(own =>
        own.Value.Term.Exponent.Equals(addition.Value.Term.Exponent)
        && own.Value.Term.Weights.All(weight => weight.IsInverse || weight.Value is RealLiteral)
        && PathTo(own.Key, Loop.Body) is { } path && PathTo(addition.Key, Loop.Body) is { } otherPath
        && path.Count <= otherPath.Count && path.SequenceEqual(otherPath.Take(path.Count))));

    /// <summary>The blocks of branches and loops, by their positions, in which the variable is assigned; null where it is not.</summary>
    private static IReadOnlyList<(int Statement, int Block)>? PathTo(Variable variable, EquatableArray<Statement> block)
    {
        for (int i = 0; i < block.Count; i++)
        {
            if (block[i] is Assign assign && assign.Target.Equals(variable))
                return [];
            int nested = 0;
            foreach (EquatableArray<Statement> inner in block[i].Blocks())
            {
                if (PathTo(variable, inner) is { } path)
                    return [(i, nested), .. path];
                nested++;
            }
        }

        return null;
    }

    /// <summary>Whether the loop gives the same values when it runs twice, and what it writes may be left out the first time.</summary>
    private static bool CanRunTwice(For loop)
    {
        List<Statement> statements = [.. loop.Body.AllStatements()];
        if (statements.Any(statement => statement is not (Assign or Store or If or For or Allocate)))
            return false;
        HashSet<Expression> written = [.. statements.SelectMany(Writes.TargetsOf).SelectMany(array => array.Roots())];
        IEnumerable<Expression> expressions = loop.Body.AllExpressions();
        Exceptions throws = expressions.Aggregate(Exceptions.None, (sum, expression) => sum | Throwing.Of(expression));
        return written.Count == 0
            || ((throws | Exceptions.IndexOutOfRange) == Exceptions.IndexOutOfRange && !expressions.SelectMany(expression => expression.ArraysRead()).SelectMany(array => array.Roots()).Any(written.Contains));
    }

    private static Expression? LogarithmOf(Expression initial, IReadOnlyDictionary<Variable, Expression> definitions) => initial switch
    {
        RealLiteral { Value: 0 } => new RealLiteral(double.NegativeInfinity, initial.Type),
        RealLiteral { Value: > 0 and var value, Type: RealType { Kind: not RealKind.Generic } } => Algebra.Real(Math.Log(value), initial.Type),
        RealLiteral { Value: 1 } => new RealLiteral(0, initial.Type),
        Use use when definitions.TryGetValue(use.Variable, out Expression? value) && value is Apply { Function: "Exp", Type: RealType } exponential => exponential.Arguments[0],
        _ => null,
    };

    /// <summary>Whether every use of the sum so far adds to it, <paramref name="last"/> is one of the sums, and none leaves the loop as another value.</summary>
    private static bool OnlyAdds(
        EquatableArray<Statement> block,
        HashSet<Variable> chain,
        Dictionary<Variable, (Expression, Factors)> additions,
        IReadOnlyDictionary<Variable, Expression> definitions,
        Expression last,
        IEnumerable<Carry> others)
    {
        return Visit(block) && IsIn(last) && !others.Any(other => Mentions(other.Next));

        bool IsIn(Expression expression) => expression is Use use && chain.Contains(use.Variable);
        bool Mentions(Expression expression) => expression.Uses().Any(chain.Contains);

        bool Visit(EquatableArray<Statement> statements)
        {
            foreach (Statement statement in statements)
            {
                switch (statement)
                {
                    case Assign { Value: Binary { Operator: BinaryOperator.Add } sum } assign when IsIn(sum.Left) != IsIn(sum.Right):
                    {
                        (Expression soFar, Expression term) = IsIn(sum.Left) ? (sum.Left, sum.Right) : (sum.Right, sum.Left);
                        if (Factors.Of(term, definitions) is not { } factors)
                            return false;
                        additions.Add(assign.Target, (soFar, factors));
                        chain.Add(assign.Target);
                        break;
                    }

                    case If @if:
                        if (Mentions(@if.Condition) || !Visit(@if.Then) || !Visit(@if.Else))
                            return false;
                        foreach (Merge merge in @if.Merges)
                        {
                            if (IsIn(merge.Then) != IsIn(merge.Else))
                                return false;
                            if (IsIn(merge.Then))
                                chain.Add(merge.Result);
                        }

                        break;
                    case For inner:
                    {
                        List<Carry> own = [.. inner.Carries.Where(carry => IsIn(carry.Initial))];
                        chain.UnionWith(own.SelectMany(carry => new[] { carry.Inner, carry.Result }));
                        if (Mentions(inner.From) || Mentions(inner.To) || !Visit(inner.Body) || inner.Carries.Any(carry => IsIn(carry.Next) != own.Contains(carry)))
                            return false;
                        break;
                    }

                    default:
                        if (statement.OwnExpressions().Any(Mentions))
                            return false;
                        break;
                }
            }

            return true;
        }
    }
}
