using System.Numerics;
using AutoGradLinear.Data;
using AutoGradLinear.Numerics;

namespace AutoGradLinear.Models;

/// <summary>
/// Scores of raw rows: the last steps of the preparation are folded into weights and bias as far as they can be, the others are applied to
/// each row.
/// </summary>
internal sealed class RawRowScoring<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The longest row that is prepared on the stack.</summary>
    private const int OnStack = 256;

    private readonly T[] weights;
    private readonly T[] bias;
    private readonly Preparation? first;

    /// <summary>Makes the scores of a model.</summary>
    /// <param name="weights">W of the prepared features, row by row.</param>
    /// <param name="bias">b, one per score.</param>
    /// <param name="preparation">What makes the prepared features of raw ones, or null.</param>
    public RawRowScoring(T[] weights, T[] bias, Preparation? preparation)
    {
        if (preparation is null)
        {
            this.weights = weights;
            this.bias = bias;
            return;
        }

        var prepared = new LinearMap(Converted<T, double>(weights), Converted<T, double>(bias), weights.Length / bias.Length);
        (first, LinearMap folded) = preparation.Fold(prepared, NormalRange.Of<T>());
        this.weights = Converted<double, T>(folded.Weights);
        this.bias = Converted<double, T>(folded.Bias);
    }

    /// <summary>W of the rows that <see cref="Prepare"/> gives.</summary>
    public ReadOnlySpan<T> Weights => weights;

    /// <summary>b.</summary>
    public ReadOnlySpan<T> Bias => bias;

    /// <summary>The scores of a raw row.</summary>
    public void Scores(ReadOnlySpan<T> raw, Span<T> scores)
    {
        if (first is null)
        {
            LinearScoring.Scores(weights, bias, raw, scores);
            return;
        }

        using var row = new Scratch<T>(stackalloc T[OnStack], raw.Length);
        raw.CopyTo(row.Span);
        LinearScoring.Scores(weights, bias, row.Span[..first.Transform(row.Span)], scores);
    }

    /// <summary>The class that a raw row's scores decide for.</summary>
    /// <returns>The index of the class, or −1 where a score is NaN.</returns>
    public int Predict(ReadOnlySpan<T> raw, BinaryDecision<T>? binary)
    {
        if (first is null)
            return LinearScoring.Predict(weights, bias, raw, binary);

        using var row = new Scratch<T>(stackalloc T[OnStack], raw.Length);
        raw.CopyTo(row.Span);
        return LinearScoring.Predict(weights, bias, row.Span[..first.Transform(row.Span)], binary);
    }

    /// <summary>Takes the steps that are not folded; a dataset is prepared in the precision of its own features.</summary>
    public ClassificationDataset Prepare(ClassificationDataset raw) => first is null ? raw : first.Apply(raw);

    private static TTo[] Converted<TFrom, TTo>(TFrom[] values)
        where TFrom : INumberBase<TFrom>
        where TTo : INumberBase<TTo>
        => Array.ConvertAll(values, TTo.CreateTruncating);
}
