namespace AutoGradLinear.Data;

/// <summary>An encoding of categories. Immutable.</summary>
internal abstract class FittedCategories(string name, int width) : FittedColumn(name, ColumnKind.Category, width)
{
    /// <summary>The names of treatments in saved files.</summary>
    protected static (string Name, MissingCategory Value)[] MissingNames { get; } =
    [
        ("own", MissingCategory.Own), ("zeros", MissingCategory.Zeros), ("mostFrequent", MissingCategory.MostFrequent), ("refuse", MissingCategory.Refuse),
    ];

    /// <summary>What a category becomes.</summary>
    public abstract EncodedValue Of(ReadOnlySpan<char> category);

    protected static string NameOf(MissingCategory missing) => MissingNames[(int)missing].Name;
}
