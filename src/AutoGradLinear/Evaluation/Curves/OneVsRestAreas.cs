using System.Globalization;
using AutoGradLinear.Evaluation;

namespace AutoGradLinear;

/// <summary>The area under the curve that tells one class from all others.</summary>
/// <param name="Class">The name of the class.</param>
/// <param name="Area">The area, in [0, 1]; NaN where the class has no examples, or all of them.</param>
/// <param name="Support">The number of examples of the class, or the sum of their weights.</param>
public readonly record struct ClassArea(string Class, double Area, double Support);

/// <summary>Areas under the curves of each class against the rest, and their means.</summary>
/// <param name="PerClass">The areas, in the order of the classes.</param>
/// <remarks>
/// scikit-learn's <c>roc_auc_score(multi_class="ovr")</c> and <c>average_precision_score</c> of one column per class, but for classes that
/// have no examples (or all): they have no area, and are left out of the means.
/// </remarks>
public sealed record OneVsRestAreas(IReadOnlyList<ClassArea> PerClass)
{
    /// <summary>The mean over the classes, each counted the same; NaN where no class has an area.</summary>
    public double Macro => Mean(_ => 1.0);

    /// <summary>The mean over the classes, each counted by its examples; NaN where no class has an area.</summary>
    public double Weighted => Mean(area => area.Support);

    /// <summary>Shows the areas and their means.</summary>
    /// <returns>A table with a line for each class.</returns>
    public override string ToString() => TextTable.Of(
    [
        ["class", "area", "support"],
        .. PerClass.Append(new ClassArea("macro average", Macro, Total)).Append(new ClassArea("weighted average", Weighted, Total)).Select(Row),
    ]);

    private double Total => PerClass.Sum(area => area.Support);

    /// <summary>Measures every class with an area of its own.</summary>
    internal static OneVsRestAreas Of(ScoredExamples examples, ScoreColumns columns, Func<double[], bool[], double[], double> area)
    {
        double[] weights = examples.Weights.ToArray();
        return new([.. Enumerable.Range(0, examples.Classes.Count).Select(Measure)]);

        ClassArea Measure(int index)
        {
            bool[] isOfClass = examples.IsOf(index);
            double support = 0.0, rest = 0.0;
            for (int i = 0; i < isOfClass.Length; i++)
            {
                support += isOfClass[i] ? examples.WeightOf(i) : 0.0;
                rest += isOfClass[i] ? 0.0 : examples.WeightOf(i);
            }

            bool hasArea = support > 0.0 && rest > 0.0;
            return new ClassArea(examples.Classes[index], hasArea ? area(columns.Ranking(index), isOfClass, weights) : double.NaN, support);
        }
    }

    private static string[] Row(ClassArea area) =>
        [area.Class, Number(area.Area), area.Support.ToString("0.##", CultureInfo.InvariantCulture)];

    private static string Number(double area) => double.IsNaN(area) ? "-" : area.ToString("0.0000", CultureInfo.InvariantCulture);

    private double Mean(Func<ClassArea, double> weight)
    {
        var mean = default(WeightedMean);
        foreach (ClassArea area in PerClass.Where(area => !double.IsNaN(area.Area)))
            mean.Add(area.Area, weight(area));
        return mean.Value;
    }
}
