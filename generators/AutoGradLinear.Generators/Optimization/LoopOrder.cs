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
        return base.RewriteFor(loop with { From = from, To = to, Step = 1 });
    }

    private static bool IsFree(For loop)
    {
        Effects effects = Effects.Of(loop.Body);
        bool usesStack = loop.Body.AllStatements().Any(statement => statement is Save or Restore or Call);
        return !usesStack && effects.OnlyAdds && Accumulators.AreAccumulators(loop);
    }

    /// <summary>value + 1, where value − 1 + 1 is value.</summary>
    private static Expression Increment(Expression value, Expression one)
        => value is Binary { Operator: BinaryOperator.Subtract, Right: IntegerLiteral { Value: 1 } } binary
            ? binary.Left
            : IntegerAlgebra.Simplify(new Binary(BinaryOperator.Add, value, one));
}
