using AutoGradLinear;
using AutoGradLinear.Losses;
using Spectre.Console;

namespace QuickStart;

/// <summary>Every gradient of this sample against extrapolated differences of its function.</summary>
internal static class GradientChecks
{
    public static void Run()
    {
        double[] scores = [.. Scores()];
        float[] singles = [.. scores.Select(score => (float)score)];
        Table table = new Table().RoundedBorder().AddColumns("function", "type");
        foreach (string column in new[] { "largest |g - d|", "relative error", "allowed" })
            table.AddColumn(new TableColumn(column).RightAligned());
        Add("MulticlassHinge", "double", GradientCheck.Loss(new MulticlassHinge<double>(1.0), scores, label: 3));
        Add("SquaredHinge", "double", GradientCheck.Loss(new SquaredHinge<double>(1.0), scores, label: 3));
        Add("SoftmaxCrossEntropy", "double", GradientCheck.Loss(new SoftmaxCrossEntropy<double>(), scores, label: 3));
        Add("L2", "double", GradientCheck.Penalty(new L2<double>(0.1), scores));
        Add("RoundedHinge", "float", GradientCheck.Loss(new RoundedHinge(1f, 0.5f), singles, label: 3));
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(
            "g: generated, d: difference. The relative error is what |g - d| exceeds the estimated error of d by, at its largest.");

        void Add(string name, string type, GradientCheckReport report)
        {
            report.ThrowIfFailed();
            double distance = report.Entries.Max(entry => Math.Abs(entry.Gradient - entry.Difference));
            table.AddRow(name, type, $"{distance:0.0e+00}", $"{report.MaxRelativeError:0.0e+00}", $"{report.Tolerance:0.0e+00}");
        }
    }

    /// <summary>Ten scores about 0, of the size that training meets.</summary>
    private static IEnumerable<double> Scores() => Enumerable.Range(0, 10).Select(j => 2.0 * Math.Sin(1.7 * j));
}
