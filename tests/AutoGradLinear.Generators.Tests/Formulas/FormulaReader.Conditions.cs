namespace AutoGradLinear.Generators.Tests;

/// <summary>What stands in brackets, below a Σ, and before a question mark.</summary>
internal sealed partial class FormulaReader
{
    private Truth Condition()
    {
        Truth left = Conjunction();
        while (Takes("∨"))
        {
            (Truth first, Truth second) = (left, Conjunction());
            left = names => first(names) || second(names);
        }

        return left;
    }

    private Truth Conjunction()
    {
        Truth left = Comparison();
        while (Takes("∧"))
        {
            (Truth first, Truth second) = (left, Comparison());
            left = names => first(names) && second(names);
        }

        return left;
    }

    /// <summary>A comparison, or several in a row: 0 ≤ i &lt; n.</summary>
    private Truth Comparison()
    {
        if (Takes("¬"))
        {
            string flag = Identifier();
            return names => !(bool)names[flag];
        }

        int start = _position;
        if (Takes("("))
        {
            try
            {
                Truth inner = Condition();
                if (Takes(")"))
                    return inner;
            }
            catch (FormatException)
            {
                // The parenthesis belongs to a number.
            }

            _position = start;
        }

        List<(string Operator, Value Value)> chain = [("", Sum())];
        while ("= ≠ ≤ ≥ < >".Split(' ').FirstOrDefault(Takes) is { } comparison)
            chain.Add((comparison, Sum()));
        if (chain.Count == 1)
        {
            string flag = _text[start.._position].Trim();
            return names => (bool)names[flag];
        }

        return names => Enumerable.Range(1, chain.Count - 1).All(i => Compare(chain[i].Operator, chain[i - 1].Value(names), chain[i].Value(names)));
    }

    private static bool Compare(string comparison, double left, double right) => comparison switch
    {
        "=" => left == right,
        "≠" => left != right,
        "<" => left < right,
        "≤" => left <= right,
        ">" => left > right,
        _ => left >= right,
    };
}
