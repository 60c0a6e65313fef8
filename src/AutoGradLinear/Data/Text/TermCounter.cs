using System.Runtime.InteropServices;
using AutoGradLinear.Numerics;

namespace AutoGradLinear.Data;

/// <summary>Counts the n-grams of one text by column. Its buffers are used again for the next text.</summary>
/// <param name="options">What is counted.</param>
/// <param name="vocabulary">The columns, or null where n-grams are hashed.</param>
internal sealed class TermCounter(TextVectorizerOptions options, TextVocabulary? vocabulary) : INGramSink
{
    /// <summary>Which analyzer an n-gram comes from is part of the hash; the golden ratio keeps the seeds apart.</summary>
    private const uint SeedStep = 0x9E3779B9;

    private readonly uint mask = vocabulary is null ? (1u << options.HashBits!.Value) - 1 : 0;
    private readonly bool isSigned = options.SignedHash;
    private readonly NormalizedText normalized = new();

    /// <summary>Twice the column of each occurrence, and 1 more where its sign is negative.</summary>
    private readonly List<uint> keys = [];
    private readonly List<int> columns = [];
    private readonly List<double> counts = [];

    /// <summary>The columns that the text has, ascending.</summary>
    public ReadOnlySpan<int> Columns => CollectionsMarshal.AsSpan(columns);

    /// <summary>The count of each column; never 0.</summary>
    public Span<double> Counts => CollectionsMarshal.AsSpan(counts);

    /// <summary>Counts.</summary>
    public void Read(ReadOnlySpan<char> text)
    {
        normalized.Read(text, options.Lowercase, options.MinWordLength);
        keys.Clear();
        columns.Clear();
        counts.Clear();
        NGrams.Visit(normalized, options, this);
        keys.Sort();
        for (int i = 0; i < keys.Count;)
        {
            uint column = keys[i] >> 1;
            int sum = 0;
            for (; i < keys.Count && keys[i] >> 1 == column; i++)
                sum += (keys[i] & 1) == 0 ? 1 : -1;
            if (sum == 0)
                continue;
            columns.Add((int)column);
            counts.Add(sum);
        }
    }

    public void Add(int analyzer, ReadOnlySpan<char> ngram)
    {
        if (vocabulary is null)
        {
            uint hash = StableHash.Of(ngram, unchecked((uint)analyzer * SeedStep));
            keys.Add(((hash & mask) << 1) | (isSigned ? hash >> 31 : 0));
        }
        else if (vocabulary.ColumnOf(analyzer, ngram) is int column and >= 0)
        {
            keys.Add((uint)column << 1);
        }
    }
}
