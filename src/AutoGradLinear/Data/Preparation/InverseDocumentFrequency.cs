namespace AutoGradLinear;

/// <summary>How much a term tells, from the number df of texts that hold it among the N texts that were fitted on.</summary>
/// <remarks>K. Spärck Jones, "A statistical interpretation of term specificity", Journal of Documentation 28(1), 1972.</remarks>
public enum InverseDocumentFrequency
{
    /// <summary>1 for every term.</summary>
    None,

    /// <summary>ln(N / df): 0 for a term in every text, and 0 for a term in none, of which nothing can be learnt.</summary>
    Logarithmic,

    /// <summary>ln((1 + N) / (1 + df)) + 1, as if one text more held every term: never 0, as scikit-learn has it.</summary>
    Smoothed,
}
