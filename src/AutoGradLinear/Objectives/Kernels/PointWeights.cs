using System.Numerics;

namespace AutoGradLinear.Objectives;

/// <summary>Weights and bias at a point, in the form that the kernel for one kind of storage reads.</summary>
internal abstract class PointWeights<T>(LinearLayout layout)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly AlignedBuffer<T> parameters = new(layout.Dimension);
    private readonly T[] bias = new T[layout.Scores];

    /// <summary>All parameters, as the solver orders them.</summary>
    public ReadOnlySpan<T> Parameters => parameters.Span;

    /// <summary>What every score starts with.</summary>
    public ReadOnlySpan<T> Bias => bias;

    protected LinearLayout Layout { get; } = layout;

    /// <summary>The memory of <see cref="Parameters"/>: the weights (scores × features), then the bias.</summary>
    protected AlignedBuffer<T> Memory => parameters;

    /// <summary>Moves to a point.</summary>
    public void Set(ReadOnlySpan<double> point)
    {
        Span<T> parameters = this.parameters.Span;
        WideSums.Copy(point, parameters);
        if (Layout.Bias == AutoGradLinear.Bias.None)
            bias.AsSpan().Clear();
        else
            parameters[Layout.WeightCount..].CopyTo(bias);
        Pack(parameters[..Layout.WeightCount], bias);
    }

    /// <summary>Overwrites what every score starts with; nothing is 0.</summary>
    public void SetBias(ReadOnlySpan<double> values)
    {
        for (int c = 0; c < bias.Length; c++)
            bias[c] = values.IsEmpty ? T.Zero : T.CreateTruncating(values[c]);
    }

    /// <summary>Takes over the weights (scores × features); may change the bias.</summary>
    protected abstract void Pack(ReadOnlySpan<T> weights, Span<T> bias);
}
