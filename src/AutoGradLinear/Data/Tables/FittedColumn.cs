using System.Text.Json;

namespace AutoGradLinear.Data;

/// <summary>An encoding that was fitted to a column of the training data. Immutable.</summary>
internal abstract class FittedColumn(string name, ColumnKind kind, int width)
{
    /// <summary>The name of the column.</summary>
    public string Name { get; } = name;

    public ColumnKind Kind { get; } = kind;

    /// <summary>The number of features that the column becomes.</summary>
    public int Width { get; } = width;

    /// <summary>What a missing value becomes.</summary>
    public abstract EncodedValue Missing { get; }

    /// <summary>The name of the encoding in saved files.</summary>
    public abstract string Encoding { get; }

    /// <summary>The names of the features.</summary>
    public abstract IEnumerable<string> FeatureNames { get; }

    /// <summary>Fits an encoding to a column.</summary>
    /// <exception cref="ArgumentException">The encoding is not for such a column, or the column has no values to fit it to.</exception>
    public static FittedColumn Fit(FeatureColumn column, ColumnEncoding encoding)
    {
        if (column.MissingCount == column.Count)
        {
            throw new ArgumentException(
                $"Column '{column.Name}' has no values in the training data: all {column.Count} are missing. Name it in TableEncoderOptions.Drop.", nameof(column));
        }

        bool refuses = encoding is CategoryEncoding { Missing: MissingCategory.Refuse } or NumericEncoding { Imputation: Imputation.Refuse };
        for (int row = 0; refuses && column.MissingCount > 0; row++)
        {
            if (column.IsMissing(row))
                throw new ArgumentException($"Row {row} of column '{column.Name}' is missing, which its encoding refuses.", nameof(column));
        }

        return (column, encoding) switch
        {
            (NumericColumn numbers, NumericEncoding numeric) => FittedNumbers.Fit(numbers, numeric),
            (CategoryColumn categories, OneHotEncoding oneHot) => FittedOneHot.Fit(categories, oneHot),
            (CategoryColumn categories, HashEncoding hash) => new FittedHash(column.Name, hash.Bits, hash.Missing, categories.MissingCount > 0),
            _ => throw new ArgumentException(
                $"Column '{column.Name}' holds {Describe(column.Kind)}; its encoding in TableEncoderOptions.Columns is for {Describe(encoding.Kind)}. "
                + "Give another encoding, or make the column of the other kind (for CSV: CsvOptions.ColumnKinds).",
                nameof(encoding)),
        };
    }

    /// <summary>Reads the column that <see cref="WriteProperties"/> has written.</summary>
    /// <exception cref="DataFormatException">A property is not as it should be.</exception>
    public static FittedColumn ReadAny(SavedObject saved)
    {
        string name = saved.String("name");
        if (name.Length == 0)
            throw saved.Error("name", "expected the name of a column, found an empty text.");
        return saved.String("encoding") switch
        {
            FittedNumbers.EncodingName => FittedNumbers.Read(saved, name),
            FittedOneHot.EncodingName => FittedOneHot.Read(saved, name),
            FittedHash.EncodingName => FittedHash.Read(saved, name),
            string other => throw saved.Error(
                "encoding",
                $"expected {FittedNumbers.EncodingName}, {FittedOneHot.EncodingName} or {FittedHash.EncodingName}, found '{SavedObject.Shown(other)}'."),
        };
    }

    public static string Describe(ColumnKind kind) => kind == ColumnKind.Numeric ? "numbers" : "categories";

    /// <summary>Writes what was fitted, without name and encoding.</summary>
    public abstract void WriteProperties(Utf8JsonWriter writer);
}
