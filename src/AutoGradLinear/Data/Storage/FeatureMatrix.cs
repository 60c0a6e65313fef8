using System.Numerics;

namespace AutoGradLinear.Data;

/// <summary>The features of a dataset, rows × columns, however they are kept. Immutable.</summary>
internal abstract class FeatureMatrix(FeatureStorage storage, int rows, int columns)
{
    public FeatureStorage Storage { get; } = storage;

    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    /// <summary>Writes rows as they are read, zeros included; <paramref name="destination"/> may be longer.</summary>
    public abstract void CopyRows<T>(int first, int count, Span<T> destination)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>Gives dense rows as they lie in memory, where they are of type <typeparamref name="T"/>.</summary>
    public abstract bool TryGetRows<T>(int first, int count, out ReadOnlySpan<T> rows)
        where T : unmanaged;

    /// <summary>Copies rows into a new matrix of the same storage.</summary>
    public abstract FeatureMatrix Gather(ReadOnlySpan<int> rows);

    /// <summary>Multiplies every value by a factor.</summary>
    public abstract FeatureMatrix ScaledBy(double factor);

    /// <summary>Finds the first value that is NaN or infinite.</summary>
    /// <returns>Its place, or null.</returns>
    public abstract (int Row, int Column, double Value)? FirstNonFinite();

    protected static int IndexOfNonFinite<T>(ReadOnlySpan<T> values)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!T.IsFinite(values[i]))
                return i;
        }

        return -1;
    }
}
