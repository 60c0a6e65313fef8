namespace AutoGradLinear.Evaluation;

/// <summary>Collects predictions into an <see cref="EvaluationResult"/>.</summary>
internal sealed class EvaluationSums(IReadOnlyList<string> classes)
{
    private readonly double[] entries = new double[classes.Count * classes.Count];
    private int count;
    private double weights;
    private double right;
    private double losses;

    public void Add(int actual, int predicted, double loss, double weight)
    {
        count++;
        if (weight == 0.0)
            return;
        weights += weight;
        losses += weight * loss;
        entries[(actual * classes.Count) + predicted] += weight;
        if (actual == predicted)
            right += weight;
    }

    public EvaluationResult Result() => new(count, right / weights, losses / weights, new ConfusionMatrix(classes, entries));
}
