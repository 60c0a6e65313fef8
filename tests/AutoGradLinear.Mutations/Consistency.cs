namespace AutoGradLinear.Mutations;

/// <summary>What holds of every dataset, whatever file it was read from.</summary>
internal static class Consistency
{
    /// <summary>Checks counts, labels, classes, weights, columns and values.</summary>
    /// <param name="dataset">What was read.</param>
    /// <param name="anyNames">Whether names of classes may be any, as those that a program gives.</param>
    /// <exception cref="InconsistentDataException">Something does not hold.</exception>
    public static void Check(ClassificationDataset dataset, bool anyNames = false)
    {
        Require(dataset.Count > 0 && dataset.FeatureCount > 0 && dataset.ClassCount > 1, "there are too few rows, features or classes");
        Require(dataset.Labels.Length == dataset.Count, "labels and rows differ in number");
        Require(dataset.Labels.IndexOfAnyExceptInRange(0, dataset.ClassCount - 1) < 0, "a label is no index of a class");
        Require(dataset.Classes.Distinct(StringComparer.Ordinal).Count() == dataset.ClassCount, "two classes have one name");
        Require(anyNames || dataset.Classes.All(name => name.Length > 0 && !name.Any(char.IsControl)), "the name of a class is empty or no text");
        if (dataset.HasWeights)
        {
            Require(dataset.Weights.Length == dataset.Count, "weights and rows differ in number");
            foreach (double weight in dataset.Weights)
                Require(double.IsFinite(weight) && weight >= 0.0, "a weight is negative or not finite");
        }

        double[] values = new double[dataset.IsSparse ? 0 : dataset.FeatureCount];
        for (int row = 0; row < dataset.Count; row++)
        {
            int count = dataset.FeatureCount;
            if (dataset.IsSparse)
            {
                ReadOnlySpan<int> columns = dataset.StoredColumns(row);
                count = columns.Length;
                if (values.Length < count)
                    values = new double[count];
                for (int k = 0; k < count; k++)
                    Require(columns[k] > (k == 0 ? -1 : columns[k - 1]) && columns[k] < dataset.FeatureCount, "columns do not ascend within their range");
                dataset.CopyStoredValues<double>(row, values);
            }
            else
            {
                dataset.CopyRow<double>(row, values);
            }

            foreach (double value in values.AsSpan(0, count))
                Require(double.IsFinite(value), "a value is not finite");
        }
    }

    private static void Require(bool holds, string problem)
    {
        if (!holds)
            throw new InconsistentDataException($"The dataset is inconsistent: {problem}.");
    }
}
