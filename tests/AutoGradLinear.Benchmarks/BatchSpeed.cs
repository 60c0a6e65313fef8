using System.Numerics;
using AutoGradLinear.Losses;

namespace AutoGradLinear.Benchmarks;

/// <summary>
/// Value and gradient of many examples at once, an example in each lane, beside the same loss one example at a time. Each form finds the scores as it likes them: one class after
/// another, or one example after another. Both are timed in turn in one run; figures are the best of some rounds.
/// </summary>
internal static class BatchSpeed
{
    private const int Turns = 5;
    private const int Examples = 64;

    public static void Run()
    {
        Console.WriteLine($"{Examples} examples, float, {Vector<float>.Count} lanes");
        Console.WriteLine("| loss | classes | one by one, ns per example | batch, ns per example | times faster | bytes |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (int classes in new[] { 2, 10, 100 })
        {
            Compare("softmax cross-entropy", classes, new SoftmaxCrossEntropy<float>());
            Compare("hinge", classes, new MulticlassHinge<float>(1f));
            Compare("squared hinge", classes, new SquaredHinge<float>(1f));
            Compare("softmax cross-entropy, textbook", classes, new TextbookCrossEntropy());
            Compare("label smoothing, textbook", classes, new TextbookSmoothed(0.1f));
            Compare("focal, textbook", classes, new TextbookFocal());
        }
    }

    private static void Compare<TLoss>(string name, int classes, TLoss loss)
        where TLoss : struct, ILoss<float, int>, IBatchLoss<float, int>
    {
        float[] scores = [.. Enumerable.Range(0, classes * Examples).Select(i => MathF.Sin(7.3f * i) * 2)];
        int[] labels = [.. Enumerable.Range(0, Examples).Select(i => i * 7 % classes)];
        float[] gradient = new float[scores.Length];
        (double single, double batch, double bytes) = (double.PositiveInfinity, double.PositiveInfinity, 0);
        for (int turn = 0; turn < Turns; turn++)
        {
            single = Math.Min(single, CallTime.Of(() => OneByOne(loss, scores, labels, classes, gradient)).Nanoseconds / Examples);
            (double time, bytes) = CallTime.Of(() => loss.BatchValueWithGradient(scores, Examples, labels, default, gradient));
            batch = Math.Min(batch, time / Examples);
        }

        Console.WriteLine(FormattableString.Invariant($"| {name} | {classes} | {single:F2} | {batch:F2} | {single / batch:F1} | {bytes:F0} |"));
    }

    private static float OneByOne<TLoss>(TLoss loss, float[] scores, int[] labels, int classes, float[] gradient)
        where TLoss : struct, ILoss<float, int>
    {
        float sum = 0f;
        for (int i = 0; i < labels.Length; i++)
            sum += loss.ValueWithGradient(scores.AsSpan(i * classes, classes), labels[i], gradient.AsSpan(i * classes, classes));
        return sum;
    }
}
