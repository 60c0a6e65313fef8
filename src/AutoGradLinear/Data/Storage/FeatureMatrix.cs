using System.Numerics;
using System.Numerics.Tensors;

namespace AutoGradLinear.Data;

/// <summary>The features of a dataset, rows × columns, however they are kept. Immutable.</summary>
internal abstract class FeatureMatrix(FeatureStorage storage, int rows, int columns)
{
    private const int CheckedTogether = 4096;

    public FeatureStorage Storage { get; } = storage;

    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    /// <summary>The rows of a cache on disk that these are; null where all rows lie in memory.</summary>
    public virtual MappedRows? Mapped => null;

    /// <summary>Whether values are stored in a type.</summary>
    public bool IsStoredAs<T>() => Storage switch
    {
        FeatureStorage.Half => typeof(T) == typeof(Half),
        FeatureStorage.Single => typeof(T) == typeof(float),
        FeatureStorage.Double => typeof(T) == typeof(double),
        _ => typeof(T) == typeof(byte),
    };

    /// <summary>Refuses what needs all rows in memory.</summary>
    /// <param name="operation">What was asked for.</param>
    /// <param name="advice">What to do.</param>
    /// <exception cref="NotSupportedException">The rows are mapped from disk.</exception>
    public void RequireInMemory(string operation, string advice)
    {
        if (Mapped is not null)
            throw new NotSupportedException($"{operation} needs all rows in memory, and these are mapped from '{Mapped.Blocks.Path}'. {advice}");
    }

    /// <summary>Writes rows as they are read, zeros included; <paramref name="destination"/> may be longer.</summary>
    public abstract void CopyRows<T>(int first, int count, Span<T> destination)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>Gives dense rows as they lie in memory, neither scaled nor mapped, where they are stored as <typeparamref name="T"/>.</summary>
    public abstract bool TryGetRows<T>(int first, int count, out ReadOnlySpan<T> rows)
        where T : unmanaged;

    /// <summary>Makes a matrix of some rows, with the same storage: a copy in memory; what lies on disk stays there.</summary>
    public abstract FeatureMatrix Gather(ReadOnlySpan<int> rows);

    /// <summary>Multiplies every value by a factor.</summary>
    public abstract FeatureMatrix ScaledBy(double factor);

    /// <summary>Finds the first value that is NaN or infinite.</summary>
    /// <returns>Its place, or null.</returns>
    public abstract (int Row, int Column, double Value)? FirstNonFinite();

    /// <summary>Adds all that the values are made of, as it is stored.</summary>
    public abstract void AddTo(ref Checksum32 checksum);

    /// <summary>The place of the first value that is NaN or infinite, or −1.</summary>
    internal static int IndexOfNonFinite<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int start = 0; start < values.Length; start += CheckedTogether)
        {
            // The largest magnitude is NaN or infinite where any value is: one pass in vector registers for what is nearly always the case.
            ReadOnlySpan<T> piece = values.Slice(start, Math.Min(CheckedTogether, values.Length - start));
            bool isFinite = T.IsFinite(TensorPrimitives.MaxMagnitude(piece));
            for (int i = 0; !isFinite && i < piece.Length; i++)
            {
                if (!T.IsFinite(piece[i]))
                    return start + i;
            }
        }

        return -1;
    }
}
