using System.Numerics;

namespace AutoGradLinear.Objectives;

/// <summary>
/// The products of a linear model over a block of dense rows, cut into tiles so that what a tile reads again stays in the first-level cache: the
/// weights of five scores where scores are computed, the columns of the block where the gradient is.
/// </summary>
internal static unsafe class DenseKernel<T, TVector, TSimd>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TSimd : ISimd<T, TVector>
{
    private const int MostScores = 5;
    private const int WeightTileBytes = 20 * 1024;
    private const int RowTileBytes = 16 * 1024;

    /// <summary>
    /// S += X Wᵀ. The first tile fetches half of what comes next; the other half waits for the gradient where the rows are read again, else it is the second tile's.
    /// </summary>
    /// <remarks>Memory answers so many requests at a time: all of them at once make the tile wait.</remarks>
    public static void AddScores(
        BlockRows<T> rows, bool readAgain, T* weights, nint weightStride, PackedColumns packed, int scoreCount, ScoreMatrix<T> scores)
    {
        int step = EvenPart(packed.Used, WeightTileBytes / (MostScores * sizeof(T)), TSimd.Count);
        int tiles = Tiles(scoreCount);
        for (int from = 0; from < packed.Used; from += step)
        {
            var columns = new ColumnRange(from, Math.Min(from + step, packed.Used), packed.LastStart);
            for (int tile = 0; tile < tiles; tile++)
            {
                int first = Start(tile, tiles, scoreCount);
                BlockRows<T> block = tile == 0 ? rows.WithFirstHalfAhead()
                    : tile == 1 && !readAgain ? rows.WithSecondHalfAhead()
                    : rows.WithoutAhead();
                T* tileWeights = weights + (first * weightStride);
                ScoreMatrix<T> tileScores = scores.From(first);
                switch (Start(tile + 1, tiles, scoreCount) - first)
                {
                    case 1:
                        DenseTiles<T, TVector, TSimd>.AddScores<One>(block, tileWeights, weightStride, columns, tileScores);
                        break;
                    case 2:
                        DenseTiles<T, TVector, TSimd>.AddScores<Two>(block, tileWeights, weightStride, columns, tileScores);
                        break;
                    case 3:
                        DenseTiles<T, TVector, TSimd>.AddScores<Three>(block, tileWeights, weightStride, columns, tileScores);
                        break;
                    case 4:
                        DenseTiles<T, TVector, TSimd>.AddScores<Four>(block, tileWeights, weightStride, columns, tileScores);
                        break;
                    default:
                        DenseTiles<T, TVector, TSimd>.AddScores<Five>(block, tileWeights, weightStride, columns, tileScores);
                        break;
                }
            }
        }
    }

    /// <summary>G += Cᵀ X, where the coefficients of a row are side by side. The second half of what comes next is fetched here.</summary>
    public static void AddOuter(
        BlockRows<T> rows, T* coefficients, nint rowStride, int scoreCount, PackedColumns packed, T* gradient, nint gradientStride)
    {
        int step = EvenPart(packed.Count, RowTileBytes / (rows.Count * sizeof(T)), 2 * TSimd.Count);
        int tiles = Tiles(scoreCount);
        for (int from = 0; from < packed.Count; from += step)
        {
            var columns = new ColumnRange(from, Math.Min(from + step, packed.Count), packed.LastStart);
            for (int tile = 0; tile < tiles; tile++)
            {
                int first = Start(tile, tiles, scoreCount);
                BlockRows<T> block = tile == 0 ? rows.WithSecondHalfAhead() : rows.WithoutAhead();
                T* tileCoefficients = coefficients + first;
                T* tileGradient = gradient + (first * gradientStride);
                switch (Start(tile + 1, tiles, scoreCount) - first)
                {
                    case 1:
                        DenseTiles<T, TVector, TSimd>.AddOuter<One>(block, tileCoefficients, rowStride, columns, tileGradient, gradientStride);
                        break;
                    case 2:
                        DenseTiles<T, TVector, TSimd>.AddOuter<Two>(block, tileCoefficients, rowStride, columns, tileGradient, gradientStride);
                        break;
                    case 3:
                        DenseTiles<T, TVector, TSimd>.AddOuter<Three>(block, tileCoefficients, rowStride, columns, tileGradient, gradientStride);
                        break;
                    case 4:
                        DenseTiles<T, TVector, TSimd>.AddOuter<Four>(block, tileCoefficients, rowStride, columns, tileGradient, gradientStride);
                        break;
                    default:
                        DenseTiles<T, TVector, TSimd>.AddOuter<Five>(block, tileCoefficients, rowStride, columns, tileGradient, gradientStride);
                        break;
                }
            }
        }
    }

    private static int Tiles(int scores) => (scores + MostScores - 1) / MostScores;

    /// <summary>Where a tile begins, when scores are dealt out evenly.</summary>
    private static int Start(int tile, int tiles, int scores) => (int)((long)scores * tile / tiles);

    /// <summary>The length of equal parts of a row, in whole units, about as long as wanted at most.</summary>
    private static int EvenPart(int length, int wanted, int unit)
    {
        int parts = (length + wanted - 1) / wanted;
        return (((length + parts - 1) / parts) + unit - 1) / unit * unit;
    }
}
