using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Optimization;

/// <summary>An element that becomes 0 and is then added to is assigned instead: a[i] = 0; a[i] += v is a[i] = 0 + v, up to the sign of a zero.</summary>
internal sealed class Overwriting : Rewriter
{
    public static Function Run(Function function) => function with { Body = new Overwriting().Rewrite(function.Body) };

    public override EquatableArray<Statement> Rewrite(EquatableArray<Statement> block)
    {
        List<Statement> statements = [.. base.Rewrite(block)];
        for (int i = 0; i < statements.Count; i++)
        {
            if (statements[i] is not Store { Value: RealLiteral { Value: 0 } } zero)
                continue;
            int next = statements.FindIndex(i + 1, statement => Effects.Of(statement).Touches(zero.Array));
            if (next < 0 || statements[next] is not Accumulate { IsOrdered: false } accumulate || !accumulate.Array.Equals(zero.Array) || !accumulate.Index.Equals(zero.Index)
                || accumulate.Value.ArraysRead().Any(array => array.Roots().Intersect(zero.Array.Roots()).Any()))
            {
                continue;
            }

            statements[next] = new Store(accumulate.Array, accumulate.Index, accumulate.Value);
            statements.RemoveAt(i--);
        }

        return statements.ToEquatableArray();
    }
}
