using System.Runtime.InteropServices;

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
        // One look-up, and a string only for an n-gram that is new.
        ref int id = ref CollectionsMarshal.GetValueRefOrAddDefault(ids[analyzer].GetAlternateLookup<ReadOnlySpan<char>>(), ngram, out bool isKnown);
        if (!isKnown)
        {
            id = terms.Count;
            terms.Add(new Term { Analyzer = analyzer });
        }

        ref Term term = ref CollectionsMarshal.AsSpan(terms)[id];
        term.Occurrences++;
        if (term.LastDocument != document)
            term.Documents++;
        term.LastDocument = document;
    }

    /// <summary>Chooses n-grams.</summary>
    /// <returns>The vocabulary, and for each column the number of texts that hold its n-gram.</returns>
    /// <exception cref="ArgumentException">None is left.</exception>
    public (TextVocabulary Vocabulary, int[] DocumentCounts) Choose(TextVectorizerOptions options)
    {
        var chosen = new List<(string Text, Term Term)>();
        foreach (Dictionary<string, int> known in ids)
        {
            foreach ((string text, int id) in known)
            {
                Term term = terms[id];
                if (term.Documents >= options.MinDocuments && (double)term.Documents / document <= options.MaxDocumentShare)
                    chosen.Add((text, term));
            }
        }

        if (chosen.Count == 0)
        {
            throw new ArgumentException(terms.Count == 0
                ? $"The {document} training texts hold nothing that is counted: no n-grams of the given lengths."
                : $"None of the {terms.Count} n-grams of the training texts is left: each stands in fewer than MinDocuments ({options.MinDocuments}) "
                    + "texts, or in more than the share MaxDocumentShare. Ask for less.");
        }

        if (options.MaxFeatures is int most && chosen.Count > most)
        {
            chosen.Sort((a, b) => a.Term.Occurrences != b.Term.Occurrences ? b.Term.Occurrences.CompareTo(a.Term.Occurrences) : InOrder(a, b, textFirst: true));
            chosen.RemoveRange(most, chosen.Count - most);
        }

        chosen.Sort((a, b) => InOrder(a, b, textFirst: false));
        string[][] texts = new string[ids.Length][];
        for (int analyzer = 0; analyzer < texts.Length; analyzer++)
            texts[analyzer] = [.. chosen.Where(entry => entry.Term.Analyzer == analyzer).Select(entry => entry.Text)];
        return (new TextVocabulary(texts), [.. chosen.Select(entry => entry.Term.Documents)]);
    }

    private static int InOrder((string Text, Term Term) a, (string Text, Term Term) b, bool textFirst)
    {
        int byAnalyzer = a.Term.Analyzer.CompareTo(b.Term.Analyzer);
        int byText = string.CompareOrdinal(a.Text, b.Text);
        return textFirst ? (byText != 0 ? byText : byAnalyzer) : byAnalyzer != 0 ? byAnalyzer : byText;
    }

    private struct Term
    {
        public int Analyzer;
        public int LastDocument;
        public int Documents;
        public long Occurrences;
    }
}
