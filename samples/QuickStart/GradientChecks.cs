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
        Table table = new Table().RoundedBorder()
            .AddColumns("function", "type")
            .AddColumn(new TableColumn("max. relative error").RightAligned())
            .AddColumn(new TableColumn("allowed").RightAligned())
            .AddColumn("verdict");
        Add("MulticlassHinge", "double", GradientCheck.Loss(new MulticlassHinge<double>(1.0), scores, label: 3));
        Add("SquaredHinge", "double", GradientCheck.Loss(new SquaredHinge<double>(1.0), scores, label: 3));
        Add("SoftmaxCrossEntropy", "double", GradientCheck.Loss(new SoftmaxCrossEntropy<double>(), scores, label: 3));
        Add("L2", "double", GradientCheck.Penalty(new L2<double>(0.1), scores));
        Add("RoundedHinge (of this sample)", "float", GradientCheck.Loss(new RoundedHinge(1f, 0.5f), singles, label: 3));
        AnsiConsole.Write(table);

        void Add(string name, string type, GradientCheckReport report)
        {
            report.ThrowIfFailed();
            table.AddRow(name, type, $"{report.MaxRelativeError:0.0e+00}", $"{report.Tolerance:0.0e+00}", "passed");
        }
    }

    /// <summary>Ten scores about 0, of the size that training meets.</summary>
    private static IEnumerable<double> Scores() => Enumerable.Range(0, 10).Select(j => 2.0 * Math.Sin(1.7 * j));
}
