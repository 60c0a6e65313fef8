using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Symbolic.Stability;

/// <summary>
/// Logarithms to other bases as multiples of natural ones, log₂ x = ln x / ln 2, while formulas are looked for: information in bits is as stable as in nats. Where nothing was found
/// they become what they were, which is exact for powers of the base.
/// </summary>
internal sealed class OtherBases
{
    private readonly Dictionary<Variable, Logarithm> _logarithms = [];

    /// <summary>A logarithm of the source, and the variable of the natural one that stands in for it.</summary>
    private sealed record Logarithm(Variable Natural, Apply Written);

    /// <summary>The function with natural logarithms only.</summary>
    public Function Naturalize(Function function)
    {
        var pass = new Naturalization(new NameSupply(function), _logarithms);
        return function with { Body = pass.Rewrite(function.Body) };
    }

    /// <summary>The function with the logarithms of the source where they are still logarithms.</summary>
    public Function Restore(Function function)
        => _logarithms.Count == 0 ? function : function with { Body = new Restoration(function, _logarithms).Rewrite(function.Body) };

    private sealed class Naturalization(NameSupply names, Dictionary<Variable, Logarithm> logarithms) : Rewriter
    {
        protected override void Rewrite(Statement statement, List<Statement> output)
        {
            if (statement is not Assign { Value: Apply { Function: "Log2" or "Log10" or "LogBase", Type: RealType { Kind: not RealKind.Generic } type } written } assign)
            {
                base.Rewrite(statement, output);
                return;
            }

            Variable natural = names.Fresh(NameSupply.Temporary("log"), type);
            output.Add(new Assign(natural, new Apply("Log", [written.Arguments[0]], type, written.Site)));
            Expression scale = written.Function switch
            {
                "Log2" => Algebra.Real(1 / Math.Log(2), type),
                "Log10" => Algebra.Real(1 / Math.Log(10), type),
                _ => Scale(written.Arguments[1], output),
            };
            logarithms.Add(assign.Target, new Logarithm(natural, written));
            output.Add(new Assign(assign.Target, new Binary(BinaryOperator.Multiply, new Use(natural), scale)));
        }

        private Expression Scale(Expression @base, List<Statement> output)
        {
            var builder = new StatementBuilder(names);
            Expression scale = builder.Emit(NameSupply.Temporary("scale"), Algebra.Divide(Algebra.Real(1, @base.Type), Algebra.Call("Log", @base)));
            output.AddRange(builder.Statements);
            return scale;
        }
    }

    private sealed class Restoration(Function function, Dictionary<Variable, Logarithm> logarithms) : Rewriter
    {
        private readonly Dictionary<Variable, Expression> _naturals = function.Body.AllStatements().OfType<Assign>()
            .Where(assign => logarithms.Values.Any(logarithm => logarithm.Natural.Equals(assign.Target)))
            .ToDictionary(assign => assign.Target, assign => assign.Value);

        protected override void Rewrite(Statement statement, List<Statement> output)
        {
            bool isAsWritten = statement is Assign { Value: Binary { Operator: BinaryOperator.Multiply, Left: Use left } } product
                && logarithms.TryGetValue(product.Target, out Logarithm? logarithm) && left.Variable.Equals(logarithm.Natural)
                && _naturals.TryGetValue(logarithm.Natural, out Expression? natural) && natural is Apply { Function: "Log" };
            if (!isAsWritten)
            {
                base.Rewrite(statement, output);
                return;
            }

            var assign = (Assign)statement;
            Logarithm own = logarithms[assign.Target];
            var argument = ((Apply)_naturals[own.Natural]).Arguments[0];
            output.Add(new Assign(assign.Target, own.Written with { Arguments = [argument, .. own.Written.Arguments.Skip(1)] }));
        }
    }
}
