using System.Numerics;

namespace AutoGradLinear.Objectives;

/// <summary>The weights and bias at which an objective is evaluated, in the forms that kernels read.</summary>
internal sealed class SharedWeights<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly LinearLayout layout;
    private readonly T[] parameters;
    private readonly T[] byFeature;

    /// <param name="layout">Where weights and bias stand.</param>
    /// <param name="needsByFeature">Whether <see cref="ByFeature"/> is wanted.</param>
    public SharedWeights(LinearLayout layout, bool needsByFeature)
    {
        this.layout = layout;
        parameters = new T[layout.Dimension];
        Bias = new T[layout.Scores];
        int width = Vector<T>.IsSupported && layout.Scores > 1 ? Vector<T>.Count : 1;
        Stride = (layout.Scores + width - 1) / width * width;
        byFeature = needsByFeature ? new T[checked(layout.Features * Stride)] : [];
    }

    /// <summary>All parameters, as the solver orders them.</summary>
    public ReadOnlySpan<T> Parameters => parameters;

    /// <summary>W, row by row (scores × features).</summary>
    public ReadOnlySpan<T> ByScore => parameters.AsSpan(0, layout.WeightCount);

    /// <summary>Wᵀ: the weights of a feature side by side, <see cref="Stride"/> apart from those of the next; zeros fill the gaps.</summary>
    public ReadOnlySpan<T> ByFeature => byFeature;

    /// <summary>The number of scores, filled up to whole vectors where there are several.</summary>
    public int Stride { get; }

    /// <summary>b, zeros where there is none.</summary>
    public T[] Bias { get; }

    /// <summary>Moves to a point.</summary>
    public void Set(ReadOnlySpan<double> point)
    {
        for (int i = 0; i < point.Length; i++)
            parameters[i] = T.CreateTruncating(point[i]);
        if (layout.Bias != AutoGradLinear.Bias.None)
            parameters.AsSpan(layout.WeightCount).CopyTo(Bias);
        if (byFeature.Length == 0)
            return;
        for (int c = 0; c < layout.Scores; c++)
        {
            ReadOnlySpan<T> row = parameters.AsSpan(c * layout.Features, layout.Features);
            for (int j = 0; j < row.Length; j++)
                byFeature[(j * Stride) + c] = row[j];
        }
    }
}
