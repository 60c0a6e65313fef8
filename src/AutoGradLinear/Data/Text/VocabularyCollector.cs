namespace AutoGradLinear.Data;

/// <summary>Counts in how many texts, and how often, each n-gram stands, and chooses those that get a column.</summary>
internal sealed class VocabularyCollector : INGramSink
{
    private readonly Dictionary<string, int>[] ids;
    private readonly List<Term> terms = [];
    private int document;

    public VocabularyCollector()
    {
        ids = new Dictionary<string, int>[NGrams.Analyzers.Length];
        for (int analyzer = 0; analyzer < ids.Length; analyzer++)
            ids[analyzer] = new Dictionary<string, int>(StringComparer.Ordinal);
    }

    /// <summary>Counts the n-grams of one more text.</summary>
    public void AddText(NormalizedText text, TextVectorizerOptions options)
    {
        document++;
        NGrams.Visit(text, options, this);
    }

    public void Add(int analyzer, ReadOnlySpan<char> ngram)
    {
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup = ids[analyzer].GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(ngram, out int id))
        {
            id = terms.Count;
            string text = ngram.ToString();
            ids[analyzer].Add(text, id);
            terms.Add(new Term(analyzer, text));
        }

        terms[id].Count(document);
    }

    /// <summary>Chooses n-grams.</summary>
    /// <returns>The vocabulary, and for each column the number of texts that hold its n-gram.</returns>
    /// <exception cref="ArgumentException">None is left.</exception>
    public (TextVocabulary Vocabulary, int[] DocumentCounts) Choose(TextVectorizerOptions options)
    {
        List<Term> chosen = terms.FindAll(term =>
            term.Documents >= options.MinDocuments && (double)term.Documents / document <= options.MaxDocumentShare);
        if (chosen.Count == 0)
        {
            throw new ArgumentException(terms.Count == 0
                ? $"The {document} training texts hold nothing that is counted: no n-grams of the given lengths."
                : $"None of the {terms.Count} n-grams of the training texts is left: each stands in fewer than MinDocuments ({options.MinDocuments}) "
                    + "texts, or in more than the share MaxDocumentShare. Ask for less.");
        }

        if (options.MaxFeatures is int most && chosen.Count > most)
        {
            chosen.Sort((a, b) => a.Occurrences != b.Occurrences ? b.Occurrences.CompareTo(a.Occurrences) : InOrder(a, b, textFirst: true));
            chosen.RemoveRange(most, chosen.Count - most);
        }

        chosen.Sort((a, b) => InOrder(a, b, textFirst: false));
        string[][] texts = new string[ids.Length][];
        for (int analyzer = 0; analyzer < texts.Length; analyzer++)
            texts[analyzer] = [.. chosen.Where(term => term.Analyzer == analyzer).Select(term => term.Text)];
        return (new TextVocabulary(texts), [.. chosen.Select(term => term.Documents)]);
    }

    private static int InOrder(Term a, Term b, bool textFirst)
    {
        int byAnalyzer = a.Analyzer.CompareTo(b.Analyzer);
        int byText = string.CompareOrdinal(a.Text, b.Text);
        return textFirst ? (byText != 0 ? byText : byAnalyzer) : byAnalyzer != 0 ? byAnalyzer : byText;
    }

    private sealed class Term(int analyzer, string text)
    {
        private int last;

        public int Analyzer => analyzer;

        public string Text => text;

        public int Documents { get; private set; }

        public long Occurrences { get; private set; }

        public void Count(int document)
        {
            Occurrences++;
            if (last == document)
                return;
            last = document;
            Documents++;
        }
    }
}
