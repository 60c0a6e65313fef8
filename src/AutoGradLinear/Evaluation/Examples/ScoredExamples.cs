using AutoGradLinear.Evaluation;

namespace AutoGradLinear;

/// <summary>
/// What a classifier said of each example that it was measured on: everything that an <see cref="EvaluationResult"/> is computed from.
/// Immutable.
/// </summary>
public sealed class ScoredExamples
{
    private readonly int[] labels;
    private readonly int[] predictions;
    private readonly double[] losses;
    private readonly double[]? weights;

    /// <summary>
    /// Takes arrays as they are: checked, one element per example, not to be changed any more. Weights are copied; none are 1.
    /// </summary>
    internal ScoredExamples(
        IReadOnlyList<string> classes,
        int[] labels,
        int[] predictions,
        double[] losses,
        ReadOnlySpan<double> weights,
        ScoreColumns? columns)
        : this(classes, labels, predictions, losses, weights.IsEmpty ? null : weights.ToArray(), columns)
    {
    }

    private ScoredExamples(
        IReadOnlyList<string> classes, int[] labels, int[] predictions, double[] losses, double[]? weights, ScoreColumns? columns)
    {
        Classes = classes;
        this.labels = labels;
        this.predictions = predictions;
        this.losses = losses;
        this.weights = weights;
        Columns = columns;
    }

    /// <summary>The number of examples.</summary>
    public int Count => labels.Length;

    /// <summary>The names of the classes; labels and predictions are indices into them.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The actual class of each example.</summary>
    public ReadOnlySpan<int> Labels => labels;

    /// <summary>The predicted class of each example.</summary>
    public ReadOnlySpan<int> Predictions => predictions;

    /// <summary>The loss of each example.</summary>
    public ReadOnlySpan<double> Losses => losses;

    /// <summary>The weight of each example; empty where all weigh 1.</summary>
    public ReadOnlySpan<double> Weights => weights;

    /// <summary>
    /// The number of scores of an example: one per class, one alone that decides between two, or 0 where no scores are known.
    /// </summary>
    public int ScoreCount => Columns?.Layout.Count ?? 0;

    /// <summary>The scores, example by example (Count × <see cref="ScoreCount"/>).</summary>
    public ReadOnlySpan<double> Scores => Columns is null ? [] : Columns.Values;

    /// <summary>Whether probabilities are known.</summary>
    public bool HasProbabilities => Columns?.HasProbabilities == true;

    /// <summary>The probabilities of the classes, example by example (Count × Classes.Count); empty where there are none.</summary>
    public ReadOnlySpan<double> Probabilities => Columns?.Probabilities;

    /// <summary>Scores and probabilities, where they are known.</summary>
    internal ScoreColumns? Columns { get; }

    /// <summary>The weight of an example.</summary>
    internal double WeightOf(int row) => weights is null ? 1.0 : weights[row];

    /// <summary>Whether each example is of a class.</summary>
    internal bool[] IsOf(int classIndex) => Array.ConvertAll(labels, label => label == classIndex);

    /// <summary>The same examples with other weights; scores and probabilities are shared.</summary>
    internal ScoredExamples WithWeights(double[] newWeights) => new(Classes, labels, predictions, losses, newWeights, Columns);

    /// <summary>Adds the examples up.</summary>
    internal EvaluationResult Evaluate()
    {
        var sums = new EvaluationSums(Classes);
        for (int i = 0; i < labels.Length; i++)
            sums.Add(labels[i], predictions[i], losses[i], WeightOf(i));
        return sums.Result() with { Examples = this };
    }
}
