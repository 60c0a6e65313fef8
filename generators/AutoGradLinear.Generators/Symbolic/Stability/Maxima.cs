using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Symbolic.Stability;

/// <summary>The variables of a function that are the largest of several values: where the source has taken a maximum out of its exponents, nothing is left to do.</summary>
internal sealed class Maxima
{
    private readonly Dictionary<Variable, Expression> _definitions = [];
    private readonly HashSet<Variable> _largest = [];

    private Maxima()
    {
    }

    public static Maxima Of(Function function)
    {
        var maxima = new Maxima();
        foreach (Statement statement in function.Body.AllStatements())
        {
            switch (statement)
            {
                case Assign assign:
                    maxima._definitions[assign.Target] = assign.Value;
                    if (maxima.IsLargest(assign.Value))
                        maxima._largest.Add(assign.Target);
                    break;
                case If @if:
                    foreach (Merge merge in @if.Merges.Where(merge => IsComparison(maxima.Resolve(@if.Condition), merge.Then, merge.Else)))
                        maxima._largest.Add(merge.Result);
                    break;
            }
        }

        // What a loop carries is the largest value so far where its next value is the larger of two.
        foreach (For loop in function.Body.AllStatements().OfType<For>())
            maxima._largest.UnionWith(loop.Carries.Where(carry => carry.Next is Use next && maxima._largest.Contains(next.Variable)).Select(carry => carry.Result));
        return maxima;
    }

    /// <summary>Whether the exponent is a difference to a maximum, or a multiple of one.</summary>
    public bool AreTakenOutOf(Expression exponent) => Resolve(exponent) switch
    {
        Binary { Operator: BinaryOperator.Subtract } difference => IsMaximum(difference.Right) || AreTakenOutOf(difference.Left),
        Binary { Operator: BinaryOperator.Multiply } product => AreTakenOutOf(product.Left) || AreTakenOutOf(product.Right),
        Binary { Operator: BinaryOperator.Divide } quotient => AreTakenOutOf(quotient.Left),
        _ => false,
    };

    private bool IsMaximum(Expression value) => value is Use use && (_largest.Contains(use.Variable)
        || (_definitions.TryGetValue(use.Variable, out Expression? definition) && definition is Apply { Function: "Stop" } stop && IsMaximum(stop.Arguments[0])));

    private bool IsLargest(Expression value) => value switch
    {
        Apply { Function: "Max", Type: RealType } or Apply { Function: "SpanMax" } => true,
        Conditional choice => IsComparison(Resolve(choice.Condition), choice.Then, choice.Else),
        Element { Index: Use index } => _definitions.TryGetValue(index.Variable, out Expression? position) && position is Apply { Function: "SpanIndexOfMax" },
        _ => false,
    };

    /// <summary>Whether the condition compares the two values.</summary>
    private static bool IsComparison(Expression condition, Expression then, Expression @else)
        => condition is Binary { Left.Type: RealType, Operator: BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual } comparison
            && ((comparison.Left.Equals(then) && comparison.Right.Equals(@else)) || (comparison.Left.Equals(@else) && comparison.Right.Equals(then)));

    private Expression Resolve(Expression value) => value is Use use && _definitions.TryGetValue(use.Variable, out Expression? definition) ? definition : value;
}
