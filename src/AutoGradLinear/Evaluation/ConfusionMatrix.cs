using System.Globalization;
using AutoGradLinear.Evaluation;

namespace AutoGradLinear;

/// <summary>
/// How many examples of each class were taken for which class: a row for each actual class, a column for each predicted one.
/// </summary>
/// <remarks>With example weights the entries are sums of weights.</remarks>
public sealed class ConfusionMatrix
{
    private readonly double[] entries;

    /// <summary>Makes a matrix of its entries.</summary>
    /// <param name="classes">The names of the classes.</param>
    /// <param name="entries">The entries, row by row (actual × predicted).</param>
    internal ConfusionMatrix(IReadOnlyList<string> classes, double[] entries)
    {
        Classes = classes;
        this.entries = entries;
    }

    /// <summary>The names of the classes.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The examples (or their weight) of one class that were taken for one class.</summary>
    /// <param name="actual">The index of the actual class.</param>
    /// <param name="predicted">The index of the predicted class.</param>
    /// <returns>The number, or sum of weights.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An index is not in [0, Classes.Count).</exception>
    public double this[int actual, int predicted] => entries[(Checked(actual) * Classes.Count) + Checked(predicted)];

    /// <summary>The number of examples, or the sum of their weights.</summary>
    public double Total => entries.Sum();

    /// <summary>The part of the examples that were predicted right, in [0, 1].</summary>
    public double Accuracy => Enumerable.Range(0, Classes.Count).Sum(c => this[c, c]) / Total;

    /// <summary>
    /// The mean recall of the classes that occur, in [0, 1], however many examples each has; NaN where there are no examples.
    /// </summary>
    /// <remarks>A classifier that always says the same reaches 1 / (number of classes that occur).</remarks>
    public double BalancedAccuracy
    {
        get
        {
            double[] recalls = [.. Enumerable.Range(0, Classes.Count).Select(Recall).Where(recall => !double.IsNaN(recall))];
            return recalls.Length == 0 ? double.NaN : recalls.Sum() / recalls.Length;
        }
    }

    /// <summary>The part of the examples of a class that were found, in [0, 1]; NaN where there are none.</summary>
    /// <param name="index">The index of the class.</param>
    /// <returns>The recall.</returns>
    public double Recall(int index) => this[index, index] / Enumerable.Range(0, Classes.Count).Sum(c => this[index, c]);

    /// <summary>The part of the predictions of a class that were right, in [0, 1]; NaN where it was never predicted.</summary>
    /// <param name="index">The index of the class.</param>
    /// <returns>The precision.</returns>
    public double Precision(int index) => this[index, index] / Enumerable.Range(0, Classes.Count).Sum(c => this[c, index]);

    /// <summary>The harmonic mean of a class's precision and recall, 2 TP / (2 TP + FP + FN), in [0, 1].</summary>
    /// <param name="index">The index of the class.</param>
    /// <returns>The F1 score; NaN where the class neither occurs nor is predicted.</returns>
    public double F1(int index)
    {
        double found = 2.0 * this[index, index];
        return found / Enumerable.Range(0, Classes.Count).Sum(c => this[index, c] + this[c, index]);
    }

    /// <summary>Shows the matrix as a table.</summary>
    /// <returns>A table with a line for each actual class, and its recall at the end.</returns>
    public override string ToString()
    {
        string[] head = ["actual \\ predicted", .. Classes, "recall"];
        return TextTable.Of([head, .. Enumerable.Range(0, Classes.Count).Select(Row)]);
    }

    private string[] Row(int actual)
    {
        IEnumerable<string> numbers = Enumerable.Range(0, Classes.Count)
            .Select(predicted => this[actual, predicted].ToString("0.##", CultureInfo.InvariantCulture));
        double recall = Recall(actual);
        return [Classes[actual], .. numbers, double.IsNaN(recall) ? "-" : recall.ToString("0.0%", CultureInfo.InvariantCulture)];
    }

    private int Checked(int index) => (uint)index < (uint)Classes.Count
        ? index
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"There are {Classes.Count} classes.");
}
