namespace AutoGradLinear;

/// <summary>How often a term stands in a text, as a weight. A count c other than 0 becomes:</summary>
public enum TermFrequency
{
    /// <summary>c itself.</summary>
    Count,

    /// <summary>1 (−1 for a negative sum of signed hashes).</summary>
    Binary,

    /// <summary>1 + ln c (sign(c) · (1 + ln |c|) for a sum of signed hashes).</summary>
    Logarithmic,
}
