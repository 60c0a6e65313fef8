using AutoGradLinear.Solvers;

namespace AutoGradLinear.Training;

/// <summary>Reports of progress in checkpoints, so that the history of a training is whole.</summary>
internal static class ProgressExchange
{
    public static TrainingProgress Exchange(StateArchive archive, TrainingProgress report)
    {
        var kept = new TrainingProgress(
            archive.Item(report.Iteration),
            archive.Item(report.Total),
            archive.Item(report.Objective),
            archive.Optional(report.GradientNorm),
            archive.Optional(report.ValidationLoss),
            archive.Optional(report.ValidationAccuracy),
            archive.Item(report.Elapsed));
        string warning = archive.Text(report.Warning ?? string.Empty);
        return kept with { Warning = warning.Length == 0 ? null : warning };
    }
}
