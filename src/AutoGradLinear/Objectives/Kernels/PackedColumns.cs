using System.Numerics;

namespace AutoGradLinear.Objectives;

/// <summary>
/// How a row of weights, or of their gradient, is laid out in whole vectors over rows of features that are not padded.
/// </summary>
/// <remarks>
/// <para>
/// The last vector of a row of features ends with its last feature: where the vectors do not divide the row, it overlaps the one before. In the
/// packed row that vector stands behind the others, with zeros for the features that they cover already. So the features of packed vector
/// v begin at min(v · width, <see cref="LastStart"/>), and no kernel has a remainder.
/// </para>
/// <para>Vectors are even in number: a kernel takes two at a time. The one that fills up covers the last features once more, with zero weights.</para>
/// </remarks>
/// <param name="Features">The number of features, at least <paramref name="Width"/>.</param>
/// <param name="Width">The number of elements of a vector.</param>
internal readonly record struct PackedColumns(int Features, int Width)
{
    /// <summary>The features that whole vectors cover without an overlap.</summary>
    private int Whole => Features - (Features % Width);

    /// <summary>Where the last vector of features begins.</summary>
    public int LastStart => Features - Width;

    /// <summary>The elements of a packed row that count.</summary>
    public int Used => (Features + Width - 1) / Width * Width;

    /// <summary>The elements of a packed row.</summary>
    public int Count => (Features + (2 * Width) - 1) / (2 * Width) * 2 * Width;

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
