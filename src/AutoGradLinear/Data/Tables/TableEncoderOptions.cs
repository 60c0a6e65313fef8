namespace AutoGradLinear;

/// <summary>Whether the features of a table are kept dense or sparse.</summary>
public enum TableStorage
{
    /// <summary>Sparse where, of the training data, less than a quarter of the values is other than 0 and there are 32 features or more; else dense.</summary>
    Auto,

    /// <summary>All values are kept.</summary>
    Dense,

    /// <summary>Only values other than 0 are kept, in compressed rows (CSR).</summary>
    Sparse,
}

/// <summary>How the columns of a table become features.</summary>
public sealed record TableEncoderOptions
{
    /// <summary>What is used where no options are given.</summary>
    public static TableEncoderOptions Default { get; } = new();

    /// <summary>For columns of numbers that are not in <see cref="Columns"/>.</summary>
    public NumericEncoding Numeric { get; init; } = new();

    /// <summary>For columns of categories that are not in <see cref="Columns"/>: a <see cref="OneHotEncoding"/> or a <see cref="HashEncoding"/>.</summary>
    public CategoryEncoding Category { get; init; } = new OneHotEncoding();

    /// <summary>For single columns, by name.</summary>
    public IReadOnlyDictionary<string, ColumnEncoding>? Columns { get; init; }

    /// <summary>The names of columns that become no features. They may be absent when the encoder is applied.</summary>
    public IReadOnlyList<string>? Drop { get; init; }

    /// <summary>Whether features are kept dense or sparse.</summary>
    public TableStorage Storage { get; init; } = TableStorage.Auto;

    /// <summary>The type of the features: <see cref="FeatureStorage.Double"/> or <see cref="FeatureStorage.Single"/>.</summary>
    public FeatureStorage Precision { get; init; } = FeatureStorage.Double;

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Numeric);
        ArgumentNullException.ThrowIfNull(Category);
        Numeric.Validate();
        Category.Validate();
        foreach ((string name, ColumnEncoding encoding) in Columns ?? new Dictionary<string, ColumnEncoding>())
        {
            ArgumentNullException.ThrowIfNull(encoding, $"Columns[\"{name}\"]");
            encoding.Validate();
        }

        if (!Enum.IsDefined(Storage))
            throw new ArgumentException($"{(int)Storage} is no storage.", nameof(Storage));
        if (Precision is not (FeatureStorage.Single or FeatureStorage.Double))
            throw new ArgumentOutOfRangeException(nameof(Precision), Precision, "Features of tables are kept as Single or Double.");
    }
}
