namespace AutoGradLinear.Plots;

/// <summary>What a report of a run says beside what model and data tell.</summary>
public sealed record RunReportOptions
{
    /// <summary>The title.</summary>
    public string Title { get; init; } = "Report of a linear classifier";

    /// <summary>The command that repeats the run; null takes the one that started this process.</summary>
    public string? Command { get; init; }

    /// <summary>The options that the model was trained with, seed included; null where they are not known.</summary>
    public TrainingOptions? Training { get; init; }

    /// <summary>How the features make an image, where they do: templates and thumbnails are shown.</summary>
    public ImageShape? Image { get; init; }

    /// <summary>A learning curve, where one was measured.</summary>
    public LearningCurve? LearningCurve { get; init; }

    /// <summary>Other classifiers to compare with, with their names; the majority class and, where that is quick, nearest neighbours come by themselves.</summary>
    public IReadOnlyList<(string Name, Classifier Classifier)> Baselines { get; init; } = [];

    /// <summary>The number of mistakes that are shown, the worst first; 0 to 100.</summary>
    public int WorstErrors { get; init; } = 12;

    /// <summary>How the map of the objective is computed; null leaves it out.</summary>
    public LossLandscapeOptions? Landscape { get; init; } = new();

    /// <exception cref="ArgumentException">A setting is not allowed.</exception>
    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Title);
        ArgumentNullException.ThrowIfNull(Baselines);
        if (WorstErrors is < 0 or > 100)
            throw new ArgumentOutOfRangeException(nameof(WorstErrors), WorstErrors, "0 to 100 mistakes are shown.");
        Landscape?.Validate();
    }
}
