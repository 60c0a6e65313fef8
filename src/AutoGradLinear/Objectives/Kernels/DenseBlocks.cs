using System.Numerics;
using System.Numerics.Tensors;
using AutoGradLinear.Data;

namespace AutoGradLinear.Objectives;

/// <summary>
/// Rows with all their values side by side: read where they lie if they are of the loss's type, else converted block by block.
/// </summary>
internal sealed unsafe class DenseBlocks<T, TVector, TSimd> : RowBlocks<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TSimd : ISimd<T, TVector>
{
    /// <summary>A block stays in the second-level cache between scores and gradient.</summary>
    private const int BlockBytes = 128 * 1024;

    /// <summary>Blocks are whole vectors of examples, for the losses.</summary>
    private const int RowUnit = 16;

    private const int MostRows = 256;

    /// <summary>So many rows are summed in the type of the loss.</summary>
    private static readonly int RowsPerSum = WideSums.MostTerms<T>();

    /// <summary>Rows this far apart, or a multiple of it, compete for the same few places in the first-level cache.</summary>
    private const int AliasingBytes = 4096;

    private const int CacheLine = 64;

    private readonly DenseMatrix features;
    private readonly PackedColumns columns;
    private readonly AlignedBuffer<T> sums;
    private readonly double[] wideSums;
    private readonly AlignedBuffer<T> coefficientsByRow;
    private readonly ColumnMap? map;
    private readonly T[] wholeOffsets;
    private readonly double[] coefficientSums;
    private readonly double[] mappedSums;
    private readonly AlignedBuffer<T> converted;
    private readonly bool inPlace;
    private readonly int stride;
    private readonly nint[] offsets;
    private readonly nint[] offsetsAhead;
    private AlignedBuffer<T>? squares;
    private int count;
    private int summedRows;
    private bool widened;
    private bool squared;

    public DenseBlocks(DenseMatrix features, LinearLayout layout, PackedColumns columns, FoldedMap? map)
        : base(layout)
    {
        this.features = features;
        this.columns = columns;
        this.map = map?.Rest;
        wholeOffsets = map is { HasWhole: true } ? [.. map.Whole.Select(T.CreateTruncating)] : [];
        coefficientSums = new double[map is null ? 0 : layout.Scores];
        mappedSums = new double[map is null ? 0 : layout.Features];
        BlockRows = Math.Clamp(BlockBytes / (layout.Features * sizeof(T)) / RowUnit * RowUnit, RowUnit, Math.Min(MostRows, RowsPerSum));

        // A row that is shorter than a unit is copied to a place with zeros behind it.
        inPlace = layout.Features >= columns.Unit && features.TryGetRows<T>(0, 1, out _);
        stride = inPlace ? layout.Features : ConvertedStride(layout.Features);
        converted = new AlignedBuffer<T>(inPlace ? 0 : BlockRows * stride);
        sums = new AlignedBuffer<T>(checked(layout.Scores * columns.Count));
        wideSums = new double[layout.WeightCount];
        coefficientsByRow = new AlignedBuffer<T>(checked(BlockRows * layout.Scores));
        offsets = new nint[BlockRows];
        offsetsAhead = new nint[BlockRows];
        if (!inPlace)
        {
            for (int i = 0; i < BlockRows; i++)
                offsets[i] = offsetsAhead[i] = (nint)i * stride;
        }
    }

    public override int BlockRows { get; }

    private ReadOnlySpan<T> Rows => inPlace && features.TryGetRows(0, features.Rows, out ReadOnlySpan<T> rows) ? rows : converted.Span;

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
        if (!inPlace)
        {
            ConvertNeighbours(first);
            return;
        }

