using System.Collections.ObjectModel;
using System.Text.Json;
using AutoGradLinear.Data;

namespace AutoGradLinear;

/// <summary>
/// Steps that turn raw features into those that a classifier sees: fitted on training data, then applied to any data in the same way.
/// Immutable, safe for several threads.
/// </summary>
/// <example>
/// <code>
/// Preparation preparation = Preparation.Fit(train, PreparationStep.DropConstant(), PreparationStep.Standardize());
/// SoftmaxClassifier model = SoftmaxClassifier.Train(preparation.Apply(train), …);
/// EvaluationResult result = model.Evaluate(preparation.Apply(test));
/// </code>
/// </example>
public sealed partial class Preparation
{
    private const string Kind = "preparation";
    private const int Version = 1;
    private const int MostSteps = 1000;

    /// <summary>The subject of messages about names.</summary>
    private const string Fitted = "the preparation was fitted";

    private readonly FittedStep[] steps;
    private readonly ReadOnlyCollection<string>? inputNames;
    private readonly ReadOnlyCollection<string>? outputNames;

    private Preparation(FittedStep[] steps, int inputCount, IReadOnlyList<string>? inputNames)
    {
        this.steps = steps;
        InputCount = inputCount;
        FeatureCount = steps.Length == 0 ? inputCount : steps[^1].OutputCount;
        this.inputNames = inputNames is null ? null : Array.AsReadOnly([.. inputNames]);
        IReadOnlyList<string>? names = this.inputNames;
        foreach (FittedStep step in steps)
            names = step.Names(names);
        outputNames = names is null ? null : names as ReadOnlyCollection<string> ?? Array.AsReadOnly([.. names]);
    }

    /// <summary>The number of raw features.</summary>
    public int InputCount { get; }

    /// <summary>The names of the raw features, where the training data had them.</summary>
    public IReadOnlyList<string>? InputNames => inputNames;

    /// <summary>The number of prepared features.</summary>
    public int FeatureCount { get; }

    /// <summary>The names of the prepared features, where the training data had names.</summary>
    public IReadOnlyList<string>? FeatureNames => outputNames;

    /// <summary>Fits steps, one after another, each to the training data as those before it have made them.</summary>
    /// <param name="train">The training data, and no others, so that results on test data stay honest.</param>
    /// <param name="steps">The steps in their order.</param>
    /// <returns>The preparation.</returns>
    /// <exception cref="ArgumentException">A step cannot be fitted to the data; the message says which and what to do.</exception>
    public static Preparation Fit(ClassificationDataset train, params ReadOnlySpan<PreparationStep> steps) =>
        Fit(train, steps, progress: null, CancellationToken.None);

    /// <summary>Fits steps, one after another, telling how far it is; for data that take their time.</summary>
    /// <param name="train">The training data, and no others, so that results on test data stay honest.</param>
    /// <param name="steps">The steps in their order.</param>
    /// <param name="progress">Receives the part that is done, from 0 to 1.</param>
    /// <param name="cancellationToken">Looked at before each row of each pass over the data.</param>
    /// <returns>The preparation.</returns>
    /// <exception cref="ArgumentException">A step cannot be fitted to the data; the message says which and what to do.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Preparation Fit(
        ClassificationDataset train, ReadOnlySpan<PreparationStep> steps, IProgress<double>? progress, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(train);

        // All steps but the last are also applied, to make the data for the next one.
        long passes = Math.Max(0, steps.Length - 1);
        for (int i = 0; i < steps.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(steps[i], $"steps[{i}]");
            passes += steps[i].Passes;
        }

        var work = new WorkProgress(passes * train.Count, progress, cancellationToken);
        var fitted = new FittedStep[steps.Length];
        ClassificationDataset current = train;
        for (int i = 0; i < steps.Length; i++)
        {
            fitted[i] = steps[i].Fit(current, work);
            RequireSparse(fitted[i], current);
            if (i + 1 < steps.Length)
                current = Apply(current, [fitted[i]], fitted[i].Names(current.FeatureNames), work);
        }

        work.End();
        return new Preparation(fitted, train.FeatureCount, train.FeatureNames);
    }

    /// <summary>Joins two preparations: this one comes first.</summary>
    /// <param name="next">What follows, fitted on data that this one had prepared.</param>
    /// <returns>Both as one.</returns>
    /// <exception cref="ArgumentException">The second one takes another number of features than this one gives, or others by name.</exception>
    public Preparation Then(Preparation next)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (next.InputCount != FeatureCount)
            throw new ArgumentException($"The next preparation takes {next.InputCount} features, but this one gives {FeatureCount}.", nameof(next));
        FeatureNaming.RequireSame(next.inputNames, outputNames, Fitted, nameof(next));
        return new Preparation([.. steps, .. next.steps], InputCount, inputNames);
    }

    /// <summary>Saves the preparation as JSON; the file is replaced as a whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => SavedJson.Save(path, WriteTo);

    /// <summary>Loads a preparation that <see cref="Save"/> has written; it does exactly the same.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The preparation.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">The file is damaged, of another kind or of a newer version; the message names the place.</exception>
    public static Preparation Load(string path) => SavedJson.Load(path, ReadFrom);

    /// <summary>Writes the preparation as one object, alone or within another file.</summary>
    internal void WriteTo(Utf8JsonWriter writer)
    {
        SavedJson.Begin(writer, Kind, Version);
        writer.WriteNumber("inputCount", InputCount);
        if (inputNames is not null)
            SavedJson.Write(writer, "inputNames", inputNames);
        writer.WriteStartArray("steps");
        foreach (FittedStep step in steps)
        {
            writer.WriteStartObject();
            writer.WriteString("step", step.Kind);
            step.WriteProperties(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Reads a preparation.</summary>
    /// <param name="saved">The object that <see cref="WriteTo"/> has written.</param>
    /// <returns>The preparation.</returns>
    /// <exception cref="DataFormatException">A property is not as it should be.</exception>
    internal static Preparation ReadFrom(SavedObject saved)
    {
        SavedJson.RequireFormat(saved, Kind, Version);
        saved.RequireOnly("format", "version", "inputCount", "inputNames", "steps");
        int inputCount = saved.Integer("inputCount", 1, DataLimits.Default.MaxFeatures);
        string[]? names = saved.Has("inputNames") ? saved.Strings("inputNames", inputCount) : null;
        SavedObject[] objects = saved.Objects("steps", MostSteps);
        var steps = new FittedStep[objects.Length];
        int columns = inputCount;
        for (int i = 0; i < steps.Length; i++)
        {
            steps[i] = FittedStep.ReadAny(objects[i], columns);
            columns = steps[i].OutputCount;
        }

        return new Preparation(steps, inputCount, names);
    }

    private static void RequireSparse(FittedStep step, ClassificationDataset dataset)
    {
        if (dataset.IsSparse && step.SparseProblem is string problem)
            throw new ArgumentException($"The data are sparse, and the step '{step.Kind}' does not fit: {problem}", nameof(dataset));
    }
}
