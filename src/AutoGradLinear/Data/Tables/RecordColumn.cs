namespace AutoGradLinear;

/// <summary>Says how a column of a table is taken from records, for <c>FeatureTable.FromRecords</c>.</summary>
/// <typeparam name="TRecord">The type of the records.</typeparam>
public sealed class RecordColumn<TRecord>
{
    private readonly string name;
    private readonly Func<TRecord, double?>? number;
    private readonly Func<TRecord, string?>? category;

    private RecordColumn(string name, Func<TRecord, double?>? number, Func<TRecord, string?>? category)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        this.name = name;
        this.number = number;
        this.category = category;
    }

    /// <summary>A column of numbers.</summary>
    /// <param name="name">The name of the column.</param>
    /// <param name="number">Gives a record's number; null or NaN where it is missing.</param>
    /// <returns>The column.</returns>
    public static RecordColumn<TRecord> Numeric(string name, Func<TRecord, double?> number) =>
        new(name, number ?? throw new ArgumentNullException(nameof(number)), null);

    /// <summary>A column of categories.</summary>
    /// <param name="name">The name of the column.</param>
    /// <param name="category">Gives a record's category; null where it is missing.</param>
    /// <returns>The column.</returns>
    public static RecordColumn<TRecord> Category(string name, Func<TRecord, string?> category) =>
        new(name, null, category ?? throw new ArgumentNullException(nameof(category)));

    /// <summary>Takes the column from all records.</summary>
    internal FeatureColumn Take(TRecord[] records) => number is null
        ? new CategoryColumn(name, [.. records.Select(category!)])
        : new NumericColumn(name, (IReadOnlyList<double?>)[.. records.Select(number)]);
}
