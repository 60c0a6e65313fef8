using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Optimization;

/// <summary>
/// Puts the value of a temporary that is used once where it is used, so that the printed code has expressions as people write them. The evaluation moves to the
/// use: past no write to memory that it reads, into no loop, and into a branch only if it cannot throw.
/// </summary>
internal sealed class Folding : Rewriter
{
    /// <summary>Larger expressions are left in pieces: a line should be readable.</summary>
    private const int LargestExpression = 16;

    private readonly Dictionary<Variable, int> _uses = [];
    private readonly Dictionary<Variable, Expression> _folded = [];

    private Folding(Function function)
    {
        foreach (Variable variable in function.Body.AllExpressions().SelectMany(expression => expression.Uses()))
            _uses[variable] = _uses.TryGetValue(variable, out int count) ? count + 1 : 1;
    }

    public static Function Run(Function function) => function with { Body = new Folding(function).Rewrite(function.Body) };

    public override Expression Rewrite(Expression expression)
        => expression is Use use ? (_folded.TryGetValue(use.Variable, out Expression? value) ? value : use) : base.Rewrite(expression);

    public override EquatableArray<Statement> Rewrite(EquatableArray<Statement> block)
    {
        var output = new List<Statement>();
        for (int i = 0; i < block.Count; i++)
        {
            if (block[i] is Assign assign && IsCandidate(assign.Target))
            {
                Expression value = Rewrite(assign.Value);
                if (MayMove(assign.Target, value, block, i))
                {
                    _folded.Add(assign.Target, value);
                    continue;
                }
            }

            Rewrite(block[i], output);
        }

        return output.ToEquatableArray();
    }

    private bool IsCandidate(Variable variable)
        => NameSupply.IsTemporary(variable) && _uses.TryGetValue(variable, out int count) && count == 1;

    private static bool MayMove(Variable variable, Expression value, EquatableArray<Statement> block, int position)
    {
        if (value.SelfAndParts().Count() > LargestExpression)
            return false;
        Exceptions throws = Throwing.Of(value);
        for (int i = position + 1; i < block.Count; i++)
        {
            // Which of two exceptions comes first must not change; two of one kind are the same.
            Exceptions others = Effects.Of(block[i]).Throws;
            if (throws != Exceptions.None && others != Exceptions.None && (throws | others) != Exceptions.IndexOutOfRange)
                return false;
            Reach reach = ReachOf(block[i], variable);
            if (reach == Reach.Certain || (reach == Reach.Conditional && !Effects.CanThrow(value)))
                return true;
            if (reach != Reach.None || Overwrites(block[i], value))
                return false;
        }

        // The use is behind the block: a merged or carried value.
        return true;
    }

    private static bool Overwrites(Statement statement, Expression value) => value.ArraysRead().Any(Effects.Of(statement).Writes);

    /// <summary>How the statement would evaluate an expression that stood for the variable.</summary>
    private static Reach ReachOf(Statement statement, Variable variable)
    {
        switch (statement)
        {
            case If @if:
                if (Mentions(@if.Condition, variable))
                    return Mentions(@if.Condition, variable, isConditional: true) ? Reach.Conditional : Reach.Certain;
                foreach (EquatableArray<Statement> block in statement.Blocks())
                {
                    foreach (Statement inner in block)
                    {
                        Reach reach = ReachOf(inner, variable);
                        if (reach != Reach.None)
                            return reach == Reach.Loop ? Reach.Loop : Reach.Conditional;
                        if (inner is not Assign && Effects.Of(inner).HasEffect && Effects.Of(block).Uses.Contains(variable))
                            return Reach.Loop;
                    }
                }

                return @if.Merges.Any(merge => Mentions(merge.Then, variable) || Mentions(merge.Else, variable)) ? Reach.Conditional : Reach.None;
            case For loop:
                if (Mentions(loop.From, variable) || loop.Carries.Any(carry => Mentions(carry.Initial, variable)))
                    return Reach.Certain;
                return Effects.Of(loop).Uses.Contains(variable) ? Reach.Loop : Reach.None;
            case While loop:
                if (loop.Carries.Any(carry => Mentions(carry.Initial, variable)))
                    return Reach.Certain;
                return Effects.Of(loop).Uses.Contains(variable) ? Reach.Loop : Reach.None;
            default:
                if (!statement.OwnExpressions().Any(expression => Mentions(expression, variable)))
                    return Reach.None;
                return statement.OwnExpressions().Any(expression => Mentions(expression, variable, isConditional: true)) ? Reach.Conditional : Reach.Certain;
        }
    }

    private static bool Mentions(Expression expression, Variable variable) => expression.Uses().Contains(variable);

    /// <summary>Whether the variable stands in a part that is not always evaluated.</summary>
    private static bool Mentions(Expression expression, Variable variable, bool isConditional) => expression switch
    {
        Conditional conditional => Mentions(conditional.Then, variable) || Mentions(conditional.Else, variable)
            || Mentions(conditional.Condition, variable, isConditional),
        Binary { Operator: BinaryOperator.AndAlso or BinaryOperator.OrElse } binary => Mentions(binary.Right, variable)
            || Mentions(binary.Left, variable, isConditional),
        _ => expression.Parts().Any(part => Mentions(part, variable, isConditional)),
    };

    private enum Reach
    {
        None,
        Certain,
        Conditional,
        Loop,
    }
}
