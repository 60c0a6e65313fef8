using AutoGradLinear.Data;

namespace AutoGradLinear;

/// <summary>A block of examples that an <see cref="ExampleReader"/> fills, again and again: memory is taken once.</summary>
/// <remarks>
/// Which of <see cref="Bytes"/>, <see cref="Halves"/>, <see cref="Singles"/> and <see cref="Doubles"/> holds the features says <see cref="Storage"/>. Dense rows
/// follow one another, <see cref="FeatureCount"/> values each. Sparse rows are compressed (CSR): row i has the values k from
/// <c>RowStarts[i]</c> to <c>RowStarts[i + 1]</c>, in the columns <c>Columns[k]</c>, ascending from 0.
/// </remarks>
public sealed class RowBlock
{
    private readonly GrowingArray<byte> bytes = new();
    private readonly GrowingArray<Half> halves = new();
    private readonly GrowingArray<float> singles = new();
    private readonly GrowingArray<double> doubles = new();
    private readonly GrowingArray<int> rowStarts = new();
    private readonly GrowingArray<int> columns = new();
    private readonly GrowingArray<int> labels = new();
    private readonly GrowingArray<double> weights = new();

    /// <summary>Makes an empty block.</summary>
    /// <param name="rowCapacity">The largest number of rows, at least 1.</param>
    /// <param name="byteCapacity">A block ends with the row that reaches this size of the features in bytes; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A capacity is not positive.</exception>
    public RowBlock(int rowCapacity = 16384, int byteCapacity = 1 << 20)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rowCapacity);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(byteCapacity);
        RowCapacity = rowCapacity;
        ByteCapacity = byteCapacity;
    }

    /// <summary>The largest number of rows.</summary>
    public int RowCapacity { get; }

    /// <summary>A block ends with the row that reaches this size of the features in bytes.</summary>
    public int ByteCapacity { get; }

    /// <summary>The number of rows.</summary>
    public int Count => labels.Count;

    /// <summary>The type of the features.</summary>
    public FeatureStorage Storage { get; private set; }

    /// <summary>Whether the rows are compressed.</summary>
    public bool IsSparse { get; private set; }

    /// <summary>The number of columns of dense rows; 0 where the rows are sparse.</summary>
    public int FeatureCount { get; private set; }

    /// <summary>The code of each row's label: an index into <see cref="ExampleReader.Labels"/>.</summary>
    public ReadOnlySpan<int> Labels => labels.Span;

    /// <summary>Whether a row of this block carries a weight other than 1.</summary>
    public bool HasWeights => weights.Count > 0;

    /// <summary>The weight of each row; empty where all are 1.</summary>
    public ReadOnlySpan<double> Weights => weights.Span;

    /// <summary>The features, where they are bytes.</summary>
    public ReadOnlySpan<byte> Bytes => bytes.Span;

    /// <summary>The features, where they are 16-bit reals.</summary>
    public ReadOnlySpan<Half> Halves => halves.Span;

    /// <summary>The features, where they are floats.</summary>
    public ReadOnlySpan<float> Singles => singles.Span;

    /// <summary>The features, where they are doubles.</summary>
    public ReadOnlySpan<double> Doubles => doubles.Span;

    /// <summary>Where each sparse row starts, and the end of the last one; empty where the rows are dense.</summary>
    public ReadOnlySpan<int> RowStarts => rowStarts.Span;

    /// <summary>The columns of the values of sparse rows; empty where the rows are dense.</summary>
    public ReadOnlySpan<int> Columns => columns.Span;

    /// <summary>Whether no further row should be added.</summary>
    internal bool IsFull => Count >= RowCapacity || Size >= ByteCapacity;

    private long Size => bytes.Count + (2L * halves.Count) + ((long)singles.Count * sizeof(float)) + ((long)doubles.Count * sizeof(double)) + ((long)columns.Count * sizeof(int));

    /// <summary>Empties the block and fixes the kind of its rows.</summary>
    internal void Begin(FeatureStorage storage, bool isSparse, int featureCount)
    {
        Storage = storage;
        IsSparse = isSparse;
        FeatureCount = isSparse ? 0 : featureCount;
        bytes.Truncate(0);
        halves.Truncate(0);
        singles.Truncate(0);
        doubles.Truncate(0);
        rowStarts.Truncate(0);
        columns.Truncate(0);
        labels.Truncate(0);
        weights.Truncate(0);
        if (isSparse)
            rowStarts.Add(0);
    }

    /// <summary>The number of dense rows of a size that a block takes: at least 1.</summary>
    internal int DenseRows(int bytesPerRow) => (int)Math.Clamp(((long)ByteCapacity + bytesPerRow - 1) / Math.Max(bytesPerRow, 1), 1, RowCapacity);

    /// <summary>Adds the next value of a sparse row.</summary>
    internal void Add(int column, float value)
    {
        columns.Add(column);
        singles.Add(value);
    }

    /// <inheritdoc cref="Add(int, float)"/>
    internal void Add(int column, double value)
    {
        columns.Add(column);
        doubles.Add(value);
    }

    /// <summary>Room for dense bytes, which the caller fills.</summary>
    internal Span<byte> AddBytes(int count) => bytes.Extend(count);

    /// <summary>Room for dense 16-bit reals, which the caller fills.</summary>
    internal Span<Half> AddHalves(int count) => halves.Extend(count);

    /// <summary>Room for dense floats, which the caller fills.</summary>
    internal Span<float> AddSingles(int count) => singles.Extend(count);

    /// <summary>Room for dense doubles, which the caller fills.</summary>
    internal Span<double> AddDoubles(int count) => doubles.Extend(count);

    /// <summary>Ends a row.</summary>
    internal void EndRow(int label, double weight = 1.0)
    {
        if (weight != 1.0 && weights.Count == 0)
            weights.Extend(Count).Fill(1.0);
        else if (weight == 1.0 && weights.Count == 0)
            weight = double.NaN;
        if (!double.IsNaN(weight))
            weights.Add(weight);
        labels.Add(label);
        if (IsSparse)
            rowStarts.Add(columns.Count);
    }
}
