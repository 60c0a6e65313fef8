using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoGradLinear.Objectives;

/// <summary>
/// The two matrix products of a linear model, S = X Wᵀ and G += Cᵀ X, over a block of rows for four or five scores. All sums of a tile stay in
/// registers: ten multiply-adds for seven loads.
/// </summary>
/// <remarks>
/// <para>
/// The number of scores is a type, <c>TScores</c>, so that the compiler drops the lines of scores that a tile does not have. Five scores by two
/// rows (or two vectors of columns) are ten sums, enough to hide the latency of multiply-adds on two units, and leave six of AVX2's sixteen
/// registers for operands. Fewer scores have tiles of another shape (<see cref="AddFewScores"/>).
/// </para>
/// <para>
/// The methods are compiled with all optimisations at once: one evaluation can take as long as a whole training, before the runtime would see that they are worth it.
/// </para>
/// <para>
/// Tiles ask for parts of rows that the next block will read (<see cref="BlockRows{TStored}.Ahead"/>): memory is read while they compute.
/// </para>
/// </remarks>
internal static unsafe partial class DenseTiles<T, TStored, TVector, TSimd>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TStored : unmanaged
    where TVector : struct
    where TSimd : ISimd<T, TVector>
{
    /// <summary>Adds the products over some columns to the scores.</summary>
    /// <param name="rows">The rows of X.</param>
    /// <param name="weights">The packed weights of the tile's first score.</param>
    /// <param name="weightStride">The distance to the weights of the next score.</param>
    /// <param name="columns">The packed columns to take.</param>
    /// <param name="scores">The tile's first score of the first row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScores<TScores>(BlockRows<TStored> rows, T* weights, nint weightStride, ColumnRange columns, ScoreMatrix<T> scores)
        where TScores : ICount
    {
        T* w0 = weights, w1 = w0 + weightStride, w2 = w1 + weightStride, w3 = w2 + weightStride, w4 = w3 + weightStride;
        nint end = columns.End;
        for (int i = 0; i < rows.Count; i += 2)
        {
            RowPair<TStored> pair = rows.Pair(i);
            TStored* x = pair.First, y = pair.Second, ahead = pair.Ahead;
            TVector a0 = default, a1 = default, a2 = default, a3 = default, a4 = default;
            TVector b0 = default, b1 = default, b2 = default, b3 = default, b4 = default;
            nint k = columns.From, stop = columns.WholeEnd;
            while (true)
            {
                for (; k < stop; k += TSimd.Count)
                {
                    if (BeginsLine(k))
                        Fetch(ahead + k);
                    TVector u = Load(x + k), v = Load(y + k);
                    TVector w = TSimd.Load(w0 + k);
                    a0 = TSimd.MultiplyAdd(u, w, a0);
                    b0 = TSimd.MultiplyAdd(v, w, b0);
                    w = TSimd.Load(w1 + k);
                    a1 = TSimd.MultiplyAdd(u, w, a1);
                    b1 = TSimd.MultiplyAdd(v, w, b1);
                    w = TSimd.Load(w2 + k);
                    a2 = TSimd.MultiplyAdd(u, w, a2);
                    b2 = TSimd.MultiplyAdd(v, w, b2);
                    w = TSimd.Load(w3 + k);
                    a3 = TSimd.MultiplyAdd(u, w, a3);
                    b3 = TSimd.MultiplyAdd(v, w, b3);
                    if (TScores.Value > 4)
                    {
                        w = TSimd.Load(w4 + k);
                        a4 = TSimd.MultiplyAdd(u, w, a4);
                        b4 = TSimd.MultiplyAdd(v, w, b4);
                    }
                }

                if (k >= end)
                    break;

                // What is left is the unit that overlaps the one before: the rows move so that it begins at k.
                x += columns.LastStart - k;
                y += columns.LastStart - k;
                stop = end;
            }

            AddSums<TScores>(a0, a1, a2, a3, a4, scores.Row(i), scores.ScoreStride);
            if (i + 1 < rows.Count)
                AddSums<TScores>(b0, b1, b2, b3, b4, scores.Row(i + 1), scores.ScoreStride);
        }
    }

    /// <summary>Adds the products of the rows with their coefficients to the gradient of some columns.</summary>
    /// <param name="rows">The rows of X.</param>
    /// <param name="coefficients">The coefficients of the rows for the tile's scores.</param>
    /// <param name="columns">The packed columns to take, whole units.</param>
    /// <param name="gradient">The packed gradient of the tile's first score.</param>
    /// <param name="gradientStride">The distance to the gradient of the next score.</param>
    /// <remarks>
    /// The loop over rows has nearly as many loads as multiply-adds. One more costs a tenth of its speed, so memory is asked for ahead of the loop.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddOuter<TScores>(
        BlockRows<TStored> rows, ScoreMatrix<T> coefficients, ColumnRange columns, T* gradient, nint gradientStride)
        where TScores : ICount
    {
        nint rowStride = coefficients.RowStride, c1 = coefficients.ScoreStride, c2 = 2 * c1, c3 = 3 * c1, c4 = 4 * c1;
        TStored** start = rows.Start, end = start + rows.Count, ahead = rows.Ahead, aheadEnd = ahead + rows.AheadCount;
        T* g0 = gradient, g1 = g0 + gradientStride, g2 = g1 + gradientStride, g3 = g2 + gradientStride, g4 = g3 + gradientStride;
        for (nint k = columns.From; k < columns.End; k += 2 * TSimd.Count)
        {
            for (TStored** row = ahead; BeginsLine(k) && row < aheadEnd; row++)
                Fetch(*row + k);
            nint next = k + TSimd.Count;
            nint j = Math.Min(k, columns.LastStart);
            TVector a0 = TSimd.Load(g0 + k), a1 = TSimd.Load(g1 + k), a2 = TSimd.Load(g2 + k), a3 = TSimd.Load(g3 + k), a4 = default;
            TVector b0 = TSimd.Load(g0 + next), b1 = TSimd.Load(g1 + next), b2 = TSimd.Load(g2 + next), b3 = TSimd.Load(g3 + next), b4 = default;
            if (TScores.Value > 4)
                (a4, b4) = (TSimd.Load(g4 + k), TSimd.Load(g4 + next));
            T* c = coefficients.Start;
            for (TStored** row = start; row < end; row++, c += rowStride)
            {
                TStored* x = *row + j;
                TVector u = Load(x), v = Load(x + TSimd.Count);
                TVector w = TSimd.Broadcast(c[0]);
                a0 = TSimd.MultiplyAdd(u, w, a0);
                b0 = TSimd.MultiplyAdd(v, w, b0);
                w = TSimd.Broadcast(c[c1]);
                a1 = TSimd.MultiplyAdd(u, w, a1);
                b1 = TSimd.MultiplyAdd(v, w, b1);
                w = TSimd.Broadcast(c[c2]);
                a2 = TSimd.MultiplyAdd(u, w, a2);
                b2 = TSimd.MultiplyAdd(v, w, b2);
                w = TSimd.Broadcast(c[c3]);
                a3 = TSimd.MultiplyAdd(u, w, a3);
                b3 = TSimd.MultiplyAdd(v, w, b3);
                if (TScores.Value > 4)
                {
                    w = TSimd.Broadcast(c[c4]);
                    a4 = TSimd.MultiplyAdd(u, w, a4);
                    b4 = TSimd.MultiplyAdd(v, w, b4);
                }
            }

            Store(a0, b0, g0 + k);
            Store(a1, b1, g1 + k);
            Store(a2, b2, g2 + k);
            Store(a3, b3, g3 + k);
            if (TScores.Value > 4)
                Store(a4, b4, g4 + k);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddSums<TScores>(TVector s0, TVector s1, TVector s2, TVector s3, TVector s4, T* target, nint stride)
        where TScores : ICount
    {
        target[0] += TSimd.Sum(s0);
        target[stride] += TSimd.Sum(s1);
        target[2 * stride] += TSimd.Sum(s2);
        target[3 * stride] += TSimd.Sum(s3);
        if (TScores.Value > 4)
            target[4 * stride] += TSimd.Sum(s4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TVector first, TVector second, T* target)
    {
        TSimd.Store(first, target);
        TSimd.Store(second, target + TSimd.Count);
    }
}
