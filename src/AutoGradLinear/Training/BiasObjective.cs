using System.Numerics;
using AutoGradLinear.Losses;
using AutoGradLinear.Objectives;

namespace AutoGradLinear.Training;

/// <summary>
/// The objective of a linear classifier at W = 0 as a function of its bias, without the penalty: Σ_c p_c ℓ(b, c), where p_c is the share of
/// class c in the weight of all examples. It needs no pass over the data.
/// </summary>
/// <param name="loss">The loss.</param>
/// <param name="scores">The number of scores.</param>
/// <param name="shares">p_c for every class.</param>
internal sealed class BiasObjective<T, TLoss>(TLoss loss, int scores, double[] shares) : IObjective
    where T : unmanaged, IFloatingPointIeee754<T>
    where TLoss : struct, ILoss<T, int>
{
    private readonly T[] bias = new T[scores];
    private readonly T[] slopes = new T[scores];
    private readonly int[] classes = [.. Enumerable.Range(0, shares.Length)];

    public int Dimension => scores;

    /// <summary>The classes stand for their examples.</summary>
    public int ExampleCount => shares.Length;

    public double Value(ReadOnlySpan<double> parameters) => ValueWithGradient(parameters, new double[scores]);

    public double ValueWithGradient(ReadOnlySpan<double> parameters, Span<double> gradient) =>
        BatchValueWithGradient(parameters, classes, gradient);

    public double BatchValueWithGradient(ReadOnlySpan<double> parameters, ReadOnlySpan<int> examples, Span<double> gradient)
    {
        for (int k = 0; k < scores; k++)
            bias[k] = T.CreateTruncating(parameters[k]);
        gradient.Clear();
        double sum = 0.0;
        double part = (double)shares.Length / examples.Length;
        foreach (int c in examples)
        {
            double share = part * shares[c];
            if (share == 0.0)
                continue;
            sum += share * double.CreateTruncating(loss.ValueWithGradient(bias, c, slopes));
            for (int k = 0; k < scores; k++)
                gradient[k] += share * double.CreateTruncating(slopes[k]);
        }

        return sum;
    }
}
