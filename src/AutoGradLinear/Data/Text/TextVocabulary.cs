namespace AutoGradLinear.Data;

/// <summary>The n-grams that have a column: those of each analyzer in ordinal order, one analyzer after another.</summary>
internal sealed class TextVocabulary
{
    private readonly Dictionary<string, int>[] columns;

    /// <summary>Numbers the n-grams.</summary>
    /// <param name="terms">The n-grams of each analyzer, in their order; none stands twice.</param>
    public TextVocabulary(string[][] terms)
    {
        Terms = terms;
        columns = new Dictionary<string, int>[terms.Length];
        var names = new List<string>();
        bool areSeveral = terms.Count(list => list.Length > 0) > 1;
        for (int analyzer = 0; analyzer < terms.Length; analyzer++)
        {
            columns[analyzer] = new Dictionary<string, int>(terms[analyzer].Length, StringComparer.Ordinal);
            foreach (string term in terms[analyzer])
            {
                columns[analyzer].Add(term, names.Count);
                names.Add(areSeveral ? $"{NGrams.Analyzers[analyzer]}:{term}" : term);
            }
        }

        Names = Array.AsReadOnly([.. names]);
    }

    /// <summary>The n-grams of each analyzer.</summary>
    public string[][] Terms { get; }

    /// <summary>The names of the columns: the n-grams, with the analyzer in front where there are several.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The column of an n-gram, or −1.</summary>
    public int ColumnOf(int analyzer, ReadOnlySpan<char> ngram) =>
        columns[analyzer].GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(ngram, out int column) ? column : -1;
}
