using AutoGradLinear.Data;
using AutoGradLinear.Objectives;

namespace AutoGradLinear.Training;

/// <summary>Where a training starts: at zeros, or at another model.</summary>
internal static class InitialParameters
{
    /// <summary>Makes the flat vector of a layout.</summary>
    /// <param name="data">The training data, prepared.</param>
    /// <param name="preparation">What has prepared them, or null.</param>
    /// <param name="layout">The layout.</param>
    /// <param name="model">The model to start at, or null.</param>
    /// <exception cref="ArgumentException">The model has other classes, features or scores.</exception>
    public static double[] Make(ClassificationDataset data, Preparation? preparation, LinearLayout layout, LinearClassifier? model)
    {
        double[] parameters = new double[layout.Dimension];
        if (model is null)
            return parameters;
        if (!model.Classes.SequenceEqual(data.Classes, StringComparer.Ordinal))
        {
            throw new ArgumentException(
                $"The initial model has the classes {string.Join(", ", model.Classes)}; the data has {string.Join(", ", data.Classes)}.",
                nameof(model));
        }

        RequireFeatures(data, preparation, model);
        if (model.ScoreCount != layout.Scores)
        {
            throw new ArgumentException(
                $"The initial model has {model.ScoreCount} scores; the loss has {layout.Scores}.", nameof(model));
        }

        double[] bias = new double[layout.Scores];
        model.CopyParameters(parameters.AsSpan(0, layout.WeightCount), bias);
        if (layout.Bias != Bias.None)
            bias.CopyTo(parameters, layout.WeightCount);
        return parameters;
    }

    private static void RequireFeatures(ClassificationDataset data, Preparation? preparation, LinearClassifier model)
    {
        if (model.Preparation is null != preparation is null)
        {
            throw new ArgumentException(
                $"The initial model has {(model.Preparation is null ? "no" : "a")} preparation, but this training has {(preparation is null ? "none" : "one")}. "
                + $"Its weights are for features as its own '{nameof(TrainingOptions.Preparation)}' makes them: give the same steps.",
                nameof(model));
        }

        int features = model.Preparation?.FeatureCount ?? model.FeatureCount;
        if (features != data.FeatureCount)
            throw new ArgumentException($"The initial model has {features} features; the data has {data.FeatureCount}.", nameof(model));
        IReadOnlyList<string>? names = model.Preparation is null ? model.FeatureNames : model.Preparation.FeatureNames;
        FeatureNaming.RequireSame(names, data.FeatureNames, "the initial model was trained", nameof(model));
    }
}
