using System.Numerics;
using AutoGradLinear.Objectives;

namespace AutoGradLinear.Training;

/// <summary>The solver's flat vector of doubles as weights and bias in the type of the model.</summary>
internal static class LinearParameters
{
    public static (T[] Weights, T[] Bias) Convert<T>(ReadOnlySpan<double> parameters, LinearLayout layout)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var weights = new T[layout.WeightCount];
        var bias = new T[layout.Scores];
        Convert(parameters, layout, weights, bias);
        return (weights, bias);
    }

    public static void Convert<T>(ReadOnlySpan<double> parameters, LinearLayout layout, Span<T> weights, Span<T> bias)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < weights.Length; i++)
            weights[i] = T.CreateTruncating(parameters[i]);
        for (int c = 0; layout.Bias != Bias.None && c < bias.Length; c++)
            bias[c] = T.CreateTruncating(parameters[layout.WeightCount + c]);
    }
}
