using System.Numerics;
using AutoGradLinear.Data;

namespace AutoGradLinear.Solvers;

/// <summary>
/// Rows with all their values, as <see cref="float"/> or <see cref="double"/>; bytes and halves become floats as they are read, which is
/// exact up to the factor of bytes.
/// </summary>
/// <remarks>With several scores, zeros are left out: pixels of images are mostly 0.</remarks>
internal readonly struct DenseFeatureRows<T>(DenseMatrix features) : IFeatureRows
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly RowBuffer<T> buffer = new(features);
    private readonly int columns = features.Columns;

    public double SquaredNorm(int row) => DenseRowKernel.SquaredNorm(buffer.Values(row));

    public double Dot(int row, ReadOnlySpan<double> weights) => DenseRowKernel.Dot(buffer.Values(row), weights);

    public void Add(int row, double a, Span<double> weights) => DenseRowKernel.Add(buffer.Values(row), a, weights);

    public void AddScores(int row, ReadOnlySpan<double> weights, Span<double> scores)
    {
        ReadOnlySpan<T> values = buffer.Stored(row, out ReadOnlySpan<int> places);
        InterleavedWeights.AddScores(values, places, weights, scores);
    }

    public void AddOuter(int row, ReadOnlySpan<double> coefficients, Span<double> weights)
    {
        ReadOnlySpan<T> values = buffer.Stored(row, out ReadOnlySpan<int> places);
        InterleavedWeights.AddOuter(values, places, coefficients, weights);
    }

    public void Threshold(int row, ReadOnlySpan<double> values, int stride, double threshold, double factor, Span<double> weights)
    {
        int count = columns * stride;
        SoftThreshold.Apply(values[..count], threshold, factor, weights[..count]);
    }
}
