using System.Globalization;

namespace AutoGradLinear;

/// <summary>
/// What a <see cref="TextVectorizer"/> counts in texts, and how counts become features. As it stands: single words of two letters or more,
/// every word a feature, counts times smoothed idf, rows of length 1.
/// </summary>
/// <remarks>
/// Characters are Unicode scalar values: surrogate pairs count as one and are never cut in half. What is no valid UTF-16 counts as U+FFFD.
/// </remarks>
public sealed record TextVectorizerOptions
{
    private const int MaxBitsWithWeights = 24;

    /// <summary>The options that are used where none are given.</summary>
    public static TextVectorizerOptions Default { get; } = new();

    /// <summary>
    /// Counts sequences of words, joined by a blank; null counts none. A word is a run of letters, digits and marks that belong to letters;
    /// whatever else stands between words is dropped.
    /// </summary>
    public NGramRange? Words { get; init; } = new NGramRange(1, 1);

    /// <summary>Counts sequences of characters, punctuation and blanks included; every run of white space is one blank. Null counts none.</summary>
    public NGramRange? Characters { get; init; }

    /// <summary>
    /// Counts sequences of characters within what stands between white space, with a blank added on both sides: in "to be" with n = 3
    /// these are " to", "to ", " be", "be ". What is shorter than the shortest n counts once, as a whole. Null counts none.
    /// </summary>
    public NGramRange? CharactersInWords { get; init; }

    /// <summary>Whether letters become lower-case first, by the invariant rules, one character at a time.</summary>
    public bool Lowercase { get; init; } = true;

    /// <summary>The shortest word, in characters, for <see cref="Words"/>.</summary>
    public int MinWordLength { get; init; } = 2;

    /// <summary>Leaves out n-grams that stand in fewer of the training texts.</summary>
    public int MinDocuments { get; init; } = 1;

    /// <summary>Leaves out n-grams that stand in a larger part of the training texts, in (0, 1].</summary>
    public double MaxDocumentShare { get; init; } = 1.0;

    /// <summary>Keeps only so many n-grams: those that occur most often in the training texts, ties in ordinal order; null keeps all.</summary>
    public int? MaxFeatures { get; init; }

    /// <summary>
    /// With b, n-grams are not kept but hashed (MurmurHash3 of UTF-8) to 2^b columns, without names: memory does not grow with the texts,
    /// but n-grams may share a column. From 1 to 30, or to 24 with an inverse document frequency; null keeps a vocabulary.
    /// </summary>
    /// <remarks>K. Weinberger et al., "Feature hashing for large scale multitask learning", ICML 2009.</remarks>
    public int? HashBits { get; init; }

    /// <summary>Whether a second hash gives each n-gram a sign, so that those that share a column cancel on average instead of adding up.</summary>
    public bool SignedHash { get; init; }

    /// <summary>The weight of a count.</summary>
    public TermFrequency TermFrequency { get; init; } = TermFrequency.Count;

    /// <summary>The weight of an n-gram.</summary>
    public InverseDocumentFrequency InverseDocumentFrequency { get; init; } = InverseDocumentFrequency.Smoothed;

    /// <summary>The length that each row is divided by.</summary>
    public RowNorm Norm { get; init; } = RowNorm.L2;

    /// <summary>Whether training texts must be looked at.</summary>
    internal bool NeedsFitting => HashBits is null || InverseDocumentFrequency != InverseDocumentFrequency.None;

    /// <summary>Throws where an option makes no sense.</summary>
    /// <exception cref="ArgumentException">One does not; the message names it.</exception>
    internal void Validate()
    {
        Words?.Validate(nameof(Words));
        Characters?.Validate(nameof(Characters));
        CharactersInWords?.Validate(nameof(CharactersInWords));
        if (Words is null && Characters is null && CharactersInWords is null)
            throw new ArgumentException("Nothing is counted: give Words, Characters or CharactersInWords.", nameof(Words));
        Require(MinWordLength >= 1, nameof(MinWordLength), MinWordLength, "at least 1");
        Require(MinDocuments >= 1, nameof(MinDocuments), MinDocuments, "at least 1");
        Require(MaxDocumentShare is > 0.0 and <= 1.0, nameof(MaxDocumentShare), MaxDocumentShare, "above 0 and at most 1");
        Require(MaxFeatures is null or >= 1, nameof(MaxFeatures), MaxFeatures ?? 0, "at least 1");
        Require(HashBits is null or (>= 1 and <= 30), nameof(HashBits), HashBits ?? 0, "from 1 to 30");
        Require(Enum.IsDefined(TermFrequency), nameof(TermFrequency), (int)TermFrequency, "one of the values it names");
        Require(Enum.IsDefined(InverseDocumentFrequency), nameof(InverseDocumentFrequency), (int)InverseDocumentFrequency, "one of the values it names");
        Require(Enum.IsDefined(Norm), nameof(Norm), (int)Norm, "one of the values it names");
        if (HashBits > MaxBitsWithWeights && InverseDocumentFrequency != InverseDocumentFrequency.None)
        {
            throw new ArgumentException(
                $"HashBits is {HashBits}; with an inverse document frequency, which keeps a number for each column, expected at most {MaxBitsWithWeights}.", nameof(HashBits));
        }

        if (HashBits is not null && (MinDocuments > 1 || MaxDocumentShare < 1.0 || MaxFeatures is not null))
            throw new ArgumentException("MinDocuments, MaxDocumentShare and MaxFeatures choose n-grams of a vocabulary; with HashBits there is none.", nameof(HashBits));
        if (SignedHash && HashBits is null)
            throw new ArgumentException("SignedHash needs HashBits.", nameof(SignedHash));
    }

    private static void Require(bool isFine, string name, double value, string expected)
    {
        if (!isFine)
            throw new ArgumentException($"{name} is {value.ToString(CultureInfo.InvariantCulture)}; expected {expected}.", name);
    }
}
