using System.Numerics;
using System.Numerics.Tensors;

namespace AutoGradLinear.Data;

/// <summary>
/// How stored values are read, column by column: value = (stored − offsetⱼ) · factorⱼ. Bytes stay bytes in memory, and a linear model need not even apply the map: its weights can.
/// </summary>
/// <param name="offsets">One offset per column.</param>
/// <param name="factors">One factor per column.</param>
internal sealed class ColumnMap(double[] offsets, double[] factors)
{
    private const int PieceLength = 256;

    public ReadOnlySpan<double> Offsets => offsets;

    public ReadOnlySpan<double> Factors => factors;

    /// <summary>Whether any offset is not 0.</summary>
    public bool HasOffsets { get; } = Array.Exists(offsets, offset => offset != 0.0);

    /// <summary>The same factor for every column.</summary>
    public static ColumnMap Uniform(int columns, double factor)
    {
        double[] factors = new double[columns];
        Array.Fill(factors, factor);
        return new ColumnMap(new double[columns], factors);
    }

    /// <summary>This map first, then another one: ((x − o₁) f₁ − o₂) f₂ = (x − (o₁ + o₂ / f₁)) f₁ f₂.</summary>
    /// <returns>Both as one, or null where a factor is 0, so that the offset behind it would be lost.</returns>
    public ColumnMap? Then(ColumnMap next)
    {
        double[] joinedOffsets = new double[offsets.Length];
        double[] joinedFactors = new double[offsets.Length];
        for (int j = 0; j < offsets.Length; j++)
        {
            if (factors[j] == 0.0)
                return null;
            joinedOffsets[j] = offsets[j] + (next.Offsets[j] / factors[j]);
            joinedFactors[j] = factors[j] * next.Factors[j];
        }

        return new ColumnMap(joinedOffsets, joinedFactors);
    }

    /// <summary>Whether values from 0 to a largest one are read as numbers that a float holds.</summary>
    public bool IsFinite(double largest)
    {
        for (int j = 0; j < offsets.Length; j++)
        {
            double magnitude = Math.Max(Math.Abs(offsets[j]), Math.Abs(largest - offsets[j])) * Math.Abs(factors[j]);
            if (!(magnitude <= float.MaxValue))
                return false;
        }

        return true;
    }

    /// <summary>Reads a row of stored values in place.</summary>
    public void Apply<T>(Span<T> row)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // In doubles, a piece at a time, so that all of it is done in vector registers.
        Span<double> buffer = stackalloc double[PieceLength];
        for (int start = 0; start < row.Length; start += PieceLength)
        {
            int length = Math.Min(PieceLength, row.Length - start);
            Span<double> piece = buffer[..length];
            DenseFeatures.Convert<T, double>(row.Slice(start, length), piece);
            TensorPrimitives.Subtract(piece, offsets.AsSpan(start, length), piece);
            TensorPrimitives.Multiply(piece, factors.AsSpan(start, length), piece);
            DenseFeatures.Convert<double, T>(piece, row.Slice(start, length));
        }
    }
}
