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
        private readonly Dictionary<Variable, Expression> _values = function.AssignedValues();

        protected override void Rewrite(Statement statement, List<Statement> output)
            => base.Rewrite(statement is Assign assign && Written(assign) is { } written ? new Assign(assign.Target, written) : statement, output);

        /// <summary>The logarithm of the source, where it is still the multiple of one; of what its argument has become.</summary>
        private Apply? Written(Assign assign)
            => logarithms.TryGetValue(assign.Target, out Logarithm? logarithm)
                && assign.Value is Binary { Operator: BinaryOperator.Multiply, Left: Use left } && left.Variable.Equals(logarithm.Natural)
                && _values.TryGetValue(logarithm.Natural, out Expression? natural) && natural is Apply { Function: "Log" } still
                    ? logarithm.Written with { Arguments = [still.Arguments[0], .. logarithm.Written.Arguments.Skip(1)] }
                    : null;
    }
}
