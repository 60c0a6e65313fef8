namespace AutoGradLinear.Benchmarks;

internal sealed partial record DenseExample
{
    /// <summary>The rows as a dataset of all classes.</summary>
    public ClassificationDataset ToDataset() =>
        AsSplit(ClassificationDataset.FromRows(Values, Features, Labels, classes: [.. Enumerable.Range(0, Classes)]));

    /// <summary>A copy of all rows in memory of the library, which is where a split, a reader or a preparation leaves them.</summary>
    public static ClassificationDataset AsSplit(ClassificationDataset data) => data.Subset([.. Enumerable.Range(0, data.Count)]);
}
