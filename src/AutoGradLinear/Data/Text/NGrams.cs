namespace AutoGradLinear.Data;

/// <summary>What takes the n-grams of a text.</summary>
internal interface INGramSink
{
    /// <summary>Takes one occurrence.</summary>
    /// <param name="analyzer">Where it comes from: an index into <see cref="NGrams.Analyzers"/>.</param>
    /// <param name="ngram">The n-gram; valid during the call.</param>
    void Add(int analyzer, ReadOnlySpan<char> ngram);
}

/// <summary>Walks through the n-grams of a text.</summary>
internal static class NGrams
{
    /// <summary>The names of the analyzers, in the order of their columns.</summary>
    public static ReadOnlySpan<string> Analyzers => new string[] { "words", "characters", "charactersInWords" };

    /// <summary>The lengths that an analyzer counts, or null.</summary>
    public static NGramRange? RangeOf(TextVectorizerOptions options, int analyzer) => analyzer switch
    {
        0 => options.Words,
        1 => options.Characters,
        _ => options.CharactersInWords,
    };

    /// <summary>Hands every occurrence of every n-gram to a sink.</summary>
    public static void Visit<TSink>(NormalizedText text, TextVectorizerOptions options, TSink sink)
        where TSink : INGramSink
    {
        if (options.Words is { } words)
        {
            for (int n = words.Shortest; n <= Math.Min(words.Longest, text.WordCount); n++)
            {
                for (int i = 0; i + n <= text.WordCount; i++)
                    sink.Add(0, text.Words(i, n));
            }
        }

        if (text.CharacterCount == 0)
            return;
        if (options.Characters is { } characters)
        {
            int first = text.BeginsBlank ? 0 : 1;
            int end = text.EndsBlank ? text.CharacterCount : text.CharacterCount - 1;
            for (int n = characters.Shortest; n <= Math.Min(characters.Longest, end - first); n++)
            {
                for (int i = first; i + n <= end; i++)
                    sink.Add(1, text.Characters(i, i + n));
            }
        }

        if (options.CharactersInWords is { } inWords)
            VisitWithinWords(text, inWords, sink);
    }

    private static void VisitWithinWords<TSink>(NormalizedText text, NGramRange range, TSink sink)
        where TSink : INGramSink
    {
        int begin = 0;
        for (int blank = 1; blank < text.CharacterCount; blank++)
        {
            if (!text.IsBlank(blank))
                continue;
            int length = blank + 1 - begin;
            for (int n = range.Shortest; n <= range.Longest; n++)
            {
                if (n >= length)
                {
                    sink.Add(2, text.Characters(begin, blank + 1));
                    break;
                }

                for (int i = begin; i + n <= blank + 1; i++)
                    sink.Add(2, text.Characters(i, i + n));
            }

            begin = blank;
        }
    }
}