        for (int i = 0; i < count; i++)
            (offsets[i], offsetsAhead[i]) = (Offset(first + i), Offset(Math.Min(first + count + i, features.Rows - 1)));
    }

    public override void Load(ReadOnlySpan<int> rows, ReadOnlySpan<int> next)
    {
        count = rows.Length;
        for (int i = 0; i < rows.Length; i++)
        {
            if (!inPlace)
                Convert(rows[i], i);
            else
                (offsets[i], offsetsAhead[i]) = (Offset(rows[i]), Offset(i < next.Length ? next[i] : rows[i]));
        }
    }

    public override void Scores(PointWeights<T> weights, Span<T> scores, int rowStride, int scoreStride, bool readAgain)
    {
        var dense = (DenseWeights<T>)weights;
        T** start = stackalloc T*[count];
        T** ahead = stackalloc T*[count];
        fixed (T* rows = Rows, target = scores, bias = dense.Bias)
        {
            FillPointers(rows, start, ahead);
            var matrix = new ScoreMatrix<T>(target, rowStride, scoreStride);
            matrix.Fill(bias, Layout.Scores, count);
            DenseKernel<T, TVector, TSimd>.AddScores(
                new BlockRows<T>(start, count, ahead, count), readAgain, dense.Packed.Pointer, dense.Stride, columns, Layout.Scores, matrix);
        }
    }

    public override void AddOuter(ReadOnlySpan<T> coefficients, int rowStride, int scoreStride)
    {
        T** start = stackalloc T*[count];
        T** ahead = stackalloc T*[count];
        fixed (T* rows = Rows)
        {
            FillPointers(rows, start, ahead);

            for (int c = 0; c < coefficientSums.Length; c++)
            {
                for (int i = 0; i < count; i++)
                    coefficientSums[c] += double.CreateTruncating(coefficients[(i * rowStride) + (c * scoreStride)]);
            }

            AddOuter(new BlockRows<T>(start, count, ahead, count), coefficients, rowStride, scoreStride);
        }
    }

    public override void AddOuterOfSquares(ReadOnlySpan<T> coefficients, int rowStride, int scoreStride)
    {
        int squaredStride = ConvertedStride(Layout.Features);
        squares ??= new AlignedBuffer<T>(BlockRows * squaredStride);
        squared = true;
        T** start = stackalloc T*[count];
        fixed (T* rows = Rows)
        {
            for (int i = 0; i < count; i++)
            {
                Span<T> square = squares.Span.Slice(i * squaredStride, Layout.Features);
                new ReadOnlySpan<T>(rows + offsets[i], Layout.Features).CopyTo(square);
                map?.Apply(square);
                TensorPrimitives.Multiply(square, square, square);
                start[i] = squares.Pointer + (i * squaredStride);
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

    private void AddOuter(BlockRows<T> rows, ReadOnlySpan<T> coefficients, int rowStride, int scoreStride)
    {
        fixed (T* source = coefficients)
            new ScoreMatrix<T>(source, rowStride, scoreStride).CopyByRow(coefficientsByRow.Pointer, Layout.Scores, count);
        DenseKernel<T, TVector, TSimd>.AddOuter(
            rows, coefficientsByRow.Pointer, Layout.Scores, Layout.Scores, columns, sums.Pointer, columns.Count);
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

    private static int ConvertedStride(int features)
    {
        int line = Math.Max(1, CacheLine / sizeof(T));
        int stride = (features + line - 1) / line * line;
        return (long)stride * sizeof(T) % AliasingBytes == 0 ? stride + line : stride;
    }

    private nint Offset(int row) => (nint)row * stride;

    /// <summary>All at once, where there are no gaps between the converted rows.</summary>
    private void ConvertNeighbours(int first)
    {
        bool atOnce = stride == Layout.Features && wholeOffsets.Length == 0;
        if (atOnce && map is not null)
            features.CopyStored(first, count, converted.Span);
        else if (atOnce)
            features.CopyRows(first, count, converted.Span);
        for (int i = 0; !atOnce && i < count; i++)
            Convert(first + i, i);
    }

    private void Convert(int row, int place)
    {
        Span<T> target = converted.Span.Slice(place * stride, Layout.Features);
        if (map is null)
        {
            features.CopyRows(row, 1, target);
            return;
        }

        features.CopyStored(row, 1, target);
        if (wholeOffsets.Length > 0)
            TensorPrimitives.Subtract(target, wholeOffsets, target);
    }

    private void FillPointers(T* rows, T** start, T** ahead)
    {
        for (int i = 0; i < count; i++)
        {
            start[i] = rows + offsets[i];
            ahead[i] = rows + offsetsAhead[i];
        }
    }
}
