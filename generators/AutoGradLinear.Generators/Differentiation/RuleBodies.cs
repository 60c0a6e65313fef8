using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.IR.Forms;

namespace AutoGradLinear.Generators.Differentiation;

/// <summary>
/// Puts the bodies of rules in the place of their calls, in core form, so that forward mode can differentiate the partial derivatives: the
/// second derivatives of a function with a rule are the derivatives of its rule.
/// </summary>
internal sealed class RuleBodies : Rewriter
{
    private readonly Module _module;
    private readonly NameSupply _names;

    private RuleBodies(Module module, Function function)
    {
        _module = module;
        _names = new NameSupply(function);
    }

    /// <param name="module">What reverse mode made, with the bodies of rules among its helpers.</param>
    public static Module Expand(Module module)
        => new(Expand(module.Entry, module), module.Helpers.Select(helper => Expand(helper, module)).ToEquatableArray());

    private static Function Expand(Function function, Module module)
    {
        Function whole = TupleCalls.Run(function);
        return whole with { Body = new RuleBodies(module, whole).Rewrite(whole.Body) };
    }

    protected override void Rewrite(Statement statement, List<Statement> output)
    {
        switch (statement)
        {
            case Assign { Value: Apply { External: { Rule: null } external } apply } assign when _module.Find(apply.Function) is { } body:
                output.Add(new Assign(assign.Target, Inline(body, apply.Arguments, output)[Math.Max(external.Item, 1) - 1]));
                break;
            case Call { External.Pullback: null } call when _module.Find(call.Function) is { } body:
                Assign(call.Results, Inline(body, call.Arguments, output), output);
                break;
            case Call { External.Pullback.Rule: { } rule } call when CallNames.Split(call.Function) is (_, "Reverse", var pattern) && _module.Find(rule) is { } body:
                Assign(call.Results, Inline(body, ArgumentsOf(call, pattern), output), output);
                break;
            default:
                base.Rewrite(statement, output);
                break;
        }
    }

    private static void Assign(EquatableArray<Variable> targets, IReadOnlyList<Expression> values, List<Statement> output)
        => output.AddRange(targets.Select((target, i) => new Assign(target, values[i])));

    /// <summary>The arguments of a pullback in the order of its parameters: an accumulator of a number starts as 0.</summary>
    private static List<Expression> ArgumentsOf(Call call, string pattern)
    {
        int inputs = pattern.Length + (call.External!.Pullback!.TakesResult ? 2 : 1);
        var arguments = new List<Expression>(call.Arguments.Take(inputs));
        var shadows = new Queue<Expression>(call.Arguments.Skip(inputs));
        arguments.AddRange(Enumerable.Range(0, pattern.Length).Where(i => pattern[i] == 'a')
            .Select(i => call.Arguments[i].Type is ArrayType ? shadows.Dequeue() : new RealLiteral(0, call.Arguments[i].Type)));
        return arguments;
    }

    /// <summary>Adds the statements of the body, whose variables get names of their own, and gives what it returns.</summary>
    private IReadOnlyList<Expression> Inline(Function body, IReadOnlyList<Expression> arguments, List<Statement> output)
    {
        var renamed = new Dictionary<Variable, Expression>();
        for (int i = 0; i < body.Parameters.Count; i++)
            renamed.Add(body.Parameters[i].Variable, Atom(body.Parameters[i].Variable, arguments[i], output));
        foreach (Variable variable in body.Body.AllDefinitions())
            renamed.Add(variable, new Use(_names.Fresh(variable.Name, variable.Type)));
        EquatableArray<Statement> statements = new Substitution(renamed).Rewrite(body.Body);
        output.AddRange(statements.Take(statements.Count - 1));
        return ((Return)statements[statements.Count - 1]).Values;
    }

    private Expression Atom(Variable parameter, Expression argument, List<Statement> output)
    {
        if (argument.Type is ArrayType || argument.IsAtom())
            return argument;
        Variable variable = _names.Fresh(NameSupply.Temporary(NameSupply.Plain(parameter.Name)), argument.Type);
        output.Add(new Assign(variable, argument));
        return new Use(variable);
    }
}
