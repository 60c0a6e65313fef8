using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Differentiation;

/// <summary>
/// A conservative proof that a function has a continuous gradient: its active values are computed by functions that are smooth everywhere, and neither a branch nor a loop
/// nor a value that was cut off from the derivative depends on them.
/// </summary>
internal static class Smoothness
{
    public static bool IsProved(Function core)
    {
        Activity activity = Activity.Of(core);
        var derived = new HashSet<Variable>(core.Parameters.Where(parameter => parameter.IsDifferentiated).Select(parameter => parameter.Variable));
        foreach (Expression array in core.Body.AllStatements().SelectMany(Writes.TargetsOf))
            derived.UnionWith(Activity.RootsOf(array));
        return core.Body.AllStatements().All(statement => IsSmooth(statement, activity, derived));
    }

    /// <summary>Marks what depends on the differentiated parameters in any way, and refuses what depends on them other than smoothly.</summary>
    private static bool IsSmooth(Statement statement, Activity activity, HashSet<Variable> derived)
    {
        bool DependsOn(Expression expression)
            => expression.Any(part => part is Use { Type: not ArrayType } use && derived.Contains(use.Variable))
                || expression.ArraysRead().SelectMany(Activity.RootsOf).Any(derived.Contains);
        switch (statement)
        {
            case Assign assign when DependsOn(assign.Value):
                derived.Add(assign.Target);
                return activity.IsActive(assign.Target) && IsSmoothOperation(assign.Value);
            case If @if:
                // The merged values are taken for derived, whatever the arms compute: the arms come later.
                derived.UnionWith(@if.Merges.Select(merge => merge.Result));
                return !DependsOn(@if.Condition);
            case While or Call or Map:
                return false;
            case For loop:
                if (DependsOn(loop.From) || DependsOn(loop.To))
                    return false;
                foreach (Carry carry in loop.Carries.Where(carry => activity.IsActive(carry.Inner)))
                {
                    derived.Add(carry.Inner);
                    derived.Add(carry.Result);
                }

                return true;
            default:
                return true;
        }
    }

    private static bool IsSmoothOperation(Expression expression) => expression switch
    {
        Element or Convert => true,
        Apply { Function: "SpanSum" or "SpanDot" or "SpanSumOfSquares" } => true,
        _ => DerivativeTable.Find(expression) is { Rule.IsSmooth: true }
            || expression is Binary { Operator: BinaryOperator.Divide, Right: RealLiteral { Value: not 0 } },
    };
}
