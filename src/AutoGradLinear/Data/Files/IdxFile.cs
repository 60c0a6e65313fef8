using AutoGradLinear.Data;

namespace AutoGradLinear;

/// <summary>
/// Pairs of IDX files, as MNIST has them: one with items (images), one with labels. A file is a magic number (two zero bytes, the type of the
/// elements, the number of dimensions), the sizes of the dimensions as big-endian 32-bit numbers, and the elements, the last dimension
/// fastest.
/// </summary>
/// <remarks>
/// Items have 2 to 4 dimensions, of which the first counts the items; the others are flattened into one row. Unsigned bytes stay bytes in
/// memory; signed bytes and 16-bit integers become floats, 32-bit integers doubles, reals stay what they are. Labels are whole numbers of any
/// type. Gzip is known by its first bytes, whatever the name is. A file that is shorter or longer than its header says is refused, before
/// memory is taken where its size is known.
/// </remarks>
public static class IdxFile
{
    /// <summary>Reads a pair of files as a whole.</summary>
    /// <param name="imagesPath">The file of items, such as <c>train-images-idx3-ubyte.gz</c>.</param>
    /// <param name="labelsPath">The file of labels, such as <c>train-labels-idx1-ubyte.gz</c>.</param>
    /// <param name="options">Classes, names of features, limits; without, the defaults.</param>
    /// <param name="progress">Told after each block of rows, of the file of items.</param>
    /// <param name="cancellationToken">Looked at before each part of a file is read.</param>
    /// <returns>The dense dataset.</returns>
    /// <exception cref="DataFormatException">
    /// A file is damaged, truncated, too long, beyond the limits or not IDX, the numbers of items and labels differ, a value is NaN or
    /// infinite, or a label is not among the classes; the message names the file and the offset in bytes (after decompression).
    /// </exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArgumentException">An option is not allowed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ClassificationDataset ReadImages(
        string imagesPath,
        string labelsPath,
        IdxOptions? options = null,
        IProgress<ReadingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        using ExampleReader reader = Open(imagesPath, labelsPath, options);
        return DatasetCollector.Read(reader, progress, cancellationToken);
    }

    /// <summary>Opens a pair of files to read it block by block.</summary>
    /// <param name="imagesPath">The file of items.</param>
    /// <param name="labelsPath">The file of labels.</param>
    /// <param name="options">Classes, names of features, limits; without, the defaults.</param>
    /// <returns>The reader; the caller disposes of it.</returns>
    /// <exception cref="DataFormatException">A header is wrong or beyond the limits, or the numbers of items and labels differ.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArgumentException">An option is not allowed.</exception>
    public static ExampleReader Open(string imagesPath, string labelsPath, IdxOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(imagesPath);
        ArgumentException.ThrowIfNullOrEmpty(labelsPath);
        options ??= IdxOptions.Default;
        options.Validate();
        return IdxReader.Open(imagesPath, labelsPath, options);
    }

    /// <summary>
    /// Writes a dataset as a pair of files, each replaced as a whole or not at all (the labels first) and compressed where its name ends in
    /// ".gz".
    /// </summary>
    /// <param name="imagesPath">The file of items: unsigned bytes where the features are plain bytes, doubles where they are doubles, else floats.</param>
    /// <param name="labelsPath">
    /// The file of labels: their values where the classes are named by whole numbers 0 to 255, as the reader names them, else class indices.
    /// </param>
    /// <param name="dataset">The dataset, without example weights, of at most 256 classes; sparse rows are written with their zeros.</param>
    /// <param name="shape">The sizes of one item, whose product is the number of features, such as [28, 28]; without, one dimension.</param>
    /// <param name="progress">Told the number of items that were written, every thousand items and at the end.</param>
    /// <param name="cancellationToken">Looked at every thousand items.</param>
    /// <exception cref="ArgumentException">The shape does not fit, there are weights, or too many classes.</exception>
    /// <exception cref="IOException">A file cannot be written; an old one stays.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the old file of items stays.</exception>
    public static void Write(
        string imagesPath,
        string labelsPath,
        ClassificationDataset dataset,
        IReadOnlyList<int>? shape = null,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(imagesPath);
        ArgumentException.ThrowIfNullOrEmpty(labelsPath);
        ArgumentNullException.ThrowIfNull(dataset);
        IdxWriter.Write(
            imagesPath,
            labelsPath,
            dataset,
            shape is null ? [dataset.FeatureCount] : [.. shape],
            new WritingSteps(dataset.Count, progress, cancellationToken));
    }
}
