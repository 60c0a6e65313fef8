using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.Symbolic;

namespace AutoGradLinear.Generators.Differentiation;

/// <summary>
/// The rules that people write for functions of numbers, as rules of the table: a partial derivative is a call of the method. Nothing is
/// known of it, so it may be infinite or NaN, and a zero adjoint absorbs that.
/// </summary>
internal static class UserRules
{
    public static DerivativeRule Of(UserRule rule)
        => new([.. rule.Items.Select(item => item == 0 ? DerivativeTable.None : PartialOf(rule, item))], IsSmooth: false, IsSingular: true);

    private static Partial PartialOf(UserRule rule, int item) => (context, a) => context.ScaleSingular(a, Call(rule, item, context));

    private static Apply Call(UserRule rule, int item, RuleContext context)
    {
        // In what the rule computes, too, no derivative flows through what it has no partial derivative for.
        IEnumerable<Expression> arguments = context.Arguments
            .Select((argument, i) => argument.Type.IsReal && rule.Items[i] == 0 ? Algebra.Call("Stop", argument) : argument);
        return new Apply(
            rule.Id,
            rule.TakesResult ? [.. arguments, context.Result] : arguments.ToEquatableArray(),
            context.Type,
            External: new ExternalFunction(rule.Name, rule.Text, Item: rule.Count > 1 ? item : 0, Items: rule.Count));
    }
}
