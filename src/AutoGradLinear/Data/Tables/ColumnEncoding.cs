namespace AutoGradLinear;

/// <summary>How a column of a table becomes features.</summary>
public abstract record ColumnEncoding
{
    private protected ColumnEncoding()
    {
    }

    /// <summary>The kind of column that this is for.</summary>
    internal abstract ColumnKind Kind { get; }

    /// <summary>Throws where a setting makes no sense.</summary>
    /// <exception cref="ArgumentException">One does not.</exception>
    internal abstract void Validate();
}

/// <summary>What takes the place of a missing number.</summary>
public enum Imputation
{
    /// <summary>The mean of the training data.</summary>
    Mean,

    /// <summary>The median of the training data: the middle value, or the mean of the two middle ones.</summary>
    Median,

    /// <summary>A number that is given.</summary>
    Constant,

    /// <summary>Nothing: a missing number is an error.</summary>
    Refuse,
}

/// <summary>A column of numbers becomes one feature, and another one that tells where it was missing, if wanted.</summary>
public sealed record NumericEncoding : ColumnEncoding
{
    /// <summary>What takes the place of a missing number.</summary>
    public Imputation Imputation { get; init; } = Imputation.Mean;

    /// <summary>The number for <see cref="Imputation.Constant"/>; finite.</summary>
    public double Constant { get; init; }

    /// <summary>
    /// Whether a feature "x is missing" is added, 1 where the number is missing, else 0. Only columns with missing values in the training data
    /// get one: in others it would be 0 throughout, and nothing could be learned from it.
    /// </summary>
    public bool MissingIndicator { get; init; }

    internal override ColumnKind Kind => ColumnKind.Numeric;

    internal override void Validate()
    {
        if (!Enum.IsDefined(Imputation))
            throw new ArgumentException($"{(int)Imputation} is no way to impute.", nameof(Imputation));
        if (!double.IsFinite(Constant))
            throw new ArgumentException("The constant that takes the place of missing numbers must be finite.", nameof(Constant));
        if (MissingIndicator && Imputation == Imputation.Refuse)
            throw new ArgumentException("Missing numbers are refused, so there is nothing for MissingIndicator to tell.", nameof(MissingIndicator));
    }
}
