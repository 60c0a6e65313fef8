using AutoGradLinear.Evaluation;

namespace AutoGradLinear;

/// <content>Results for those who have scores, probabilities or predictions, and no model.</content>
public sealed partial record EvaluationResult
{
    /// <summary>
    /// Measures scores: the class with the highest one is predicted, the first of equals. The loss is 1 for a wrong prediction and 0 for a
    /// right one.
    /// </summary>
    /// <param name="scores">
    /// One score per class for every example, example by example; or, with two classes, one score for each example, which decides for the
    /// second class where it is greater than 0. Finite.
    /// </param>
    /// <param name="labels">The class index of each example.</param>
    /// <param name="classes">The names of the classes, two or more.</param>
    /// <param name="weights">The weight of each example; empty where all weigh 1.</param>
    /// <returns>The result; it has no probabilities.</returns>
    /// <exception cref="ArgumentException">
    /// Lengths differ, or a score, a label or a weight is not allowed; the message names the row.
    /// </exception>
    public static EvaluationResult FromScores(
        ReadOnlySpan<double> scores, ReadOnlySpan<int> labels, IReadOnlyList<string> classes, ReadOnlySpan<double> weights = default)
    {
        RequireExamples(labels, classes, weights);
        bool isOneScore = classes.Count == 2 && scores.Length == labels.Length;
        var layout = new ScoreLayout(isOneScore ? 1 : classes.Count, isOneScore ? 1 : null, classes);
        ExampleChecks.RequireScores(scores, labels.Length, layout.Count, nameof(scores));
        int[] predictions = new int[labels.Length];
        for (int i = 0; i < predictions.Length; i++)
            predictions[i] = isOneScore ? (scores[i] > 0.0 ? 1 : 0) : Argmax.Of(scores.Slice(i * layout.Count, layout.Count));
        return Make(labels, predictions, Mistakes(labels, predictions), classes, weights, new ScoreColumns(scores.ToArray(), layout, null));
    }

    /// <summary>
    /// Measures probabilities: the class with the highest one is predicted, the first of equals. The loss is the log loss.
    /// </summary>
    /// <param name="probabilities">
    /// One probability per class for every example, example by example, with sums of 1; or, with two classes, one probability for each
    /// example, that of the second class.
    /// </param>
    /// <param name="labels">The class index of each example.</param>
    /// <param name="classes">The names of the classes, two or more.</param>
    /// <param name="weights">The weight of each example; empty where all weigh 1.</param>
    /// <returns>The result.</returns>
    /// <exception cref="ArgumentException">
    /// Lengths differ, or a probability, a label or a weight is not allowed; the message names the row.
    /// </exception>
    public static EvaluationResult FromProbabilities(
        ReadOnlySpan<double> probabilities, ReadOnlySpan<int> labels, IReadOnlyList<string> classes, ReadOnlySpan<double> weights = default)
    {
        RequireExamples(labels, classes, weights);
        ExampleChecks.RequireProbabilities(probabilities, nameof(probabilities), Math.Max(1, probabilities.Length / labels.Length));
        double[] table = classes.Count == 2 && probabilities.Length == labels.Length ? BothClasses(probabilities) : probabilities.ToArray();
        ExampleChecks.RequireDistributions(table, labels.Length, classes.Count, nameof(probabilities));
        int[] predictions = new int[labels.Length];
        double[] losses = new double[labels.Length];
        for (int i = 0; i < predictions.Length; i++)
        {
            ReadOnlySpan<double> row = table.AsSpan(i * classes.Count, classes.Count);
            predictions[i] = Argmax.Of(row);
            losses[i] = Metrics.NegativeLog(row[labels[i]]);
        }

        var columns = new ScoreColumns(table, new ScoreLayout(classes.Count, null, classes), () => table);
        return Make(labels, predictions, losses, classes, weights, columns);
    }

    /// <summary>Measures predictions. The loss is 1 for a wrong one and 0 for a right one.</summary>
    /// <param name="predictions">The predicted class index of each example.</param>
    /// <param name="labels">The actual class index of each example.</param>
    /// <param name="classes">The names of the classes, two or more.</param>
    /// <param name="weights">The weight of each example; empty where all weigh 1.</param>
    /// <returns>The result; it has neither scores nor probabilities.</returns>
    /// <exception cref="ArgumentException">
    /// Lengths differ, or a class index or a weight is not allowed; the message names the row.
    /// </exception>
    public static EvaluationResult FromPredictions(
        ReadOnlySpan<int> predictions, ReadOnlySpan<int> labels, IReadOnlyList<string> classes, ReadOnlySpan<double> weights = default)
    {
        RequireExamples(labels, classes, weights);
        ExampleChecks.RequireCount(predictions.Length, labels.Length, nameof(predictions));
        ExampleChecks.RequireLabels(predictions, classes.Count, nameof(predictions));
        return Make(labels, predictions.ToArray(), Mistakes(labels, predictions), classes, weights, null);
    }

    private static EvaluationResult Make(
        ReadOnlySpan<int> labels,
        int[] predictions,
        double[] losses,
        IReadOnlyList<string> classes,
        ReadOnlySpan<double> weights,
        ScoreColumns? columns)
        => new ScoredExamples(Array.AsReadOnly([.. classes]), labels.ToArray(), predictions, losses, weights, columns).Evaluate();

    private static void RequireExamples(ReadOnlySpan<int> labels, IReadOnlyList<string> classes, ReadOnlySpan<double> weights)
    {
        ArgumentNullException.ThrowIfNull(classes);
        if (classes.Count < 2)
            throw new ArgumentException($"There are {classes.Count} classes; a measure needs two or more.", nameof(classes));
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (classes.FirstOrDefault(name => !names.Add(name)) is { } twice)
            throw new ArgumentException($"The class '{twice}' stands there twice; measures are asked for by name, so give every class its own.", nameof(classes));
        ExampleChecks.RequireLabels(labels, classes.Count, nameof(labels));
        ExampleChecks.RequireWeights(weights, labels.Length);
    }

    private static double[] Mistakes(ReadOnlySpan<int> labels, ReadOnlySpan<int> predictions)
    {
        double[] mistakes = new double[labels.Length];
        for (int i = 0; i < mistakes.Length; i++)
            mistakes[i] = labels[i] == predictions[i] ? 0.0 : 1.0;
        return mistakes;
    }

    /// <summary>1 − p and p for every probability p.</summary>
    private static double[] BothClasses(ReadOnlySpan<double> probabilities)
    {
        double[] table = new double[2 * probabilities.Length];
        for (int i = 0; i < probabilities.Length; i++)
        {
            table[2 * i] = 1.0 - probabilities[i];
            table[(2 * i) + 1] = probabilities[i];
        }

        return table;
    }
}
