using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Symbolic.Formulas;

/// <summary>What stands below a Σ, and conditions.</summary>
internal sealed partial class FormulaText
{
    /// <summary><c>Σⱼ</c> for a whole row, <c>Σ_{j≠label}</c> under a condition, <c>Σ_{1≤j&lt;n}</c> in a range.</summary>
    private string Over(string symbol, Index index, Formula from, Formula to, Condition condition, Formula body)
    {
        // Below a Σ an inequality would be read as the range.
        bool isRange = (condition is Every every ? every.Of : [condition]).Any(part => part is not (Fixed or Comparison { Operator: BinaryOperator.Equal or BinaryOperator.NotEqual }));
        bool isWhole = !isRange && from.Equals(Formula.Zero) && to is Count count && RowsAt(index, body) is { Count: > 0 } rows
            && rows.All(row => row == count.Row || _sameLength.Contains((row, count.Row)));
        bool hadName = _indices.TryGetValue(index.Id, out string? outer);
        string name = NameOf(index);
        _indices[index.Id] = name;
        _taken.Add(name);
        var below = new List<string>();
        if (!isWhole)
            below.Add((from.Equals(Formula.Zero) ? "" : $"{Print(from, Level.Sum)} ≤ ") + $"{name} < {Print(to, Level.Sum)}");
        if (!condition.Equals(Condition.True))
            below.Add(Print(condition));
        string head = below.Count > 0 ? $"_{{{string.Join(", ", below).Replace(" ", "").Replace(",", ", ")}}}" : Subscript(name) ?? $"_{{{name}}}";
        string text = Print(body, Level.Product);
        _taken.Remove(name);
        if (hadName)
            _indices[index.Id] = outer!;
        else
            _indices.Remove(index.Id);
        return $"{symbol}{head} {text}";
    }

    private string NameOf(Index index)
    {
        string[] candidates = [index.Hint, "i", "j", "l", "m", "n", "p", "r", "t", "u", "v"];
        return candidates.FirstOrDefault(name => Subscript(name) is not null && !_taken.Contains(name)) ?? index.Id.Replace("#", "i");
    }

    /// <summary>The rows of which the body reads the element with the index itself.</summary>
    private static HashSet<string> RowsAt(Index index, Formula body)
        =>
        [
            .. body.SelfAndParts().OfType<Item>().Where(item => item.At.Equals(index)).Select(item => item.Row),
            .. body.SelfAndParts().OfType<Softmax>().Where(softmax => softmax.At.Equals(index)).Select(softmax => softmax.Row),
        ];

    /// <summary>The conditions on the index itself, which stand below the Σ, and the rest of the body.</summary>
    private static (Condition Condition, Formula Body) Separate(Series series)
    {
        List<Formula> factors = [.. Arithmetic.Factors(series.Body)];
        if (factors.OfType<Bracket>().FirstOrDefault() is not { } bracket)
            return (Condition.True, series.Body);
        List<Condition> conditions = [.. bracket.Condition is Every every ? every.Of : [bracket.Condition]];
        List<Condition> onIndex = [.. conditions.Where(IsOnIndex)];
        if (onIndex.Count == 0 || (onIndex.Count == conditions.Count && factors.Count == 1))
            return (Condition.True, series.Body);
        factors.Remove(bracket);
        return (Condition.And(onIndex), Arithmetic.Multiply([Arithmetic.Where(Condition.And(conditions.Except(onIndex))), .. factors]));

        bool IsOnIndex(Condition condition)
            => condition is Comparison comparison && (comparison.Left.Equals(series.Index) || comparison.Right.Equals(series.Index)) && !condition.SelfAndParts().Any(part => part is Item or Series or Extremum or Argument);
    }

    private string Print(Condition condition) => condition switch
    {
        Fixed constant => constant.Value ? "1 = 1" : "1 = 0",
        Flag flag => flag.Text,
        Comparison comparison => $"{Print(comparison.Left, Level.Sum)} {Symbol(comparison.Operator)} {Print(comparison.Right, Level.Sum)}",
        Every every => string.Join(" ∧ ", every.Of.Select(part => part is Opposite { Of: Every } ? $"({Print(part)})" : Print(part))),
        Opposite { Of: Every all } => string.Join(" ∨ ", all.Of.Select(part => Condition.Not(part) is var not && not is Every ? $"({Print(not)})" : Print(not))),
        Opposite opposite => $"¬{Print(opposite.Of)}",
        _ => throw new InvalidOperationException($"No text for {condition.GetType().Name}."),
    };

    private static string Symbol(BinaryOperator comparison) => comparison switch
    {
        BinaryOperator.Equal => "=",
        BinaryOperator.NotEqual => "≠",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "≤",
        BinaryOperator.Greater => ">",
        _ => "≥",
    };
}
