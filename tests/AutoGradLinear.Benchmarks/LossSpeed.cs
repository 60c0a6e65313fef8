namespace AutoGradLinear.Benchmarks;

/// <summary>
/// Value and gradient of one example, <c>float</c>, generated from the formula as a textbook has it, beside the fastest of several versions written by hand with the same checks.
/// Both are timed in turn in one run; figures are the best of some rounds.
/// </summary>
internal static class LossSpeed
{
    private const int Turns = 5;

    public static void Run()
    {
        Console.WriteLine("| loss | elements | by hand | generated | ratio | bytes |");
        Console.WriteLine("|---|---|---|---|---|---|");
        // Hyperparameters are values that the program has, for both: a literal would be folded into what is written by hand.
        (TextbookHinge hinge, TextbookSquaredHinge squaredHinge, TextbookCrossEntropy crossEntropy, TextbookFocal focal) = (new(1f), new(1f), new(), new());
        (TextbookSmoothed smoothed, TextbookRidge ridge, TextbookPseudoHuber pseudoHuber) = (new(0.1f), new(0.5f), new(0.7f));
        foreach (int count in new[] { 10, 1_000, 100_000 })
        {
            float[] scores = [.. Enumerable.Range(0, count).Select(i => MathF.Sin(7.3f * i) * 2)];
            float[] gradient = new float[count];
            int label = count / 3;
            Compare(
                "hinge",
                count,
                [() => ByHand.Hinge(scores, label, hinge.Margin, gradient), () => ByHand.HingeByVectors(scores, label, hinge.Margin, gradient)],
                () => hinge.ValueWithGradient(scores, label, gradient));
            Compare(
                "squared hinge",
                count,
                [() => ByHand.SquaredHinge(scores, label, squaredHinge.Margin, gradient), () => ByHand.SquaredHingeByVectors(scores, label, squaredHinge.Margin, gradient)],
                () => squaredHinge.ValueWithGradient(scores, label, gradient));
            Compare(
                "softmax cross-entropy",
                count,
                [() => ByHand.CrossEntropy(scores, label, gradient), () => ByHand.CrossEntropyByRows(scores, label, gradient), () => ByHand.CrossEntropyByVectors(scores, label, gradient)],
                () => crossEntropy.ValueWithGradient(scores, label, gradient));
            Compare(
                "label smoothing",
                count,
                [() => ByHand.Smoothed(scores, label, smoothed.Smoothing, gradient), () => ByHand.SmoothedByRows(scores, label, smoothed.Smoothing, gradient), () => ByHand.SmoothedByVectors(scores, label, smoothed.Smoothing, gradient)],
                () => smoothed.ValueWithGradient(scores, label, gradient));
            Compare(
                "focal",
                count,
                [() => ByHand.Focal(scores, label, gradient), () => ByHand.FocalByRows(scores, label, gradient), () => ByHand.FocalByVectors(scores, label, gradient)],
                () => focal.ValueWithGradient(scores, label, gradient));
            Compare(
                "L2",
                count,
                [() => ByHand.SquaredNorm(scores, ridge.Strength, gradient), () => ByHand.SquaredNormByRows(scores, ridge.Strength, gradient), () => ByHand.SquaredNormByVectors(scores, ridge.Strength, gradient)],
                () => ridge.ValueWithGradient(scores, gradient));
            Compare(
                "pseudo-Huber",
                count,
                [() => ByHand.PseudoHuber(scores, pseudoHuber.Width, gradient), () => ByHand.PseudoHuberByVectors(scores, pseudoHuber.Width, gradient)],
                () => pseudoHuber.ValueWithGradient(scores, gradient));
        }
    }

    private static void Compare(string name, int count, Func<float>[] byHand, Func<float> generated)
    {
        (double hand, double own, double bytes) = (double.PositiveInfinity, double.PositiveInfinity, 0);
        for (int turn = 0; turn < Turns; turn++)
        {
            hand = Math.Min(hand, byHand.Min(call => CallTime.Of(() => call()).Nanoseconds));
            (double time, bytes) = CallTime.Of(() => generated());
            own = Math.Min(own, time);
        }

        Console.WriteLine(FormattableString.Invariant($"| {name} | {count} | {hand:F1} ns | {own:F1} ns | {own / hand:F2} | {bytes:F0} |"));
    }
}
