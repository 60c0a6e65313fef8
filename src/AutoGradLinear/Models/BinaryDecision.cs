using AutoGradLinear.Losses;

namespace AutoGradLinear.Models;

/// <summary>How one score decides between two classes: the positive one where the score is greater than the threshold.</summary>
internal readonly record struct BinaryDecision<T>(int PositiveIndex, T Threshold);

/// <summary>Makes decisions.</summary>
internal static class BinaryDecision
{
    /// <summary>The decision that belongs to a loss; null where every class has a score of its own.</summary>
    public static BinaryDecision<T>? Of<T, TLoss>(TLoss loss, T threshold) =>
        loss is IBinaryTarget binary ? new BinaryDecision<T>(binary.PositiveIndex, threshold) : null;
}
