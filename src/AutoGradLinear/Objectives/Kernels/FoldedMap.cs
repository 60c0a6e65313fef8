using System.Numerics;
using AutoGradLinear.Data;

namespace AutoGradLinear.Objectives;

/// <summary>
/// A map of stored bytes, (x − oⱼ) fⱼ, of which the kernel does what is exact, x − round(oⱼ), and the weights the rest: (x − round(oⱼ) − rⱼ) fⱼ with |rⱼ| ≤ ½. So sums over
/// columns that are far from 0 but hardly vary lose no digits.
/// </summary>
internal sealed class FoldedMap
{
    private FoldedMap(double[] whole, double[] rest, double[] factors)
    {
        Whole = whole;
        Rest = new ColumnMap(rest, factors);
        HasWhole = Array.Exists(whole, offset => offset != 0.0);
    }

    /// <summary>round(oⱼ), for each column.</summary>
    public double[] Whole { get; }

    /// <summary>Whether any of them is not 0.</summary>
    public bool HasWhole { get; }

    /// <summary>The map of what is left.</summary>
    public ColumnMap Rest { get; }

    /// <summary>Takes the map of bytes apart; null where there is none, or where the type has too few digits for sums of bytes.</summary>
    public static FoldedMap? Of<T>(DenseMatrix features)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (features.Storage != FeatureStorage.Byte || (typeof(T) != typeof(float) && typeof(T) != typeof(double)) || features.MapOrFactor is not ColumnMap map)
            return null;
        double[] whole = new double[features.Columns];
        double[] rest = new double[features.Columns];
        for (int j = 0; j < whole.Length; j++)
        {
            // Beyond the bytes an offset may be too large for the difference to be exact.
            whole[j] = Math.Clamp(Math.Round(map.Offsets[j]), 0.0, byte.MaxValue);
            rest[j] = map.Offsets[j] - whole[j];
        }

        return new FoldedMap(whole, rest, map.Factors.ToArray());
    }
}
