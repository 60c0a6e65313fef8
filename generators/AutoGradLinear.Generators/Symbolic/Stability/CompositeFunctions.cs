using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Symbolic.Stability;

/// <summary>
/// Functions that exist for the sake of their derivatives: ln S, 1 / S and √(1 + x²) − 1 have rules of their own, because more is known of S and x² than of any number. When all
/// transforms have run they become what they are made of.
/// </summary>
internal static class CompositeFunctions
{
    public static Function Expand(Function function) => function with { Body = new Expansion(new NameSupply(function)).Rewrite(function.Body) };

    private sealed class Expansion(NameSupply names) : Rewriter
    {
        protected override void Rewrite(Statement statement, List<Statement> output)
        {
            if (statement is not Assign { Value: Apply { Arguments: { Count: 1 } arguments } apply } assign || PlainOf(apply.Function, arguments[0]) is not { } plain)
            {
                base.Rewrite(statement, output);
                return;
            }

            var builder = new StatementBuilder(names);
            Expression value = plain.MapParts(part => part.IsAtom() ? part : builder.Emit(NameSupply.Temporary("square"), part));
            output.AddRange(builder.Statements);
            output.Add(new Assign(assign.Target, value));
        }

        private static Expression? PlainOf(string function, Expression x) => function switch
        {
            StableFunction.LogOfSum => Algebra.Call("Log", x),
            StableFunction.InverseOfSum => new Binary(BinaryOperator.Divide, Algebra.Real(1, x.Type), x),
            StableFunction.RootOfSquareLessOne => Algebra.Call(StableFunction.Sqrt1PM1, Algebra.Multiply(x, x)),
            _ => null,
        };
    }
}
