namespace AutoGradLinear;

/// <summary>How IDX files are read.</summary>
public sealed record IdxOptions
{
    /// <summary>What is used where no options are given.</summary>
    public static IdxOptions Default { get; } = new();

    /// <summary>
    /// The names of the classes, in the order of the label values 0, 1, …; other values are refused. Null names the classes after the values.
    /// </summary>
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>
    /// The number of classes, whose label values are 0 … ClassCount − 1; other values are refused. Null takes the distinct values of the file.
    /// </summary>
    public int? ClassCount { get; init; }

    /// <summary>Whether features get names from their places in the item, from 0: <c>pixel_row_column</c> for images.</summary>
    public bool NameFeatures { get; init; }

    /// <summary>What is accepted at most.</summary>
    public DataLimits Limits { get; init; } = DataLimits.Default;

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Limits);
        Limits.Validate();
        if (ClassCount is < 2)
            throw new ArgumentOutOfRangeException(nameof(ClassCount), ClassCount, "There are two classes or more.");
        if (Classes is { Count: < 2 })
            throw new ArgumentException("There are two classes or more.", nameof(Classes));
        if (Classes is not null && ClassCount is int count && count != Classes.Count)
        {
            throw new ArgumentException(
                $"ClassCount is {count}, but Classes has {Classes.Count} names; give one of the two.", nameof(ClassCount));
        }

        if ((ClassCount ?? Classes?.Count ?? 0) > Limits.MaxClasses)
            throw new ArgumentOutOfRangeException(nameof(ClassCount), "More classes than DataLimits.MaxClasses; raise the limit.");
    }
}
