using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.Symbolic;

namespace AutoGradLinear.Generators.Optimization;

/// <summary>Runs a backward loop in the direction of its forward loop where the order of iterations does not matter: that reads, and vectorises, better.</summary>
internal sealed class LoopOrder : Rewriter
{
    public static Function Run(Function function) => function with { Body = new LoopOrder().Rewrite(function.Body) };

    protected override Statement RewriteFor(For loop)
    {
        if (loop.Mirrors is null || loop.Step > 0 || !IsFree(loop))
            return base.RewriteFor(loop);
        var one = new IntegerLiteral(1, loop.Index.Type);
        Expression from = Increment(loop.To, one);
        Expression to = Increment(loop.From, one);

        // A loop up to the larger of its bounds has the rounds of one up to the other.
        if (to is Apply { Function: "Max" } larger && larger.Arguments.Contains(from))
            to = larger.Arguments[0].Equals(from) ? larger.Arguments[1] : larger.Arguments[0];
        return base.RewriteFor(loop with { From = from, To = to, Step = 1 });
    }

    private static bool IsFree(For loop)
    {
        Effects effects = Effects.Of(loop.Body);
        bool usesStack = loop.Body.AllStatements().Any(statement => statement is Save or Restore or Call);
        return !usesStack && (effects.OnlyAdds || IsElementwise(loop, effects)) && Accumulators.AreAccumulators(loop);
    }

    /// <summary>
    /// Whether memory is written to element by element: of what a round overwrites, or adds to and reads, it has one element, that of its index. Loops inside would have other indices.
    /// </summary>
    private static bool IsElementwise(For loop, Effects effects)
    {
        var places = new Dictionary<Expression, Expression>();
        foreach (Statement statement in loop.Body.AllStatements())
        {
            if (statement is not (Assign or Store or Accumulate or If))
                return false;
            foreach ((Expression array, Expression index) in statement.Elements().Where(element => IsShared(element.Array, effects)))
            {
                foreach (Expression root in array.Roots())
                {
                    if (!index.Equals(new Use(loop.Index)) || (places.TryGetValue(root, out Expression? other) && !other.Equals(array)) || array.Uses().Any(loop.Body.AllDefinitions().Contains))
                        return false;
                    places[root] = array;
                }
            }
        }

        return true;
    }

    private static bool IsShared(Expression array, Effects effects) => effects.Overwrites(array) || (effects.Writes(array) && effects.Reads(array));

    /// <summary>value + 1, where value − 1 + 1 is value.</summary>
    private static Expression Increment(Expression value, Expression one)
        => value is Binary { Operator: BinaryOperator.Subtract, Right: IntegerLiteral { Value: 1 } } binary
            ? binary.Left
            : IntegerAlgebra.Simplify(new Binary(BinaryOperator.Add, value, one));
}
