namespace AutoGradLinear;

/// <summary>How svmlight (LIBSVM) files are read and written.</summary>
public sealed record SvmlightOptions
{
    /// <summary>What is used where no options are given.</summary>
    public static SvmlightOptions Default { get; } = new();

    /// <summary>
    /// The number of features; null takes the largest column of the file. Give the training data's number for test data, whose last features
    /// may be 0 throughout.
    /// </summary>
    public int? FeatureCount { get; init; }

    /// <summary>
    /// All classes in order, such as those of the training data; other labels are refused. Numbers are compared in canonical form ("+1" is
    /// "1"), which is also their name. Null takes the distinct labels of the file.
    /// </summary>
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>The index of the first column in the file: 1 by convention, 0 in some files.</summary>
    public int FirstIndex { get; init; } = 1;

    /// <summary>How values are kept: <see cref="FeatureStorage.Single"/> or <see cref="FeatureStorage.Double"/>.</summary>
    public FeatureStorage Storage { get; init; } = FeatureStorage.Single;

    /// <summary>What is accepted at most.</summary>
    public DataLimits Limits { get; init; } = DataLimits.Default;

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Limits);
        Limits.Validate();
        if (FeatureCount is <= 0)
            throw new ArgumentOutOfRangeException(nameof(FeatureCount), FeatureCount, "There is one feature or more.");
        if (FeatureCount > Limits.MaxFeatures)
        {
            throw new ArgumentOutOfRangeException(
                nameof(FeatureCount), FeatureCount, $"More features than DataLimits.MaxFeatures, {Limits.MaxFeatures}; raise the limit.");
        }

        if (FirstIndex is not (0 or 1))
            throw new ArgumentOutOfRangeException(nameof(FirstIndex), FirstIndex, "The first column has the index 0 or 1.");
        if (Storage is not (FeatureStorage.Single or FeatureStorage.Double))
            throw new ArgumentOutOfRangeException(nameof(Storage), Storage, "Values of text files are kept as Single or Double.");
    }
}
