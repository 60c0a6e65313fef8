using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AutoGradLinear.Data;

namespace AutoGradLinear.Solvers;

/// <summary>Rows of which only what is not 0 is stored.</summary>
/// <remarks>
/// Columns lie within the features, which datasets check when they are made; <see cref="Require"/> checks that the weights do as well, and
/// the loops check nothing.
/// </remarks>
internal readonly ref struct SparseFeatureRows<T>(SparseRows<T> rows, int features) : IFeatureRows
    where T : unmanaged, INumberBase<T>
{
    private readonly SparseRows<T> rows = rows;
    private readonly int features = features;

    public double SquaredNorm(int row)
    {
        double sum = 0.0;
        foreach (T value in rows.Values(row))
        {
            double x = double.CreateTruncating(value);
            sum += x * x;
        }

        return sum;
    }

    /// <remarks>Four sums, so that an addition need not wait for the one before.</remarks>
    public double Dot(int row, ReadOnlySpan<double> weights)
    {
        Require(weights.Length, 1);
        ReadOnlySpan<T> values = rows.Values(row);
        ref T x = ref MemoryMarshal.GetReference(values);
        ref int column = ref MemoryMarshal.GetReference(rows.Columns(row));
        ref double w = ref MemoryMarshal.GetReference(weights);
        double sum0 = 0.0, sum1 = 0.0, sum2 = 0.0, sum3 = 0.0;
        nint k = 0;
        nint count = values.Length;
        for (; k + 4 <= count; k += 4)
        {
            sum0 += double.CreateTruncating(Unsafe.Add(ref x, k)) * Unsafe.Add(ref w, Unsafe.Add(ref column, k));
            sum1 += double.CreateTruncating(Unsafe.Add(ref x, k + 1)) * Unsafe.Add(ref w, Unsafe.Add(ref column, k + 1));
            sum2 += double.CreateTruncating(Unsafe.Add(ref x, k + 2)) * Unsafe.Add(ref w, Unsafe.Add(ref column, k + 2));
            sum3 += double.CreateTruncating(Unsafe.Add(ref x, k + 3)) * Unsafe.Add(ref w, Unsafe.Add(ref column, k + 3));
        }

        for (; k < count; k++)
            sum0 += double.CreateTruncating(Unsafe.Add(ref x, k)) * Unsafe.Add(ref w, Unsafe.Add(ref column, k));
        return (sum0 + sum1) + (sum2 + sum3);
    }

    public void Add(int row, double a, Span<double> weights)
    {
        Require(weights.Length, 1);
        ReadOnlySpan<T> values = rows.Values(row);
        ref T x = ref MemoryMarshal.GetReference(values);
        ref int column = ref MemoryMarshal.GetReference(rows.Columns(row));
        ref double w = ref MemoryMarshal.GetReference(weights);
        for (nint k = 0; k < values.Length; k++)
            Unsafe.Add(ref w, Unsafe.Add(ref column, k)) += a * double.CreateTruncating(Unsafe.Add(ref x, k));
    }

    public void AddScores(int row, ReadOnlySpan<double> weights, Span<double> scores)
    {
        Require(weights.Length, scores.Length);
        InterleavedWeights.AddScores(rows.Values(row), rows.Columns(row), weights, scores);
    }

    public void AddOuter(int row, ReadOnlySpan<double> coefficients, Span<double> weights)
    {
        Require(weights.Length, coefficients.Length);
        InterleavedWeights.AddOuter(rows.Values(row), rows.Columns(row), coefficients, weights);
    }

    public void Threshold(int row, ReadOnlySpan<double> values, int stride, double threshold, double factor, Span<double> weights)
    {
        foreach (int column in rows.Columns(row))
            SoftThreshold.Apply(values.Slice(column * stride, stride), threshold, factor, weights.Slice(column * stride, stride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Require(int weights, int stride) => ArgumentOutOfRangeException.ThrowIfLessThan(weights, features * stride);
}
