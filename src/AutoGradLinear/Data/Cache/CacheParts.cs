namespace AutoGradLinear.Data;

/// <summary>Writes datasets, one after another, into one cache.</summary>
/// <param name="path">The file.</param>
/// <param name="options">The size of a block.</param>
/// <param name="progress">Told the number of rows after each block.</param>
/// <param name="cancellationToken">Looked at before each block.</param>
internal sealed class CacheParts(string path, CacheOptions options, IProgress<long>? progress, CancellationToken cancellationToken)
{
    private readonly RowBlock block = DatasetCache.NewBlock(options);
    private ClassificationDataset? model;

    public void Write(IEnumerable<ClassificationDataset> parts) => ReplacedFile.Write(path, stream =>
    {
        var writer = new CacheWriter(path, stream);
        foreach (ClassificationDataset part in parts)
        {
            Require(part, writer.Rows);
            AddRows(part, writer);
        }

        if (model is null)
            throw new ArgumentException("There are no parts; a dataset needs one row or more.", nameof(parts));
        int[] classOfCode = [.. Enumerable.Range(0, model.ClassCount)];
        writer.Finish(model.FeatureCount, model.Classes, classOfCode, model.FeatureNames, default);
    });

    private void AddRows(ClassificationDataset part, CacheWriter writer)
    {
        for (int row = 0; row < part.Count;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            row += DatasetBlocks.Fill(part, row, block);
            writer.Add(block, part.HasLabels);
            progress?.Report(writer.Rows);
        }
    }

    /// <summary>Parts are like the first one.</summary>
    private void Require(ClassificationDataset part, long row)
    {
        model ??= part;
        string? difference = part.FeatureCount != model.FeatureCount ? $"{part.FeatureCount} features, the first one has {model.FeatureCount}"
            : part.IsSparse != model.IsSparse || part.Storage != model.Storage ? "another storage than the first one"
            : part.HasLabels != model.HasLabels ? (part.HasLabels ? "labels, the first one has none" : "no labels, the first one has some")
            : !part.Classes.SequenceEqual(model.Classes) ? "other classes than the first one; give all of them when the parts are made ('classes')"
            : null;
        if (difference is not null)
            throw new ArgumentException($"The part that begins with row {row} has {difference}. All parts need the same.", nameof(part));
    }
}
