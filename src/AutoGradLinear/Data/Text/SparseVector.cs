using System.Numerics;

namespace AutoGradLinear;

/// <summary>The features of one example of which most are 0.</summary>
/// <param name="Columns">The columns of the values, ascending from 0.</param>
/// <param name="Values">The values, one for each column; all others are 0.</param>
/// <param name="FeatureCount">The number of columns in all.</param>
public readonly record struct SparseVector(ReadOnlyMemory<int> Columns, ReadOnlyMemory<float> Values, int FeatureCount)
{
    /// <summary>Writes all features, zeros included.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="destination">Receives <see cref="FeatureCount"/> values; may be longer.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    public void CopyTo<T>(Span<T> destination)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (destination.Length < FeatureCount)
            throw new ArgumentException($"'destination' has length {destination.Length}; there are {FeatureCount} features.", nameof(destination));
        destination[..FeatureCount].Clear();
        ReadOnlySpan<int> columns = Columns.Span;
        ReadOnlySpan<float> values = Values.Span;
        for (int k = 0; k < columns.Length; k++)
            destination[columns[k]] = T.CreateTruncating(values[k]);
    }
}
