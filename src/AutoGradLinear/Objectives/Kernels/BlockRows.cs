namespace AutoGradLinear.Objectives;

/// <summary>The rows of a block, wherever they lie.</summary>
/// <param name="start">The first feature of each row.</param>
/// <param name="count">The number of rows.</param>
/// <param name="ahead">Rows that will be read later and may be fetched now; any addresses will do.</param>
/// <param name="aheadCount">Their number.</param>
internal readonly unsafe struct BlockRows<T>(T** start, int count, T** ahead, int aheadCount)
    where T : unmanaged
{
    public readonly T** Start = start;
    public readonly int Count = count;
    public readonly T** Ahead = ahead;
    public readonly int AheadCount = aheadCount;

    /// <summary>Two neighbouring rows and one to fetch meanwhile; the last one of an odd number is paired with itself.</summary>
    public RowPair<T> Pair(int first)
        => new(Start[first], Start[Math.Min(first + 1, Count - 1)], first / 2 < AheadCount ? Ahead[first / 2] : Start[first]);

    /// <summary>The same rows with some of those to fetch.</summary>
    public BlockRows<T> Fetching(int first, int count) => new(Start, Count, Ahead + first, Math.Clamp(AheadCount - first, 0, count));
}

/// <summary>Two rows that a tile takes together, and one that is fetched meanwhile.</summary>
internal readonly unsafe struct RowPair<T>(T* first, T* second, T* ahead)
    where T : unmanaged
{
    public readonly T* First = first;
    public readonly T* Second = second;
    public readonly T* Ahead = ahead;
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

    /// <summary>Gives every row the same scores.</summary>
    public void Fill(T* values, int scores, int rows)
    {
        for (int c = 0; c < scores; c++)
        {
            T* target = Start + (c * ScoreStride);
            T value = values[c];
            if (RowStride == 1)
            {
                new Span<T>(target, rows).Fill(value);
                continue;
            }

            for (int i = 0; i < rows; i++, target += RowStride)
                *target = value;
        }
    }

    /// <summary>The matrix without its first scores.</summary>
    public ScoreMatrix<T> From(int score) => new(Start + (score * ScoreStride), RowStride, ScoreStride);
}

/// <summary>A range of packed columns; see <see cref="PackedColumns"/>.</summary>
/// <param name="from">The first packed element.</param>
/// <param name="wholeEnd">The end of those whose features begin where they do.</param>
/// <param name="end">The end.</param>
/// <param name="lastStart">The feature that the last unit starts with.</param>
internal readonly struct ColumnRange(nint from, nint wholeEnd, nint end, nint lastStart)
{
    public readonly nint From = from;
    public readonly nint WholeEnd = wholeEnd;
    public readonly nint End = end;
    public readonly nint LastStart = lastStart;
}
