using System.Runtime.CompilerServices;

namespace AutoGradLinear.Objectives;

/// <content>The products for one to three scores: each has four sums, over two rows by two vectors of columns, since two of each would wait for one another.</content>
internal static unsafe partial class DenseTiles<T, TStored, TVector, TSimd>
{
    /// <summary>Adds the products over some columns to the scores; parameters as in <see cref="AddScores"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddFewScores<TScores>(BlockRows<TStored> rows, T* weights, nint weightStride, ColumnRange columns, ScoreMatrix<T> scores)
        where TScores : ICount
    {
        T* w0 = weights, w1 = w0 + weightStride, w2 = w1 + weightStride;
        nint end = columns.End;
        for (int i = 0; i < rows.Count; i += 2)
        {
            RowPair<TStored> pair = rows.Pair(i);
            TStored* x = pair.First, y = pair.Second, ahead = pair.Ahead;
            TVector a0 = default, a1 = default, a2 = default;
            TVector b0 = default, b1 = default, b2 = default;
            TVector c0 = default, c1 = default, c2 = default;
            TVector d0 = default, d1 = default, d2 = default;
            nint k = columns.From, stop = columns.WholeEnd;
            while (true)
            {
                for (; k < stop; k += 2 * TSimd.Count)
                {
                    if (BeginsLine(k))
                        Fetch(ahead + k);
                    TVector u = Load(x + k), v = Load(y + k);
                    TVector w = TSimd.Load(w0 + k);
                    a0 = TSimd.MultiplyAdd(u, w, a0);
                    b0 = TSimd.MultiplyAdd(v, w, b0);
                    if (TScores.Value > 1)
                    {
                        w = TSimd.Load(w1 + k);
                        a1 = TSimd.MultiplyAdd(u, w, a1);
                        b1 = TSimd.MultiplyAdd(v, w, b1);
                    }

                    if (TScores.Value > 2)
                    {
                        w = TSimd.Load(w2 + k);
                        a2 = TSimd.MultiplyAdd(u, w, a2);
                        b2 = TSimd.MultiplyAdd(v, w, b2);
                    }

                    nint next = k + TSimd.Count;
                    u = Load(x + next);
                    v = Load(y + next);
                    w = TSimd.Load(w0 + next);
                    c0 = TSimd.MultiplyAdd(u, w, c0);
                    d0 = TSimd.MultiplyAdd(v, w, d0);
                    if (TScores.Value > 1)
                    {
                        w = TSimd.Load(w1 + next);
                        c1 = TSimd.MultiplyAdd(u, w, c1);
                        d1 = TSimd.MultiplyAdd(v, w, d1);
                    }

                    if (TScores.Value > 2)
                    {
                        w = TSimd.Load(w2 + next);
                        c2 = TSimd.MultiplyAdd(u, w, c2);
                        d2 = TSimd.MultiplyAdd(v, w, d2);
                    }
                }

                if (k >= end)
                    break;

                // What is left is the unit that overlaps the one before: the rows move so that it begins at k.
                x += columns.LastStart - k;
                y += columns.LastStart - k;
                stop = end;
            }

            AddFewSums<TScores>(TSimd.Add(a0, c0), TSimd.Add(a1, c1), TSimd.Add(a2, c2), scores.Row(i), scores.ScoreStride);
            if (i + 1 < rows.Count)
                AddFewSums<TScores>(TSimd.Add(b0, d0), TSimd.Add(b1, d1), TSimd.Add(b2, d2), scores.Row(i + 1), scores.ScoreStride);
        }
    }

    /// <summary>
    /// Adds the products of the rows with their coefficients to the gradient of some columns; parameters as in <see cref="AddOuter"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddFewOuter<TScores>(
        BlockRows<TStored> rows, ScoreMatrix<T> coefficients, ColumnRange columns, T* gradient, nint gradientStride)
        where TScores : ICount
    {
        nint rowStride = coefficients.RowStride;
        T* s0 = coefficients.Start, s1 = s0 + coefficients.ScoreStride, s2 = s1 + coefficients.ScoreStride;
        TStored** start = rows.Start, end = start + rows.Count, ahead = rows.Ahead, aheadEnd = ahead + rows.AheadCount;
        T* g0 = gradient, g1 = g0 + gradientStride, g2 = g1 + gradientStride;
        for (nint k = columns.From; k < columns.End; k += 2 * TSimd.Count)
        {
            for (TStored** row = ahead; BeginsLine(k) && row < aheadEnd; row++)
                Fetch(*row + k);
            nint j = Math.Min(k, columns.LastStart);
            TVector a0 = default, a1 = default, a2 = default;
            TVector b0 = default, b1 = default, b2 = default;
            TVector c0 = default, c1 = default, c2 = default;
            TVector d0 = default, d1 = default, d2 = default;
            nint at = 0;
            for (TStored** pair = start; pair < end; pair += 2)
            {
                TStored* x = pair[0] + j;
                TVector u = Load(x), v = Load(x + TSimd.Count);
                TVector w = TSimd.Broadcast(s0[at]);
                a0 = TSimd.MultiplyAdd(u, w, a0);
                b0 = TSimd.MultiplyAdd(v, w, b0);
                if (TScores.Value > 1)
                {
                    w = TSimd.Broadcast(s1[at]);
                    a1 = TSimd.MultiplyAdd(u, w, a1);
                    b1 = TSimd.MultiplyAdd(v, w, b1);
                }

                if (TScores.Value > 2)
                {
                    w = TSimd.Broadcast(s2[at]);
                    a2 = TSimd.MultiplyAdd(u, w, a2);
                    b2 = TSimd.MultiplyAdd(v, w, b2);
                }

                at += rowStride;
                if (pair + 1 == end)
                    break;
                x = pair[1] + j;
                u = Load(x);
                v = Load(x + TSimd.Count);
                w = TSimd.Broadcast(s0[at]);
                c0 = TSimd.MultiplyAdd(u, w, c0);
                d0 = TSimd.MultiplyAdd(v, w, d0);
                if (TScores.Value > 1)
                {
                    w = TSimd.Broadcast(s1[at]);
                    c1 = TSimd.MultiplyAdd(u, w, c1);
                    d1 = TSimd.MultiplyAdd(v, w, d1);
                }

                if (TScores.Value > 2)
                {
                    w = TSimd.Broadcast(s2[at]);
                    c2 = TSimd.MultiplyAdd(u, w, c2);
                    d2 = TSimd.MultiplyAdd(v, w, d2);
                }

                at += rowStride;
            }

            AddTo(g0 + k, TSimd.Add(a0, c0), TSimd.Add(b0, d0));
            if (TScores.Value > 1)
                AddTo(g1 + k, TSimd.Add(a1, c1), TSimd.Add(b1, d1));
            if (TScores.Value > 2)
                AddTo(g2 + k, TSimd.Add(a2, c2), TSimd.Add(b2, d2));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddFewSums<TScores>(TVector s0, TVector s1, TVector s2, T* target, nint stride)
        where TScores : ICount
    {
        target[0] += TSimd.Sum(s0);
        if (TScores.Value > 1)
            target[stride] += TSimd.Sum(s1);
        if (TScores.Value > 2)
            target[2 * stride] += TSimd.Sum(s2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(T* target, TVector first, TVector second)
    {
        TSimd.Store(TSimd.Add(TSimd.Load(target), first), target);
        TSimd.Store(TSimd.Add(TSimd.Load(target + TSimd.Count), second), target + TSimd.Count);
    }
}
