using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Symbolic.Formulas;

/// <summary>The formulas of a function and of its derivatives, as the documentation of generated members shows them.</summary>
internal static class FormulaDocumentation
{
    /// <summary>A longer formula explains nothing.</summary>
    private const int LongestText = 160;

    /// <summary>More cases are better read in the source.</summary>
    private const int MostPieces = 2;

    /// <summary>The formula of the value, then of each derivative that has one; nothing where the value has none.</summary>
    /// <param name="core">The function as it was written, with equal values shared.</param>
    /// <param name="symbol">What the value is called.</param>
    /// <param name="nameOf">What readers call a parameter.</param>
    public static EquatableArray<string> Of(Function core, string symbol, Func<Variable, string> nameOf)
    {
        if (Raising.Run(core, nameOf) is not { } raised)
            return [];
        HashSet<string> taken = [symbol, .. core.Parameters.Select(parameter => nameOf(parameter.Variable)), .. NamesIn(raised.Value)];
        var at = new Index("k", new[] { "k", "i", "j", "l", "m", "n" }.First(name => name == "n" || !taken.Contains(name)));
        if (taken.Contains(at.Hint))
            return [];
        var texts = new List<string>();
        if (Text(symbol, Shown(raised.Value)) is { } value)
            texts.Add(value);
        else
            return [];

        // A derivative would contradict a formula that does not say what counts as constant.
        if (raised.Value.SelfAndParts().Any(part => part is Stopped))
            return texts.ToEquatableArray();
        foreach (Parameter parameter in core.Parameters.Where(parameter => parameter.IsDifferentiated))
        {
            string name = nameOf(parameter.Variable);
            if (parameter.Variable.Type is ArrayType { Rank: not 1 } or ArrayType { Element: ArrayType } || Derivatives.Of(raised, name, at) is not { } derivative)
                continue;
            string by = parameter.Variable.Type is ArrayType ? FormulaText.Element(name, at.Hint) : name;
            if (Text($"∂{symbol}/∂{by}", NamedFunctions.Run(derivative)) is { } text)
                texts.Add(text);
        }

        return texts.ToEquatableArray();

        string? Text(string left, Formula right)
            => right.SelfAndParts().Count(part => part is Pieces) <= MostPieces
                && FormulaText.Of(right, raised.SameLength, taken, at) is { } text
                && left.Length + text.Length + 3 <= LongestText
                    ? $"{left} = {text}"
                    : null;
    }

    /// <summary>The value as readers see it: without marks of what is constant, and simplified again.</summary>
    private static Formula Shown(Formula value)
    {
        Formula Plain(Formula formula) => formula is Stopped stopped ? Plain(stopped.Value) : formula.MapParts(Plain);
        return NamedFunctions.Run(Plain(value));
    }

    private static IEnumerable<string> NamesIn(Formula formula) => formula.SelfAndParts().Select(part => part switch
    {
        Name name => name.Text,
        Item item => item.Row,
        Count count => count.Row,
        _ => null,
    }).OfType<string>();
}
