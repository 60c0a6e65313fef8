using System.Numerics;
using AutoGradLinear.Numerics;

namespace AutoGradLinear.Losses;

/// <summary>What losses of one score have in common where they serve several classes.</summary>
internal static class BinaryTargets
{
    /// <summary>The number of scores of a loss over classes: one each, or one in all where it is a binary loss.</summary>
    public static int ScoreCount<TLoss>(TLoss loss, int classCount) => loss is IBinaryTarget ? 1 : classCount;

    /// <summary>+1 for the examples of a class, −1 for all others.</summary>
    public static void FillSigns<T>(ReadOnlySpan<int> labels, int positive, Span<T> signs)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < labels.Length; i++)
            signs[i] = labels[i] == positive ? T.One : T.NegativeOne;
    }

    /// <summary>Σᵢ wᵢ ℓ(sᵢ, tᵢ) by the loss's batch form, or one by one where it has none.</summary>
    public static T BatchValueWithGradient<T, TLoss>(
        TLoss loss, ReadOnlySpan<T> scores, int stride, ReadOnlySpan<T> signs, ReadOnlySpan<T> exampleWeights, Span<T> scoresGradient)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, ILoss<T, T>
        => loss is IBatchLoss<T, T> batch
            ? batch.BatchValueWithGradient(scores, stride, signs, exampleWeights, scoresGradient)
            : BatchLoss.PerExample(loss, scores, stride, signs, exampleWeights, scoresGradient);

    /// <summary>Σ_c ℓ(s_c, ±1), with +1 for the class of the label.</summary>
    public static T SumOverClasses<T, TLoss>(TLoss loss, ReadOnlySpan<T> scores, int label)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, ILoss<T, T>
    {
        RequireLabel(label, scores.Length);
        T sum = T.Zero;
        for (int c = 0; c < scores.Length; c++)
            sum += loss.Evaluate(scores.Slice(c, 1), c == label ? T.One : T.NegativeOne);
        return sum;
    }

    /// <summary>The same, and the gradient, element by element.</summary>
    public static T SumOverClassesWithGradient<T, TLoss>(TLoss loss, ReadOnlySpan<T> scores, int label, Span<T> scoresGradient)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, ILoss<T, T>
    {
        RequireLabel(label, scores.Length);
        GeneratedCode.RequireSameLength(scores.Length, scoresGradient.Length, nameof(scoresGradient));
        T sum = T.Zero;
        for (int c = 0; c < scores.Length; c++)
            sum += loss.ValueWithGradient(scores.Slice(c, 1), c == label ? T.One : T.NegativeOne, scoresGradient.Slice(c, 1));
        return sum;
    }

    /// <summary>The same over many examples: each class is a batch of its own, since its scores stand side by side.</summary>
    public static T BatchSumOverClasses<T, TLoss>(
        TLoss loss, ReadOnlySpan<T> scores, int stride, ReadOnlySpan<int> labels, ReadOnlySpan<T> exampleWeights, Span<T> scoresGradient)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, ILoss<T, T>
    {
        GeneratedCode.RequireBatchShape(scores.Length, stride, labels.Length, exampleWeights.Length, scoresGradient.Length);
        using var signs = new Scratch<T>(default, labels.Length);
        int classes = scores.Length / stride;
        foreach (int label in labels)
            RequireLabel(label, classes);
        T sum = T.Zero;
        for (int c = 0; c < classes; c++)
        {
            FillSigns(labels, c, signs.Span);
            sum += BatchValueWithGradient(
                loss, scores.Slice(c * stride, stride), stride, signs.Span, exampleWeights, scoresGradient.Slice(c * stride, stride));
        }

        return sum;
    }

    /// <summary>The second derivatives of the sum over classes: each class is a batch of its own, and joins no other.</summary>
    public static void BatchProductsOverClasses<T, TLoss>(
        TLoss loss,
        ReadOnlySpan<T> scores,
        ReadOnlySpan<T> directions,
        int stride,
        ReadOnlySpan<int> labels,
        ReadOnlySpan<T> exampleWeights,
        Span<T> products)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, ILoss<T, T>
    {
        ISmoothLoss<T, T> smooth = Smooth<T, TLoss>(loss);
        GeneratedCode.RequireBatchShape(scores.Length, stride, labels.Length, exampleWeights.Length, products.Length);
        GeneratedCode.RequireSameLength(scores.Length, directions.Length, nameof(directions));
        using var signs = new Scratch<T>(default, labels.Length);
        int classes = scores.Length / stride;
        foreach (int label in labels)
            RequireLabel(label, classes);
        for (int c = 0; c < classes; c++)
        {
            FillSigns(labels, c, signs.Span);
            int start = c * stride;
            smooth.BatchHessianVectorProduct(
                scores.Slice(start, stride), directions.Slice(start, stride), stride, signs.Span, exampleWeights, products.Slice(start, stride));
        }
    }

    /// <summary>Whether a loss of one score has second derivatives.</summary>
    public static bool HasCurvature<T, TLoss>(TLoss loss)
        where TLoss : struct, ILoss<T, T>
        => loss is ISmoothLoss<T, T> { HasCurvature: true };

    /// <summary>The second derivatives of a loss of one score.</summary>
    /// <exception cref="NotSupportedException">There are none.</exception>
    public static ISmoothLoss<T, T> Smooth<T, TLoss>(TLoss loss)
        where TLoss : struct, ILoss<T, T>
        => loss is ISmoothLoss<T, T> { HasCurvature: true } smooth
            ? smooth
            : throw new NotSupportedException(
                $"The loss {typeof(TLoss)} has no second derivatives: it is not proved smooth. Ask '{nameof(ISmoothLoss<T, T>.HasCurvature)}' "
                + "first, or implement ISmoothLoss.");

    /// <exception cref="IndexOutOfRangeException">The label is no class.</exception>
    public static void RequireLabel(int label, int classes)
    {
        if ((uint)label >= (uint)classes)
            throw new IndexOutOfRangeException($"The label {label} is no class; there are {classes}.");
    }
}
