using System.Numerics;
using AutoGradLinear.Losses;

namespace AutoGradLinear.Plots;

/// <summary>The report of a run: one HTML file that says how good a classifier is, where it is wrong, how it decides, and how to repeat the run.</summary>
public static class RunReport
{
    /// <summary>Makes the report and saves it. The file is replaced as a whole or not at all.</summary>
    /// <typeparam name="T">The real type of the weights.</typeparam>
    /// <typeparam name="TLoss">The loss.</typeparam>
    /// <typeparam name="TPenalty">The penalty.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="model">The classifier.</param>
    /// <param name="training">The data it was trained on.</param>
    /// <param name="test">Data it was not trained on, with labels.</param>
    /// <param name="options">What the report says beside; null for the defaults.</param>
    /// <exception cref="ArgumentException">Data, model, image and options do not fit one another; the message says what differs.</exception>
    /// <exception cref="InvalidOperationException">The data have no labels, or the machine no fonts.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save<T, TLoss, TPenalty>(
        string path,
        LinearClassifier<T, TLoss, TPenalty> model,
        ClassificationDataset training,
        ClassificationDataset test,
        RunReportOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, ILoss<T, int>
        where TPenalty : struct, IPenalty<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Create(model, training, test, options).Save(path);
    }

    /// <summary>Makes the report, so that more can be added.</summary>
    /// <typeparam name="T">The real type of the weights.</typeparam>
    /// <typeparam name="TLoss">The loss.</typeparam>
    /// <typeparam name="TPenalty">The penalty.</typeparam>
    /// <param name="model">The classifier.</param>
    /// <param name="training">The data it was trained on.</param>
    /// <param name="test">Data it was not trained on, with labels.</param>
    /// <param name="options">What the report says beside; null for the defaults.</param>
    /// <returns>The page.</returns>
    /// <exception cref="ArgumentException">Data, model, image and options do not fit one another; the message says what differs.</exception>
    /// <exception cref="InvalidOperationException">The data have no labels.</exception>
    public static ReportPage Create<T, TLoss, TPenalty>(
        LinearClassifier<T, TLoss, TPenalty> model, ClassificationDataset training, ClassificationDataset test, RunReportOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, ILoss<T, int>
        where TPenalty : struct, IPenalty<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(test);
        options ??= new RunReportOptions();
        options.Validate();
        options.Image?.Require(model.FeatureCount, nameof(options));
        var run = new Run(
            model,
            training,
            test,
            model.Evaluate(test),
            options,
            Described(model.Loss),
            Described(model.Penalty),
            options.Landscape is null ? null : LossLandscape.Around(model, training, options.Landscape));
        var page = new ReportPage(options.Title);
        ResultSection.AddTo(page, run);
        MistakeSection.AddTo(page, run);
        ThresholdSection.AddTo(page, run);
        DecisionSection.AddTo(page, run);
        TrainingSection.AddTo(page, run);
        OriginSection.AddTo(page, run);
        return page;
    }

    /// <summary>A record's own text, <c>L2 { Strength = 0.01 }</c>, or the name of a type that has no hyperparameters.</summary>
    private static string Described<TPart>(TPart part)
        where TPart : struct
        => (part.ToString() ?? typeof(TPart).Name).Replace(" { }", string.Empty, StringComparison.Ordinal);
}
