namespace AutoGradLinear;

/// <summary>What a missing category becomes.</summary>
public enum MissingCategory
{
    /// <summary>
    /// A category of its own, with the feature "x is missing"; where the training data have no missing value, all features of the column are 0.
    /// </summary>
    Own,

    /// <summary>All features of the column are 0.</summary>
    Zeros,

    /// <summary>The category that is most frequent in the training data; the first in ordinal order where several are. Not for hashing.</summary>
    MostFrequent,

    /// <summary>An error.</summary>
    Refuse,
}

/// <summary>What becomes of a category that the training data do not have.</summary>
public enum UnknownCategory
{
    /// <summary>It counts as one of the rare ones, where there is a feature for them ("x is other"); else all features of the column are 0.</summary>
    Other,

    /// <summary>All features of the column are 0.</summary>
    Zeros,

    /// <summary>An error.</summary>
    Refuse,
}

/// <summary>How a column of categories becomes features.</summary>
public abstract record CategoryEncoding : ColumnEncoding
{
    private protected CategoryEncoding()
    {
    }

    /// <summary>What a missing category becomes.</summary>
    public MissingCategory Missing { get; init; } = MissingCategory.Own;

    internal sealed override ColumnKind Kind => ColumnKind.Category;

    internal override void Validate()
    {
        if (!Enum.IsDefined(Missing))
            throw new ArgumentException($"{(int)Missing} is no way to treat missing categories.", nameof(Missing));
    }
}

/// <summary>
/// A feature for each category of the training data, "x=category", 1 where the row has it, else 0; in ordinal order. Rare categories can share
/// a feature, "x is other".
/// </summary>
public sealed record OneHotEncoding : CategoryEncoding
{
    /// <summary>What becomes of a category that the training data do not have.</summary>
    public UnknownCategory Unknown { get; init; } = UnknownCategory.Other;

    /// <summary>How many rows of the training data a category needs, at least, for a feature of its own; 1 or more.</summary>
    public int MinFrequency { get; init; } = 1;

    /// <summary>
    /// How many categories have a feature of their own, at most: the most frequent ones, the first in ordinal order where frequencies are
    /// equal. Null sets no limit.
    /// </summary>
    public int? MaxCategories { get; init; }

    internal override void Validate()
    {
        base.Validate();
        if (!Enum.IsDefined(Unknown))
            throw new ArgumentException($"{(int)Unknown} is no way to treat unknown categories.", nameof(Unknown));
        if (MinFrequency < 1)
            throw new ArgumentOutOfRangeException(nameof(MinFrequency), MinFrequency, "A category of the training data has one row or more.");
        if (MaxCategories < 1)
            throw new ArgumentOutOfRangeException(nameof(MaxCategories), MaxCategories, "One category or more has a feature of its own; drop the column if it should have none.");
    }
}

/// <summary>
/// Feature hashing: a category, known or not, becomes +1 or −1 in one of 2^<see cref="Bits"/> features, "x#0", "x#1", …; its hash chooses which
/// one, and the sign. For columns of very many categories; those that collide share a feature.
/// </summary>
/// <remarks>
/// K. Weinberger et al., "Feature hashing for large scale multitask learning", ICML 2009. The hash is that of the UTF-8 text (MurmurHash3, 32
/// bits), the same in every process and on every machine.
/// </remarks>
public sealed record HashEncoding : CategoryEncoding
{
    /// <summary>The most bits that are allowed.</summary>
    internal const int MostBits = 20;

    /// <summary>The logarithm of the number of features, from 1 to 20.</summary>
    public int Bits { get; init; } = 10;

    internal override void Validate()
    {
        base.Validate();
        if (Bits is < 1 or > MostBits)
            throw new ArgumentOutOfRangeException(nameof(Bits), Bits, $"There are 2^1 to 2^{MostBits} features for a hashed column.");
        if (Missing == MissingCategory.MostFrequent)
            throw new ArgumentException("Hashing does not count categories, so the most frequent one is not known; choose another treatment of missing ones.", nameof(Missing));
    }
}
