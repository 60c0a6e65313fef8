using System.Numerics;
using System.Numerics.Tensors;
using AutoGradLinear.Data;

namespace AutoGradLinear.Objectives;

/// <summary>
/// Rows with all their values side by side: read as the dataset stores them, or converted block by block.
/// </summary>
/// <typeparam name="T">The type of the loss.</typeparam>
/// <typeparam name="TStored">The type in which features are read: that of the loss, or bytes, which registers convert.</typeparam>
/// <typeparam name="TVector">The register.</typeparam>
/// <typeparam name="TSimd">Its operations.</typeparam>
internal sealed unsafe class DenseBlocks<T, TStored, TVector, TSimd> : RowBlocks<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TStored : unmanaged
    where TVector : struct
    where TSimd : ISimd<T, TVector>
{
    /// <summary>So many rows are summed in the type of the loss.</summary>
    private static readonly int RowsPerSum = WideSums.MostTerms<T>();

    private readonly RowPlaces<TStored> places;
    private readonly PackedColumns columns;
    private readonly AlignedBuffer<T> sums;
    private readonly double[] wideSums;
    private readonly ColumnMap? map;
    private readonly double[] coefficientSums;
    private readonly double[] mappedSums;
    private AlignedBuffer<T>? squares;
    private int count;
    private int summedRows;
    private bool widened;
    private bool squared;

    /// <param name="layout">The number of scores and features.</param>
    /// <param name="columns">How rows of weights are packed.</param>
    /// <param name="places">Where the rows lie.</param>
    /// <param name="map">What is left to do of a map.</param>
    public DenseBlocks(LinearLayout layout, PackedColumns columns, RowPlaces<TStored> places, ColumnMap? map)
        : base(layout)
    {
        this.places = places;
        this.columns = columns;
        this.map = map;
        coefficientSums = new double[map is null || !map.HasOffsets ? 0 : layout.Scores];
        mappedSums = new double[map is null ? 0 : layout.Features];
        sums = new AlignedBuffer<T>(checked(layout.Scores * columns.Count));
        wideSums = new double[layout.WeightCount];
    }

    public override int BlockRows => places.BlockRows;

    public override void Reset()
    {
        if (widened)
            wideSums.AsSpan().Clear();
        widened = false;
        squared = false;
        coefficientSums.AsSpan().Clear();
        sums.Span.Clear();
        summedRows = 0;
    }

    public override void Load(int first, int count)
    {
        this.count = count;
        places.Load(first, count);
    }

    public override void Load(ReadOnlySpan<int> rows, ReadOnlySpan<int> next)
    {
        count = rows.Length;
        places.Load(rows, next);
    }

    public override void Scores(PointWeights<T> weights, Span<T> scores, int rowStride, int scoreStride, bool readAgain)
    {
        var dense = (DenseWeights<T>)weights;
        TStored** addresses = stackalloc TStored*[2 * count];
        fixed (TStored* memory = places.Memory)
        fixed (T* target = scores, bias = dense.Bias)
        {
            var matrix = new ScoreMatrix<T>(target, rowStride, scoreStride);
            matrix.Fill(bias, Layout.Scores, count);
            DenseKernel<T, TStored, TVector, TSimd>.AddScores(
                places.At(memory, addresses), readAgain, dense.Packed.Pointer, dense.Stride, columns, Layout.Scores, matrix);
        }
    }

    public override void AddOuter(ReadOnlySpan<T> coefficients, int rowStride, int scoreStride)
    {
        for (int c = 0; c < coefficientSums.Length; c++)
            coefficientSums[c] += Sum(coefficients[(c * scoreStride)..], rowStride);
        TStored** addresses = stackalloc TStored*[2 * count];
        fixed (TStored* memory = places.Memory)
            AddOuter(places.At(memory, addresses), coefficients, rowStride, scoreStride);
    }

    public override void AddOuterOfSquares(ReadOnlySpan<T> coefficients, int rowStride, int scoreStride)
    {
        int stride = AlignedBuffer<T>.RowStride(Layout.Features);
        squares ??= new AlignedBuffer<T>(BlockRows * stride);
        squared = true;
        TStored** addresses = stackalloc TStored*[2 * count];
        T** start = stackalloc T*[count];
        fixed (TStored* memory = places.Memory)
        {
            BlockRows<TStored> rows = places.At(memory, addresses);
            for (int i = 0; i < count; i++)
            {
                Span<T> square = squares.Span.Slice(i * stride, Layout.Features);
                Copy(rows.Start[i], square);
                map?.Apply(square);
                TensorPrimitives.Multiply(square, square, square);
                start[i] = squares.Pointer + (i * stride);
            }
        }

        AddOuter(new BlockRows<T>(start, count, start, 0), coefficients, rowStride, scoreStride);
    }

    /// <remarks>
    /// Sums over values (x − o) f are made of sums over stored ones: Σ c (x − o) f = (Σ c x − o Σ c) f. Squares were mapped before.
    /// </remarks>
    public override void AddTo(double factor, Span<double> gradient)
    {
        if (map is null || squared)
        {
            AddStored(factor, gradient);
            return;
        }

        for (int c = 0; c < Layout.Scores; c++)
        {
            Span<double> target = gradient.Slice(c * Layout.Features, Layout.Features);
            mappedSums.AsSpan().Clear();
            AddStored(c, 1.0, mappedSums);
            if (map.HasOffsets)
                TensorPrimitives.MultiplyAdd(map.Offsets, -coefficientSums[c], mappedSums, mappedSums);
            TensorPrimitives.Multiply(mappedSums, map.Factors, mappedSums);
            TensorPrimitives.MultiplyAdd(mappedSums, factor, target, target);
        }
    }

    public override void SetTo(ReadOnlySpan<T> terms, double factor, Span<double> gradient)
    {
        if (map is not null || widened)
        {
            base.SetTo(terms, factor, gradient);
            return;
        }

        for (int c = 0; c < Layout.Scores; c++)
        {
            int first = c * Layout.Features;
            columns.SetTo(terms.Slice(first, Layout.Features), Sums(c), factor, gradient.Slice(first, Layout.Features));
        }
    }

    private void AddOuter<TRow>(BlockRows<TRow> rows, ReadOnlySpan<T> coefficients, int rowStride, int scoreStride)
        where TRow : unmanaged
    {
        fixed (T* source = coefficients)
        {
            DenseKernel<T, TRow, TVector, TSimd>.AddOuter(
                rows, new ScoreMatrix<T>(source, rowStride, scoreStride), Layout.Scores, columns, sums.Pointer, columns.Count);
        }

        summedRows += count;
        if (summedRows >= RowsPerSum)
            Widen();
    }

    private void Widen()
    {
        for (int c = 0; c < Layout.Scores; c++)
            columns.AddTo(Sums(c), 1.0, WideSumsOf(c));
        widened = true;
        sums.Span.Clear();
        summedRows = 0;
    }

    private void AddStored(double factor, Span<double> gradient)
    {
        for (int c = 0; c < Layout.Scores; c++)
            AddStored(c, factor, gradient.Slice(c * Layout.Features, Layout.Features));
    }

    private void AddStored(int score, double factor, Span<double> gradient)
    {
        if (widened)
            TensorPrimitives.MultiplyAdd(WideSumsOf(score), factor, gradient, gradient);
        columns.AddTo(Sums(score), factor, gradient);
    }

    private ReadOnlySpan<T> Sums(int score) => sums.Span.Slice(score * columns.Count, columns.Count);

    private Span<double> WideSumsOf(int score) => wideSums.AsSpan(score * Layout.Features, Layout.Features);

    /// <summary>The sum of the coefficients of a score: in the type of the loss over a block, as the gradient of the bias is.</summary>
    private double Sum(ReadOnlySpan<T> coefficients, int rowStride)
    {
        if (rowStride == 1)
            return double.CreateTruncating(TensorPrimitives.Sum(coefficients[..count]));
        double sum = 0.0;
        for (int i = 0; i < count; i++)
            sum += double.CreateTruncating(coefficients[i * rowStride]);
        return sum;
    }

    private static void Copy(TStored* row, Span<T> destination)
    {
        if (typeof(TStored) == typeof(byte))
            ByteConversion.Convert(new ReadOnlySpan<byte>(row, destination.Length), destination);
        else
            new ReadOnlySpan<T>(row, destination.Length).CopyTo(destination);
    }
}
