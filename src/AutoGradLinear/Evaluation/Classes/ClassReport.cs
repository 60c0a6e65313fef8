using System.Globalization;
using AutoGradLinear.Evaluation;

namespace AutoGradLinear;

/// <summary>Precision, recall and F1 of each class, and their averages.</summary>
/// <remarks>
/// As scikit-learn's <c>precision_recall_fscore_support</c>. The averages are over the classes that occur among the examples or the
/// predictions; a class that is only predicted counts, with a recall of 0/0.
/// </remarks>
public sealed class ClassReport
{
    private ClassReport(
        IReadOnlyList<ClassMeasures> perClass, ClassMeasures macro, ClassMeasures micro, ClassMeasures weighted, double accuracy)
    {
        PerClass = perClass;
        Macro = macro;
        Micro = micro;
        Weighted = weighted;
        Accuracy = accuracy;
    }

    /// <summary>The measures of each class, in the order of the classes.</summary>
    public IReadOnlyList<ClassMeasures> PerClass { get; }

    /// <summary>The means over the classes, each counted the same: rare classes matter as much as frequent ones.</summary>
    public ClassMeasures Macro { get; }

    /// <summary>The measures of all decisions together. With one class per example all three are the accuracy.</summary>
    public ClassMeasures Micro { get; }

    /// <summary>The means over the classes, each counted by its support.</summary>
    public ClassMeasures Weighted { get; }

    /// <summary>The part of the examples that were predicted right, in [0, 1].</summary>
    public double Accuracy { get; }

    /// <summary>Makes the report of a confusion matrix.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="zeroDivision">What 0/0 counts as: 0, 1, or NaN, which the averages leave out.</param>
    /// <returns>The report.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="zeroDivision"/> is another number.</exception>
    public static ClassReport Of(ConfusionMatrix matrix, double zeroDivision = 0.0)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        if (zeroDivision is not (0.0 or 1.0 or double.NaN))
            throw new ArgumentOutOfRangeException(nameof(zeroDivision), zeroDivision, "0/0 counts as 0, 1 or NaN.");
        Counts[] counts = [.. Enumerable.Range(0, matrix.Classes.Count).Select(index => Counts.Of(matrix, index))];
        ClassMeasures[] perClass = [.. counts.Select((count, index) => count.Measure(matrix.Classes[index], zeroDivision))];
        ClassMeasures[] occurring = [.. perClass.Where((_, index) => counts[index].Actual + counts[index].Predicted > 0.0)];
        var all = new Counts(counts.Sum(count => count.Found), counts.Sum(count => count.Actual), counts.Sum(count => count.Predicted));
        return new ClassReport(
            perClass,
            Average("macro average", occurring, _ => 1.0),
            all.Measure("micro average", zeroDivision),
            Average("weighted average", occurring, measures => measures.Support),
            matrix.Accuracy);
    }

    /// <summary>Shows the report.</summary>
    /// <returns>A table with a line for each class and each average.</returns>
    public override string ToString()
    {
        string[] head = [string.Empty, "precision", "recall", "F1", "support"];
        return TextTable.Of([head, .. PerClass.Append(Macro).Append(Micro).Append(Weighted).Select(Row)]);
    }

    private static ClassMeasures Average(string name, ClassMeasures[] classes, Func<ClassMeasures, double> weight)
    {
        return new(
            name,
            Mean(measures => measures.Precision),
            Mean(measures => measures.Recall),
            Mean(measures => measures.F1),
            classes.Sum(measures => measures.Support));

        double Mean(Func<ClassMeasures, double> measure)
        {
            var mean = default(WeightedMean);
            foreach (ClassMeasures measures in classes.Where(measures => !double.IsNaN(measure(measures))))
                mean.Add(measure(measures), weight(measures));
            return mean.Value;
        }
    }

    private static string[] Row(ClassMeasures measures) =>
    [
        measures.Name,
        Number(measures.Precision),
        Number(measures.Recall),
        Number(measures.F1),
        measures.Support.ToString("0.##", CultureInfo.InvariantCulture),
    ];

    private static string Number(double value) => double.IsNaN(value) ? "-" : value.ToString("0.0000", CultureInfo.InvariantCulture);

    /// <summary>True positives, true positives + false negatives, true positives + false positives.</summary>
    private readonly record struct Counts(double Found, double Actual, double Predicted)
    {
        public static Counts Of(ConfusionMatrix matrix, int index)
        {
            IEnumerable<int> classes = Enumerable.Range(0, matrix.Classes.Count);
            return new(matrix[index, index], classes.Sum(other => matrix[index, other]), classes.Sum(other => matrix[other, index]));
        }

        public ClassMeasures Measure(string name, double zeroDivision)
        {
            return new(name, Ratio(Found, Predicted), Ratio(Found, Actual), Ratio(2.0 * Found, Actual + Predicted), Actual);

            double Ratio(double part, double whole) => whole == 0.0 ? zeroDivision : part / whole;
        }
    }
}
