using System.Numerics;
using AutoGradLinear.Evaluation;
using AutoGradLinear.Losses;
using AutoGradLinear.Models;
using AutoGradLinear.Objectives;
using AutoGradLinear.Solvers;

namespace AutoGradLinear.Training;

/// <summary>Watches a run: measures the validation data, reports progress, remembers the best weights, and stops in time.</summary>
internal sealed class TrainingMonitor<T, TLoss> : IRunState
    where T : unmanaged, IFloatingPointIeee754<T>
    where TLoss : struct, ILoss<T, int>
{
    private readonly IReadOnlyList<string> classes;
    private readonly LinearLayout layout;
    private readonly TLoss loss;
    private readonly ClassificationDataset? validation;
    private readonly int[] validationLabels = [];
    private readonly int patience;
    private readonly int total;
    private readonly TrainingClock clock;
    private readonly TrainingWarnings warnings;
    private readonly IProgress<TrainingProgress>? progress;
    private readonly T[] weights;
    private readonly T[] bias;
    private readonly List<TrainingProgress> history = [];
    private double[]? best;
    private double bestLoss = double.PositiveInfinity;

    public TrainingMonitor(
        ClassificationDataset train,
        ClassificationDataset? validation,
        LinearLayout layout,
        TLoss loss,
        int patience,
        int total,
        TrainingClock clock,
        TrainingWarnings warnings,
        IProgress<TrainingProgress>? progress)
    {
        classes = train.Classes;
        this.validation = validation;
        this.layout = layout;
        this.loss = loss;
        this.total = total;
        this.clock = clock;
        this.warnings = warnings;
        this.progress = progress;
        this.patience = patience;
        if (validation is not null)
        {
            ClassMapping.RequireFeatures(validation, train.FeatureCount, train.FeatureNames, nameof(TrainingOptions.Validation));
            validationLabels = ClassMapping.Labels(validation, classes, nameof(TrainingOptions.Validation));
        }

        weights = new T[layout.WeightCount];
        bias = new T[layout.Scores];
    }

    public IReadOnlyList<TrainingProgress> History => history;

    /// <inheritdoc/>
    public int Iterations => history.Count;

    /// <summary>The iteration with the smallest validation loss; 0 without validation data.</summary>
    public int BestIteration { get; private set; }

    /// <summary>Takes note of an iteration.</summary>
    /// <returns>Whether to go on.</returns>
    public bool Observe(in SolverStep step, ReadOnlySpan<double> parameters)
    {
        EvaluationResult? measured = Measure(parameters);
        if (measured is not null && measured.MeanLoss < bestLoss)
        {
            bestLoss = measured.MeanLoss;
            BestIteration = step.Iteration;
            best ??= new double[parameters.Length];
            parameters.CopyTo(best);
        }

        var report = new TrainingProgress(
            step.Iteration,
            total,
            step.Objective,
            step.GradientNorm,
            measured?.MeanLoss,
            measured?.Accuracy,
            clock.Elapsed)
        {
            Warning = warnings.TakeNew(),
        };
        history.Add(report);
        progress?.Report(report);
        return validation is null || step.Iteration - BestIteration < patience;
    }

    /// <summary>Puts back the weights with the smallest validation loss.</summary>
    /// <returns>Whether there were validation data, and thus best weights.</returns>
    public bool RestoreBest(double[] parameters)
    {
        if (best is null)
            return false;
        best.CopyTo(parameters, 0);
        return true;
    }

    /// <inheritdoc/>
    public void Exchange(StateArchive archive)
    {
        BestIteration = archive.Item(BestIteration);
        bestLoss = archive.Item(bestLoss);
        if (archive.Item(best is not null))
            archive.Items<double>(best ??= new double[layout.Dimension]);
        int count = archive.Item(history.Count);
        for (int i = 0; i < count; i++)
        {
            if (i == history.Count)
                history.Add(default);
            history[i] = ProgressExchange.Exchange(archive, history[i]);
        }
    }

    private EvaluationResult? Measure(ReadOnlySpan<double> parameters)
    {
        if (validation is null)
            return null;
        LinearParameters.Convert<T>(parameters, layout, weights, bias);
        var sums = new EvaluationSums(classes);
        LinearScoring.Measure<T, TLoss>(weights, bias, BinaryDecision.Of<T, TLoss>(loss, T.Zero), loss, validation, validationLabels, Add);
        return sums.Result();

        void Add(int row, ReadOnlySpan<T> scores, int predicted, double value) =>
            sums.Add(validationLabels[row], predicted, value, validation.HasWeights ? validation.Weights[row] : 1.0);
    }
}
