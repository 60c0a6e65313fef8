using System.Numerics;

namespace AutoGradLinear.Objectives;

/// <summary>
/// How a row of weights, or of their gradient, is laid out in units of two vectors over rows of features that are not padded.
/// </summary>
/// <remarks>
/// The last unit of a row of features ends with its last feature: where units do not divide the row, it overlaps the one before. In the
/// packed row that unit stands behind the others, with zeros for the features that they cover already. So the features of packed unit
/// u begin at min(u · unit, <see cref="LastStart"/>), and no kernel has a remainder.
/// </remarks>
/// <param name="Features">The number of features; where they are fewer than <paramref name="Unit"/>, zeros have to follow each row.</param>
/// <param name="Unit">The number of elements of two vectors.</param>
internal readonly record struct PackedColumns(int Features, int Unit)
{
    /// <summary>The features that units cover without an overlap.</summary>
    private int Whole => Features - (Features % Unit);

    /// <summary>Where the last unit of features begins.</summary>
    public int LastStart => Math.Max(0, Features - Unit);

    /// <summary>The elements of a packed row.</summary>
    public int Count => (Features + Unit - 1) / Unit * Unit;

    /// <summary>Packed elements from one unit to another.</summary>
    public ColumnRange Range(int from, int end) => new(from, Math.Min(end, Whole), end, LastStart);

    /// <summary>Where the packed element of a feature stands.</summary>
    public int Place(int feature) => feature < Whole ? feature : Whole + feature - LastStart;

    /// <summary>Packs a row; elements that do not count are left as they are, zeros.</summary>
    public void Pack<T>(ReadOnlySpan<T> row, Span<T> packed)
    {
        row[..Whole].CopyTo(packed);
        for (int j = Whole; j < Features; j++)
            packed[Place(j)] = row[j];
    }

    /// <summary>Adds a packed row of sums, times a factor, to sums in double, feature by feature.</summary>
    public void AddTo<T>(ReadOnlySpan<T> packed, double factor, Span<double> sums)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        WideSums.Add(packed[..Whole], factor, sums[..Whole]);
        for (int j = Whole; j < Features; j++)
            sums[j] += double.CreateTruncating(packed[Place(j)]) * factor;
    }

    /// <summary>Overwrites doubles with a row of terms plus a packed row of sums, times a factor, feature by feature.</summary>
    public void SetTo<T>(ReadOnlySpan<T> terms, ReadOnlySpan<T> packed, double factor, Span<double> target)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        WideSums.Combine(terms[..Whole], packed[..Whole], factor, target[..Whole]);
        for (int j = Whole; j < Features; j++)
            target[j] = double.CreateTruncating(terms[j]) + (double.CreateTruncating(packed[Place(j)]) * factor);
    }
}
