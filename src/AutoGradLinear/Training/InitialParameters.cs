using AutoGradLinear.Objectives;

namespace AutoGradLinear.Training;

/// <summary>Where a training starts: at zeros, or at another model.</summary>
internal static class InitialParameters
{
    public static double[] Make(ClassificationDataset data, LinearLayout layout, LinearClassifier? model)
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

        if (model.FeatureCount != data.FeatureCount)
        {
            throw new ArgumentException(
                $"The initial model has {model.FeatureCount} features; the data has {data.FeatureCount}.", nameof(model));
        }

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
}
