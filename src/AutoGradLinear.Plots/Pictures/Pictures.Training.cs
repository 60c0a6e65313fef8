using ScottPlot;

namespace AutoGradLinear.Plots;

/// <content>How training went.</content>
public static partial class Pictures
{
    /// <summary>More than a picture has pixels.</summary>
    private const int MostPointsOfLine = 5000;

    /// <summary>The objective after each iteration or epoch, and the loss on validation data where there are any.</summary>
    /// <param name="result">How a model was trained.</param>
    /// <returns>The picture.</returns>
    /// <exception cref="ArgumentException">Nothing was reported of the training.</exception>
    public static Picture Training(TrainingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.History.Count == 0)
            throw new ArgumentException("The training has no history: not one iteration was completed.", nameof(result));
        TrainingProgress first = result.History[0], last = result.History[^1];
        string unit = IterationName(result.Solver);
        string validation = last.ValidationLoss is null
            ? string.Empty
            : $" The loss on validation data is smallest after {unit} {result.BestIteration}, whose weights the model has.";
        return new Picture(
            "How the objective fell during training",
            $"Objective on the training data by {unit}: {Numbers.Short(first.Objective)} after the first one, "
                + $"{Numbers.Short(last.Objective)} after {last.Iteration}.{validation}",
            TrainingTable(result, unit),
            (plot, colors) => DrawTraining(plot, colors, result, unit));
    }

    private static string IterationName(Solver solver) => solver is Solver.Sgd or Solver.AdamW or Solver.DualCoordinateAscent ? "epoch" : "iteration";

    private static void DrawTraining(Plot plot, PictureColors colors, TrainingResult result, string unit)
    {
        TrainingProgress[] validated = [.. result.History.Where(step => step.ValidationLoss is not null)];
        (double, double)[] objective = [.. result.History.Select(step => ((double)step.Iteration, step.Objective))];
        AddLine(plot, "objective on training data", colors.Series(0), LinePattern.Solid, objective);
        if (validated.Length > 0)
        {
            (double, double)[] loss = [.. validated.Select(step => ((double)step.Iteration, step.ValidationLoss!.Value))];
            AddLine(plot, "loss on validation data", colors.Series(1), LinePattern.Dashed, loss);
            ScottPlot.Plottables.VerticalLine best = plot.Add.VerticalLine(result.BestIteration, 1.5f, colors.Ink, LinePattern.Dotted);
            best.LegendText = $"weights of the model ({unit} {result.BestIteration})";
        }

        plot.XLabel(unit);
        plot.YLabel("objective (mean loss + penalty)");
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { IntegerTicksOnly = true };
        if (validated.Length > 0)
            PictureStyle.LegendBelow(plot);
        else
            plot.HideLegend();
    }

    private static ReportTable TrainingTable(TrainingResult result, string unit)
    {
        bool isValidated = result.History.Any(step => step.ValidationLoss is not null);
        string[] columns = isValidated ? [unit, "objective", "seconds", "validation loss", "validation accuracy"] : [unit, "objective", "seconds"];
        return new ReportTable(columns, Thinned(result.History, 60).Select(Row));

        IReadOnlyList<string> Row(TrainingProgress step)
        {
            string[] cells = [$"{step.Iteration}", Numbers.Short(step.Objective), Numbers.Short(step.Elapsed.TotalSeconds)];
            return isValidated
                ? [.. cells, Numbers.Short(step.ValidationLoss ?? double.NaN), Numbers.Percent(step.ValidationAccuracy ?? double.NaN)]
                : cells;
        }
    }

    /// <summary>So many items, evenly chosen, with the first and the last one.</summary>
    private static IEnumerable<TItem> Thinned<TItem>(IReadOnlyList<TItem> items, int most)
    {
        int count = Math.Min(items.Count, most);
        return Enumerable.Range(0, count).Select(k => items[count == 1 ? 0 : (int)((long)k * (items.Count - 1) / (count - 1))]);
    }

    /// <summary>A line through points; with one point alone, a marker. Points that are not finite are left out.</summary>
    private static void AddLine(Plot plot, string name, Color color, LinePattern pattern, IReadOnlyList<(double X, double Y)> points)
    {
        (double X, double Y)[] finite = [.. Thinned(points, MostPointsOfLine).Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y))];
        ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine([.. finite.Select(point => point.X)], finite.Select(point => point.Y).ToArray(), color);
        line.LineWidth = 2f;
        line.LinePattern = pattern;
        line.MarkerSize = finite.Length == 1 ? 8f : 0f;
        line.LegendText = name;
    }
}
