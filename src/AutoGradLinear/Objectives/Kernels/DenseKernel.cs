using System.Numerics;

namespace AutoGradLinear.Objectives;

/// <summary>
/// The products of a linear model over a block of dense rows, tile by tile. Where scores are computed, the weights of a tile's five scores stay in the first-level cache.
/// </summary>
internal static unsafe class DenseKernel<T, TStored, TVector, TSimd>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TStored : unmanaged
    where TVector : struct
    where TSimd : ISimd<T, TVector>
{
    private const int MostScores = 5;
    private const int WeightTileBytes = 20 * 1024;

    /// <summary>
    /// S += X Wᵀ. Each tile fetches an equal share of the rows that come next: of half of them where a gradient follows, which fetches the others.
    /// </summary>
    /// <remarks>Memory answers so many requests at a time: all of them at once make a tile wait.</remarks>
    public static void AddScores(
        BlockRows<TStored> rows, bool readAgain, T* weights, nint weightStride, PackedColumns packed, int scoreCount, ScoreMatrix<T> scores)
    {
        int step = EvenPart(packed.Count, WeightTileBytes / (MostScores * sizeof(T)), packed.Unit);
        var tiles = new ScoreTiles(scoreCount, MostScores);
        int share = tiles.Share(readAgain ? rows.AheadCount / 2 : rows.AheadCount);
        for (int from = 0; from < packed.Count; from += step)
        {
            var columns = packed.Range(from, Math.Min(from + step, packed.Count));
            for (int tile = 0, first = 0; tile < tiles.Count; first += tiles.Scores(tile), tile++)
            {
                BlockRows<TStored> block = rows.Fetching(tile * share, share);
                T* tileWeights = weights + (first * weightStride);
                ScoreMatrix<T> tileScores = scores.From(first);
                switch (tiles.Scores(tile))
                {
                    case 1:
                        DenseTiles<T, TStored, TVector, TSimd>.AddFewScores<One>(block, tileWeights, weightStride, columns, tileScores);
                        break;
                    case 2:
                        DenseTiles<T, TStored, TVector, TSimd>.AddFewScores<Two>(block, tileWeights, weightStride, columns, tileScores);
                        break;
                    case 3:
                        DenseTiles<T, TStored, TVector, TSimd>.AddFewScores<Three>(block, tileWeights, weightStride, columns, tileScores);
                        break;
                    case 4:
                        DenseTiles<T, TStored, TVector, TSimd>.AddScores<Four>(block, tileWeights, weightStride, columns, tileScores);
                        break;
                    default:
                        DenseTiles<T, TStored, TVector, TSimd>.AddScores<Five>(block, tileWeights, weightStride, columns, tileScores);
                        break;
                }
            }
        }
    }

    /// <summary>G += Cᵀ X. What the scores have left of the rows that come next is fetched here.</summary>
    /// <remarks>Rows are read from the second-level cache once for each tile: cutting them into parts for the first level gains less than more calls cost.</remarks>
    public static void AddOuter(
        BlockRows<TStored> rows, ScoreMatrix<T> coefficients, int scoreCount, PackedColumns packed, T* gradient, nint gradientStride)
    {
        var tiles = new ScoreTiles(scoreCount, MostScores);
        int fetched = rows.AheadCount / 2;
        int share = tiles.Share(rows.AheadCount - fetched);
        ColumnRange columns = packed.Range(0, packed.Count);
        for (int tile = 0, first = 0; tile < tiles.Count; first += tiles.Scores(tile), tile++)
        {
            BlockRows<TStored> block = rows.Fetching(fetched + (tile * share), share);
            ScoreMatrix<T> tileCoefficients = coefficients.From(first);
            T* tileGradient = gradient + (first * gradientStride);
            switch (tiles.Scores(tile))
            {
                case 1:
                    DenseTiles<T, TStored, TVector, TSimd>.AddFewOuter<One>(block, tileCoefficients, columns, tileGradient, gradientStride);
                    break;
                case 2:
                    DenseTiles<T, TStored, TVector, TSimd>.AddFewOuter<Two>(block, tileCoefficients, columns, tileGradient, gradientStride);
                    break;
                case 3:
                    DenseTiles<T, TStored, TVector, TSimd>.AddFewOuter<Three>(block, tileCoefficients, columns, tileGradient, gradientStride);
                    break;
                case 4:
                    DenseTiles<T, TStored, TVector, TSimd>.AddOuter<Four>(block, tileCoefficients, columns, tileGradient, gradientStride);
                    break;
                default:
                    DenseTiles<T, TStored, TVector, TSimd>.AddOuter<Five>(block, tileCoefficients, columns, tileGradient, gradientStride);
                    break;
            }
        }
    }

    /// <summary>The length of equal parts of a row, in whole units, about as long as wanted at most.</summary>
    private static int EvenPart(int length, int wanted, int unit)
    {
        int parts = (length + wanted - 1) / wanted;
        return (((length + parts - 1) / parts) + unit - 1) / unit * unit;
    }
}
