using AutoGradLinear.Data;

namespace AutoGradLinear;

/// <summary>
/// Data larger than memory: one pass over any reader writes a cache, a file of this library's own; opened, it is a dataset like any other, whose features are mapped from disk block by
/// block while they are read.
/// </summary>
/// <remarks>
/// <para>The memory that is mapped at a time is bounded by <see cref="CacheOptions.MemoryBytes"/>; where blocks are read one after another, the next one is read ahead. Values, gradients and
/// trained models are the same, bit for bit, as with the data in memory, but for stochastic solvers: they shuffle blocks, then the examples of a few blocks together.</para>
/// <para>Sums over a file are kept for every block: a damaged block is found when it is mapped for the first time. While a cache is open it must not be changed in place; writing it anew is
/// safe, as a file is replaced as a whole.</para>
/// <para>The file is little-endian: a header, blocks of rows (values, columns and row starts of sparse rows, labels, weights), and an index with the names of classes and features.</para>
/// </remarks>
public static class DatasetCache
{
    /// <summary>The most rows of a block, however small they are.</summary>
    private const int MostRows = 1 << 20;

    /// <summary>Writes a cache in one pass over a reader, in memory for a block.</summary>
    /// <param name="path">The cache, replaced as a whole or not at all.</param>
    /// <param name="reader">The reader, from which nothing was read yet.</param>
    /// <param name="options">The size of a block; without, the defaults.</param>
    /// <param name="progress">Told after each block.</param>
    /// <param name="cancellationToken">Looked at before each part of the file is read.</param>
    /// <exception cref="DataFormatException">What is read is damaged, beyond the limits, or no dataset for a classifier; the message names file and place.</exception>
    /// <exception cref="ArgumentException">The reader has been read from, or an option is not allowed.</exception>
    /// <exception cref="IOException">The file cannot be written; an old one stays.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; an old file stays.</exception>
    public static void Write(
        string path,
        ExampleReader reader,
        CacheOptions? options = null,
        IProgress<ReadingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(reader);
        options = Checked(options);
        if (reader.Rows > 0)
            throw new ArgumentException($"The reader has read {reader.Rows} rows already; a cache is made of all rows. Open another reader.", nameof(reader));
        CacheSource source = CacheSource.Of(reader);
        ReplacedFile.Write(path, stream =>
        {
            var writer = new CacheWriter(reader.FilePath, stream);
            RowBlock block = NewBlock(options);
            while (reader.Read(block, cancellationToken))
            {
                writer.Add(block, withLabels: true);
                progress?.Report(reader.Progress);
            }

            (IReadOnlyList<string> classes, int[] classOfCode) = ReaderChecks.RequireDataset(reader);
            writer.Finish(reader.FeatureCount!.Value, classes, classOfCode, reader.FeatureNames, source);
        });
    }

    /// <summary>Writes a cache of datasets that come one after another, such as the encoded tables of a CSV file, or parts that were prepared.</summary>
    /// <param name="path">The cache, replaced as a whole or not at all.</param>
    /// <param name="parts">The datasets, with the same storage, features and classes; enumerated once.</param>
    /// <param name="options">The size of a block; without, the defaults.</param>
    /// <param name="progress">Told the number of rows after each block.</param>
    /// <param name="cancellationToken">Looked at before each block.</param>
    /// <exception cref="ArgumentException">There are no parts, or a part differs from the first one; the message says in what.</exception>
    /// <exception cref="IOException">The file cannot be written; an old one stays.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; an old file stays.</exception>
    public static void Write(
        string path,
        IEnumerable<ClassificationDataset> parts,
        CacheOptions? options = null,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(parts);
        new CacheParts(path, Checked(options), progress, cancellationToken).Write(parts);
    }

    /// <summary>Writes a cache of the prepared rows of a dataset, which may itself be mapped from disk.</summary>
    /// <param name="path">The cache, replaced as a whole or not at all; another file than that of <paramref name="data"/>.</param>
    /// <param name="data">The raw rows.</param>
    /// <param name="preparation">What is applied to them, block by block.</param>
    /// <param name="options">The size of a block; without, the defaults.</param>
    /// <param name="progress">Told the number of rows after each block.</param>
    /// <param name="cancellationToken">Looked at before each block.</param>
    /// <exception cref="ArgumentException">The preparation does not fit the data.</exception>
    /// <exception cref="IOException">The file cannot be written; an old one stays.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; an old file stays.</exception>
    public static void Write(
        string path,
        ClassificationDataset data,
        Preparation preparation,
        CacheOptions? options = null,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(preparation);
        IEnumerable<ClassificationDataset> parts = DatasetBlocks.InMemory(data, NewBlock(Checked(options))).Select(part => preparation.Apply(part));
        Write(path, parts, options, progress, cancellationToken);
    }

    /// <summary>Opens a cache.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">The memory to use; without, the defaults.</param>
    /// <returns>The dataset; the file stays open as long as it is used.</returns>
    /// <exception cref="DataFormatException">The file is no cache, not finished, of another version, or damaged; the message names file and byte.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArgumentException">An option is not allowed, or a block of the file is larger than the memory to use.</exception>
    public static ClassificationDataset Open(string path, CacheOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return CacheFile.Open(path, Checked(options));
    }

    /// <summary>Opens a cache, and writes it first where there is none, or where its source has changed since.</summary>
    /// <param name="path">The cache.</param>
    /// <param name="source">Opens a reader of the source, such as <c>() => SvmlightFile.Open("train.svm")</c>; it is disposed of.</param>
    /// <param name="options">The size of a block and the memory to use; without, the defaults.</param>
    /// <param name="progress">Told after each block that is written.</param>
    /// <param name="cancellationToken">Ends the writing; an old file stays.</param>
    /// <returns>The dataset.</returns>
    /// <remarks>
    /// A source is taken to be the same where its (first) file has the length and the time of its last change that it had, and where it is read with the same settings.
    /// </remarks>
    /// <exception cref="DataFormatException">The source, or a cache that is not out of date, is damaged.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    /// <exception cref="ArgumentException">As for the other methods.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ClassificationDataset Open(
        string path,
        Func<ExampleReader> source,
        CacheOptions? options = null,
        IProgress<ReadingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(source);
        using (ExampleReader reader = source())
        {
            if (CacheFile.SourceOf(path) != CacheSource.Of(reader))
                Write(path, reader, options, progress, cancellationToken);
        }

        return Open(path, options);
    }

    /// <summary>Makes room for the rows of a block of the file.</summary>
    internal static RowBlock NewBlock(CacheOptions options) => new(MostRows, options.BlockBytes);

    private static CacheOptions Checked(CacheOptions? options)
    {
        options ??= CacheOptions.Default;
        options.Validate();
        return options;
    }
}
