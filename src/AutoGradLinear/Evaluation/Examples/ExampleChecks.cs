using System.Globalization;
using AutoGradLinear.Data;

namespace AutoGradLinear.Evaluation;

/// <summary>The checks of arrays that hold something for every example. Each message names the row and says what is expected.</summary>
internal static class ExampleChecks
{
    /// <summary>
    /// By how much the sum of the probabilities of an example may differ from 1; those in single precision are far below it.
    /// </summary>
    private const double SumTolerance = 1e-4;

    /// <summary>Class indices, one for each example, of which there is at least one.</summary>
    public static void RequireLabels(ReadOnlySpan<int> labels, int classCount, string name)
    {
        if (labels.IsEmpty)
            throw new ArgumentException("There are no examples; a measure needs one or more.", name);
        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classCount)
            {
                throw new ArgumentOutOfRangeException(
                    name, labels[i], $"Row {i} has the class {labels[i]}; there are {classCount} classes, counted from 0.");
            }
        }
    }

    /// <summary>No weights, or one for each example: finite, not negative, with a positive sum.</summary>
    public static void RequireWeights(ReadOnlySpan<double> weights, int count)
    {
        if (weights.IsEmpty)
            return;
        RequireCount(weights.Length, count, nameof(weights));
        DatasetChecks.RequireWeights(weights);
    }

    public static void RequireCount(int actual, int expected, string name)
    {
        if (actual != expected)
            throw new ArgumentException($"'{name}' has length {actual}; {expected} is required.", name);
    }

    /// <summary>A number of values for each example, all of them finite.</summary>
    public static void RequireScores(ReadOnlySpan<double> scores, int count, int perExample, string name)
    {
        RequireCount(scores.Length, checked(count * perExample), name);
        for (int i = 0; i < scores.Length; i++)
        {
            if (!double.IsFinite(scores[i]))
                throw Error(name, i / perExample, $"has the score {Text(scores[i])}; scores are finite.");
        }
    }

    /// <summary>For each example a number in [0, 1].</summary>
    public static void RequireProbabilities(ReadOnlySpan<double> probabilities, string name, int perExample = 1)
    {
        for (int i = 0; i < probabilities.Length; i++)
        {
            if (!(probabilities[i] >= 0.0 && probabilities[i] <= 1.0))
                throw Error(name, i / perExample, $"has the probability {Text(probabilities[i])}; probabilities lie in [0, 1].");
        }
    }

    /// <summary>For each example numbers in [0, 1] whose sum is 1, one for each class.</summary>
    public static void RequireDistributions(ReadOnlySpan<double> probabilities, int count, int classCount, string name)
    {
        RequireCount(probabilities.Length, checked(count * classCount), name);
        RequireProbabilities(probabilities, name, classCount);
        for (int i = 0; i < count; i++)
        {
            double sum = 0.0;
            foreach (double probability in probabilities.Slice(i * classCount, classCount))
                sum += probability;
            if (Math.Abs(sum - 1.0) > SumTolerance)
                throw Error(name, i, $"has probabilities whose sum is {Text(sum)}; it is 1 for each example.");
        }
    }

    private static ArgumentException Error(string name, int row, string what) => new($"Row {row} {what}", name);

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
