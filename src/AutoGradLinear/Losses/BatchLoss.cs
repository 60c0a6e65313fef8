using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using AutoGradLinear.Numerics;

namespace AutoGradLinear.Losses;

/// <summary>What the batch forms of losses have in common: when they apply, weights, and the examples one by one where they do not.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BatchLoss
{
    /// <summary>Class indices, their sums and differences are exact as <see cref="float"/> up to here.</summary>
    private const int MostClasses = 1 << 22;

    /// <summary>Whether there are vectors of the type, and examples for all lanes of one.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="examples">The number of examples.</param>
    /// <returns>Whether examples can be done many at once.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool HasLanes<T>(int examples) => Vector.IsHardwareAccelerated && Vector<T>.IsSupported && examples >= Vector<T>.Count;

    /// <summary>Whether there are vectors of the type, examples for all lanes of one, and a class for every label.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="labels">One class index per example.</param>
    /// <param name="classes">The number of classes.</param>
    /// <returns>Whether examples can be done many at once. An example whose label is none has to throw when its turn comes.</returns>
    public static bool HasLanes<T>(ReadOnlySpan<int> labels, int classes) =>
        HasLanes<T>(labels.Length) && classes <= MostClasses && Indices.AllBelow(labels, classes);

    /// <summary>wᵢ ℓᵢ for the examples of a round, and 0 for those that were done before.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="losses">The losses.</param>
    /// <param name="exampleWeights">One weight per example, or empty where every weight is 1.</param>
    /// <param name="example">The example in the first lane.</param>
    /// <param name="done">The number of examples that were done before.</param>
    /// <returns>The weighted losses.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Weigh<T>(Vector<T> losses, ReadOnlySpan<T> exampleWeights, int example, int done)
        where T : IFloatingPointIeee754<T>
    {
        if (!exampleWeights.IsEmpty)
            losses *= VectorMath.Load(exampleWeights, example);
        return example == done
            ? losses
            : Vector.ConditionalSelect(Vector.GreaterThanOrEqual<T>(Vector<T>.Indices, new Vector<T>(T.CreateTruncating(done - example))), losses, Vector<T>.Zero);
    }

    /// <summary>Multiplies the derivatives of the examples of a round with their weights.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="block">The derivatives, class-major.</param>
    /// <param name="stride">The distance between the elements of two classes.</param>
    /// <param name="exampleWeights">One weight per example, or empty where every weight is 1.</param>
    /// <param name="example">The example in the first lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scale<T>(Span<T> block, int stride, ReadOnlySpan<T> exampleWeights, int example)
    {
        if (exampleWeights.IsEmpty)
            return;
        Vector<T> weights = VectorMath.Load(exampleWeights, example);
        for (int start = example; start < block.Length; start += stride)
            VectorMath.Store(weights * VectorMath.Load<T>(block, start), block, start);
    }

    /// <summary>Returns Σᵢ wᵢ ℓ(sᵢ, yᵢ) and overwrites <paramref name="scoresGradient"/> with wᵢ ∂ℓ/∂sᵢ, one example at a time.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <typeparam name="TTarget">The label or target.</typeparam>
    /// <typeparam name="TLoss">The loss.</typeparam>
    /// <param name="loss">The loss of one example.</param>
    /// <param name="scores">The scores, class-major, <paramref name="stride"/> elements a class.</param>
    /// <param name="stride">The distance between the scores of two classes.</param>
    /// <param name="targets">One label or target per example.</param>
    /// <param name="exampleWeights">One weight per example, or empty where every weight is 1.</param>
    /// <param name="scoresGradient">Receives the gradient, in the layout of <paramref name="scores"/>.</param>
    /// <returns>The weighted sum of the losses.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit one another.</exception>
    public static T PerExample<T, TTarget, TLoss>(
        TLoss loss,
        ReadOnlySpan<T> scores,
        int stride,
        ReadOnlySpan<TTarget> targets,
        ReadOnlySpan<T> exampleWeights,
        Span<T> scoresGradient)
        where T : IFloatingPointIeee754<T>
        where TLoss : struct, ILoss<T, TTarget>
    {
        GeneratedCode.RequireBatchShape(scores.Length, stride, targets.Length, exampleWeights.Length, scoresGradient.Length);
        GeneratedCode.RequireNoOverlap(scores, scoresGradient, nameof(scoresGradient));
        int classes = scores.Length / stride;
        using var storage = new Scratch<T>(default, 2 * classes);
        Span<T> exampleScores = storage.Span[..classes];
        Span<T> exampleGradient = storage.Span[classes..];
        T sum = T.Zero;
        for (int i = 0; i < targets.Length; i++)
        {
            for (int c = 0; c < classes; c++)
                exampleScores[c] = scores[(c * stride) + i];
            T value = loss.ValueWithGradient(exampleScores, targets[i], exampleGradient);
            T weight = exampleWeights.IsEmpty ? T.One : exampleWeights[i];
            sum += weight * value;
            for (int c = 0; c < classes; c++)
                scoresGradient[(c * stride) + i] = weight * exampleGradient[c];
        }

        return sum;
    }
}
