using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Symbolic.Formulas;

/// <summary>What stands in brackets, and decides between pieces.</summary>
internal abstract record Condition
{
    public static readonly Condition True = new Fixed(true);
    public static readonly Condition False = new Fixed(false);

    public static Condition Compare(BinaryOperator comparison, Formula left, Formula right)
    {
        if (left is Number a && right is Number b)
        {
            return new Fixed(comparison switch
            {
                BinaryOperator.Equal => a.Value == b.Value,
                BinaryOperator.NotEqual => a.Value != b.Value,
                BinaryOperator.Less => a.Value < b.Value,
                BinaryOperator.LessOrEqual => a.Value <= b.Value,
                BinaryOperator.Greater => a.Value > b.Value,
                _ => a.Value >= b.Value,
            });
        }

        return left.Equals(right)
            ? new Fixed(comparison is BinaryOperator.Equal or BinaryOperator.LessOrEqual or BinaryOperator.GreaterOrEqual)
            : new Comparison(comparison, left, right);
    }

    /// <summary>That all of them hold.</summary>
    public static Condition And(IEnumerable<Condition> conditions)
    {
        var all = new List<Condition>();
        foreach (Condition condition in conditions.SelectMany(condition => condition is Every every ? every.Of : [condition]))
        {
            if (condition.Equals(False) || all.Contains(Not(condition)))
                return False;
            if (!condition.Equals(True) && !all.Contains(condition))
                all.Add(condition);
        }

        return all.Count == 0 ? True : all.Count == 1 ? all[0] : new Every(all.ToEquatableArray());
    }

    /// <summary>That one of two holds at least.</summary>
    public static Condition Or(Condition left, Condition right) => Not(And([Not(left), Not(right)]));

    public static Condition Not(Condition condition) => condition switch
    {
        Fixed constant => new Fixed(!constant.Value),
        Opposite opposite => opposite.Of,
        Comparison comparison => new Comparison(Negated(comparison.Operator), comparison.Left, comparison.Right),
        _ => new Opposite(condition),
    };

    private static BinaryOperator Negated(BinaryOperator comparison) => comparison switch
    {
        BinaryOperator.Equal => BinaryOperator.NotEqual,
        BinaryOperator.NotEqual => BinaryOperator.Equal,
        BinaryOperator.Less => BinaryOperator.GreaterOrEqual,
        BinaryOperator.LessOrEqual => BinaryOperator.Greater,
        BinaryOperator.Greater => BinaryOperator.LessOrEqual,
        _ => BinaryOperator.Less,
    };
}

/// <summary>A condition that always holds, or never does.</summary>
internal sealed record Fixed(bool Value) : Condition;

internal sealed record Comparison(BinaryOperator Operator, Formula Left, Formula Right) : Condition;

/// <summary>A parameter or hyperparameter that is a condition.</summary>
internal sealed record Flag(string Text) : Condition;

internal sealed record Opposite(Condition Of) : Condition;

internal sealed record Every(EquatableArray<Condition> Of) : Condition;
