namespace AutoGradLinear.Objectives;

/// <summary>The rows of a block, wherever they lie.</summary>
/// <param name="start">The first feature of each row.</param>
/// <param name="ahead">Half as many rows (rounded up) that will be read later and may be fetched now; any address will do.</param>
/// <param name="count">The number of rows.</param>
internal readonly unsafe struct BlockRows<T>(T** start, T** ahead, int count)
    where T : unmanaged
{
    public readonly T** Start = start;
    public readonly T** Ahead = ahead;
    public readonly int Count = count;

    /// <summary>The same rows with nothing to fetch but what is there already.</summary>
    public BlockRows<T> WithoutAhead() => new(Start, Start, Count);
}

/// <summary>A matrix with an element for each row of a block and each score, in any order.</summary>
/// <param name="start">The element of the first row and score.</param>
/// <param name="rowStride">The distance between rows.</param>
/// <param name="scoreStride">The distance between scores.</param>
internal readonly unsafe struct ScoreMatrix<T>(T* start, nint rowStride, nint scoreStride)
    where T : unmanaged
{
    public readonly T* Start = start;
    public readonly nint RowStride = rowStride;
    public readonly nint ScoreStride = scoreStride;

    /// <summary>The first score of a row.</summary>
    public T* Row(int row) => Start + (row * RowStride);

    /// <summary>The matrix without its first scores.</summary>
    public ScoreMatrix<T> From(int score) => new(Start + (score * ScoreStride), RowStride, ScoreStride);
}

/// <summary>A range of packed columns; see <see cref="PackedColumns"/>.</summary>
/// <param name="from">The first packed element.</param>
/// <param name="end">The end.</param>
/// <param name="lastStart">The last feature that a vector may start with.</param>
internal readonly struct ColumnRange(nint from, nint end, nint lastStart)
{
    public readonly nint From = from;
    public readonly nint End = end;
    public readonly nint LastStart = lastStart;
}
