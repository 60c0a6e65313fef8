using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Symbolic.Stability;

/// <summary>
/// The variables of a function that are the largest or the smallest of several values: where the source has taken one out of its exponents,
/// nothing is left to do.
/// </summary>
internal sealed class Maxima
{
    private readonly Dictionary<Variable, Expression> _definitions = [];
    private readonly HashSet<Variable> _largest = [];
    private readonly HashSet<Variable> _smallest = [];

    private Maxima()
    {
    }

    public static Maxima Of(Function function)
    {
        var maxima = new Maxima();
        IReadOnlyList<Statement> statements = function.Body.AllStatements();
        foreach (Statement statement in statements)
        {
            switch (statement)
            {
                case Assign assign:
                    maxima._definitions[assign.Target] = assign.Value;
                    if (maxima.IsExtremum(assign.Value, "Max", "SpanMax", "SpanIndexOfMax"))
                        maxima._largest.Add(assign.Target);
                    if (maxima.IsExtremum(assign.Value, "Min", "SpanMin", "SpanIndexOfMin"))
                        maxima._smallest.Add(assign.Target);
                    break;
                case If @if:
                    foreach (Merge merge in @if.Merges.Where(merge => IsComparison(maxima.Resolve(@if.Condition), merge.Then, merge.Else)))
                        _ = (maxima._largest.Add(merge.Result), maxima._smallest.Add(merge.Result));
                    break;
            }
        }

        // What a loop carries is the largest value so far where its next value is the larger of two.
        foreach (Carry carry in statements.OfType<For>().SelectMany(loop => loop.Carries))
        {
            foreach (HashSet<Variable> found in new[] { maxima._largest, maxima._smallest })
            {
                if (carry.Next is Use next && found.Contains(next.Variable))
                    found.Add(carry.Result);
            }
        }

        return maxima;
    }

    /// <summary>
    /// The variables that are the largest or the smallest of several values, those of some rounds of loops only included, in the order of the
    /// source.
    /// </summary>
    public static IEnumerable<Variable> All(Function function)
    {
        Maxima maxima = Of(function);
        HashSet<Variable> found = [.. maxima._largest, .. maxima._smallest];
        IReadOnlyList<Statement> statements = function.Body.AllStatements();
        List<Carry> carries =
        [
            .. statements.OfType<For>().SelectMany(loop => loop.Carries),
            .. statements.OfType<While>().SelectMany(loop => loop.Carries),
        ];
        bool IsFound(Expression value) => value is Use use && found.Contains(use.Variable);
        for (int count = -1; count != found.Count;)
        {
            count = found.Count;
            found.UnionWith(statements.OfType<If>()
                .SelectMany(@if => @if.Merges)
                .Where(merge => IsFound(merge.Then) || IsFound(merge.Else))
                .Select(merge => merge.Result));
            found.UnionWith(carries.Where(carry => IsFound(carry.Next)).Select(carry => carry.Result));
        }

        return function.Body.AllDefinitions().Where(variable => variable.Type.IsReal && found.Contains(variable));
    }

    /// <summary>Whether the exponent is x − max, min − x or a multiple of one.</summary>
    public bool AreTakenOutOf(Expression exponent, bool isNegated = false) => Resolve(exponent) switch
    {
        Binary { Operator: BinaryOperator.Subtract } difference => IsAmong(isNegated ? _smallest : _largest, difference.Right)
            || IsAmong(isNegated ? _largest : _smallest, difference.Left)
            || AreTakenOutOf(difference.Left, isNegated),
        Binary { Operator: BinaryOperator.Multiply } product
            => AreTakenOutOf(product.Left, isNegated) || AreTakenOutOf(product.Right, isNegated),
        Binary { Operator: BinaryOperator.Divide } quotient => AreTakenOutOf(quotient.Left, isNegated),
        Unary { Operator: UnaryOperator.Negate } negated => AreTakenOutOf(negated.Operand, !isNegated),
        _ => false,
    };

    private bool IsAmong(HashSet<Variable> found, Expression value) => value is Use use && (found.Contains(use.Variable)
        || (_definitions.TryGetValue(use.Variable, out Expression? definition)
            && definition is Apply { Function: "Stop" } stop
            && IsAmong(found, stop.Arguments[0])));

    private bool IsExtremum(Expression value, string ofTwo, string ofRow, string position) => value switch
    {
        Apply { Type: RealType } apply => apply.Function == ofTwo || apply.Function == ofRow,
        Conditional choice => IsComparison(Resolve(choice.Condition), choice.Then, choice.Else),
        Element { Index: Use index }
            => _definitions.TryGetValue(index.Variable, out Expression? at) && at is Apply apply && apply.Function == position,
        _ => false,
    };

    /// <summary>Whether the condition compares the two values.</summary>
    private static bool IsComparison(Expression condition, Expression then, Expression @else)
        => condition is Binary { Left.Type: RealType, Operator: BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual } comparison
            && ((comparison.Left.Equals(then) && comparison.Right.Equals(@else)) || (comparison.Left.Equals(@else) && comparison.Right.Equals(then)));

    private Expression Resolve(Expression value) => value is Use use && _definitions.TryGetValue(use.Variable, out Expression? definition) ? definition : value;
}
