namespace AutoGradLinear;

/// <summary>A named column of a <see cref="FeatureTable"/>; values may be missing. Immutable.</summary>
public abstract class FeatureColumn
{
    private protected FeatureColumn(string name, ColumnKind kind, int count)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        Kind = kind;
        Count = count;
    }

    /// <summary>The name, not empty.</summary>
    public string Name { get; }

    /// <summary>What the column holds.</summary>
    public ColumnKind Kind { get; }

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>How many values are missing.</summary>
    public abstract int MissingCount { get; }

    /// <summary>Whether a value is missing.</summary>
    /// <param name="row">The row, in [0, Count).</param>
    /// <returns>True where it is.</returns>
    /// <exception cref="IndexOutOfRangeException"><paramref name="row"/> is not in [0, Count).</exception>
    public abstract bool IsMissing(int row);

    /// <summary>Describes the column in one line.</summary>
    /// <returns>Name, kind and counts.</returns>
    public override string ToString() => $"{Name}: {(Kind == ColumnKind.Numeric ? "numbers" : "categories")}, {Count} rows, {MissingCount} missing";

    /// <summary>Copies rows, which were checked, into a new column.</summary>
    internal abstract FeatureColumn Gather(ReadOnlySpan<int> rows);
}
