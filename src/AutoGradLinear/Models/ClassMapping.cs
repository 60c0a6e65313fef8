using AutoGradLinear.Data;

namespace AutoGradLinear.Models;

/// <summary>Carries the labels of a dataset over to a model's classes, by name.</summary>
internal static class ClassMapping
{
    /// <summary>Returns the index, among the model's classes, of each example's class.</summary>
    /// <exception cref="ArgumentException">
    /// The number of features differs, or a name or their order, or an example has a class that the model does not know.
    /// </exception>
    public static int[] Labels(ClassificationDataset data, Classifier model, string parameterName)
    {
        RequireFeatures(data, model, parameterName);
        return Labels(data, model.Classes, parameterName);
    }

    /// <summary>Refuses data whose features are not those that the model was trained on, as far as their number and names tell.</summary>
    /// <exception cref="ArgumentException">The number of features differs, or a name or their order.</exception>
    public static void RequireFeatures(ClassificationDataset data, Classifier model, string parameterName) =>
        RequireFeatures(data, model.FeatureCount, model.FeatureNames, parameterName);

    /// <inheritdoc cref="RequireFeatures(ClassificationDataset, Classifier, string)"/>
    public static void RequireFeatures(ClassificationDataset data, int featureCount, IReadOnlyList<string>? featureNames, string parameterName)
    {
        if (data.FeatureCount != featureCount)
        {
            throw new ArgumentException(
                $"The dataset has {data.FeatureCount} features; the model has {featureCount}.", parameterName);
        }

        FeatureNaming.RequireSame(featureNames, data.FeatureNames, "the model was trained", parameterName);
    }

    /// <summary>Returns the index, among some classes, of each example's class.</summary>
    /// <exception cref="ArgumentException">An example has a class that is not among them.</exception>
    public static int[] Labels(ClassificationDataset data, IReadOnlyList<string> classes, string parameterName)
    {
        int[] map = new int[data.ClassCount];
        for (int c = 0; c < map.Length; c++)
            map[c] = IndexOf(classes, data.Classes[c]);
        int[] labels = new int[data.Count];
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = map[data.Labels[i]];
            if (labels[i] < 0)
            {
                throw new ArgumentException(
                    $"Row {i} has class '{data.Classes[data.Labels[i]]}', which the model does not know; its classes are "
                    + $"{string.Join(", ", classes)}.",
                    parameterName);
            }
        }

        return labels;
    }

    /// <summary>Returns the index of a class by its name, or −1.</summary>
    public static int IndexOf(IReadOnlyList<string> classes, string name)
    {
        for (int c = 0; c < classes.Count; c++)
        {
            if (string.Equals(classes[c], name, StringComparison.Ordinal))
                return c;
        }

        return -1;
    }
}
