using System.Numerics;

namespace AutoGradLinear.Objectives;

/// <summary>Wᵀ: the weights of a feature side by side, filled up with zeros to whole vectors.</summary>
internal sealed class SparseWeights<T> : PointWeights<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int TileFeatures = 16;

    private readonly T[] byFeature;

    public SparseWeights(LinearLayout layout)
        : base(layout)
    {
        Stride = StrideOf(layout);
        byFeature = new T[checked(layout.Features * Stride)];
    }

    /// <summary>The weights of feature j, from element j · <see cref="Stride"/> on.</summary>
    public ReadOnlySpan<T> ByFeature => byFeature;

    /// <summary>The distance between the weights of two features.</summary>
    public int Stride { get; }

    /// <summary>The number of scores, filled up to whole vectors where there are several.</summary>
    public static int StrideOf(LinearLayout layout)
    {
        int width = Vector<T>.IsSupported && layout.Scores > 1 ? Vector<T>.Count : 1;
        return (layout.Scores + width - 1) / width * width;
    }

    /// <summary>Overwrites the weights of one feature.</summary>
    public void SetFeature(int feature, ReadOnlySpan<double> weights)
    {
        Span<T> target = byFeature.AsSpan(feature * Stride, weights.Length);
        for (int c = 0; c < target.Length; c++)
            target[c] = T.CreateTruncating(weights[c]);
    }

    protected override void Pack(ReadOnlySpan<T> weights, Span<T> bias)
    {
        // Tile by tile, so that neither side leaves the cache before its lines are used up.
        for (int first = 0; first < Layout.Features; first += TileFeatures)
        {
            int end = Math.Min(first + TileFeatures, Layout.Features);
            for (int c = 0; c < Layout.Scores; c++)
            {
                ReadOnlySpan<T> row = weights.Slice(c * Layout.Features, Layout.Features);
                for (int j = first; j < end; j++)
                    byFeature[(j * Stride) + c] = row[j];
            }
        }
    }
}
