using AutoGradLinear.Data;

namespace AutoGradLinear;

/// <summary>
/// The binary version of CIFAR-10: records of 3073 bytes, a label 0 to 9 and 32 × 32 pixels of red, then green, then blue, row by row. Bytes
/// stay bytes in memory.
/// </summary>
/// <remarks>
/// The batches come as one archive, <c>cifar-10-binary.tar.gz</c>, that has to be unpacked first; single files may be gzip. .NET does not read
/// xz: unpack such a file with <c>xz -dc FILE.xz &gt; FILE</c>.
/// </remarks>
public static class Cifar10File
{
    /// <summary>The number of features: 3 colours × 32 rows × 32 columns.</summary>
    public const int FeatureCount = 3 * 32 * 32;

    /// <summary>The names of the classes, in the order of the labels.</summary>
    public static IReadOnlyList<string> Classes { get; } =
        Array.AsReadOnly(["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]);

    /// <summary>Reads batches as one dataset, in the order given.</summary>
    /// <param name="paths">One or several files, such as <c>data_batch_1.bin</c> to <c>data_batch_5.bin</c>.</param>
    /// <param name="limits">What is accepted at most, per file and in all; without, the defaults.</param>
    /// <param name="progress">Told after each block of rows.</param>
    /// <param name="cancellationToken">Looked at before each part of a file is read.</param>
    /// <returns>The dataset: bytes, 3072 features, 10 classes.</returns>
    /// <exception cref="DataFormatException">
    /// A file is damaged, empty or beyond the limits, its size is no whole number of records, or a label is above 9; the message names file,
    /// record and offset in bytes (after decompression).
    /// </exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArgumentException">There are no paths, or a limit is not positive.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ClassificationDataset Read(
        IReadOnlyList<string> paths,
        DataLimits? limits = null,
        IProgress<ReadingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        using ExampleReader reader = Open(paths, limits);
        return DatasetCollector.Read(reader, progress, cancellationToken);
    }

    /// <summary>Reads one batch.</summary>
    /// <param name="path">The file, such as <c>data_batch_1.bin</c>.</param>
    /// <param name="limits">What is accepted at most; without, the defaults.</param>
    /// <param name="progress">Told after each block of rows.</param>
    /// <param name="cancellationToken">Looked at before each part of the file is read.</param>
    /// <returns>The dataset: bytes, 3072 features, 10 classes.</returns>
    /// <exception cref="DataFormatException">As for several batches.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArgumentException">A limit is not positive.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ClassificationDataset Read(
        string path,
        DataLimits? limits = null,
        IProgress<ReadingProgress>? progress = null,
        CancellationToken cancellationToken = default)
        => Read([path], limits, progress, cancellationToken);

    /// <summary>Opens batches to read them block by block, one after another.</summary>
    /// <param name="paths">One or several files.</param>
    /// <param name="limits">What is accepted at most, per file and in all; without, the defaults.</param>
    /// <returns>The reader; the caller disposes of it.</returns>
    /// <exception cref="DataFormatException">The size of a file is no whole number of records.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArgumentException">There are no paths, or a limit is not positive.</exception>
    public static ExampleReader Open(IReadOnlyList<string> paths, DataLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(paths);
        if (paths.Count == 0)
            throw new ArgumentException("There are no paths; give one file or more.", nameof(paths));
        foreach (string path in paths)
            ArgumentException.ThrowIfNullOrEmpty(path, nameof(paths));
        limits ??= DataLimits.Default;
        limits.Validate();
        return Cifar10Reader.Open([.. paths], limits);
    }

    /// <summary>Writes a dataset as one batch.</summary>
    /// <param name="path">The file, replaced as a whole or not at all; compressed where the name ends in ".gz".</param>
    /// <param name="dataset">A dense dataset of plain bytes with 3072 features, the ten classes in their order, and no weights.</param>
    /// <param name="progress">Told the number of images that were written, every thousand images and at the end.</param>
    /// <param name="cancellationToken">Looked at every thousand images.</param>
    /// <exception cref="ArgumentException">The dataset is another one.</exception>
    /// <exception cref="IOException">The file cannot be written; an old one stays.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; an old file stays.</exception>
    public static void Write(
        string path, ClassificationDataset dataset, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(dataset);
        if (dataset.FeatureCount != FeatureCount)
        {
            throw new ArgumentException(
                $"There are {dataset.FeatureCount} features; images of CIFAR-10 have {FeatureCount}.", nameof(dataset));
        }

        if (!dataset.Classes.SequenceEqual(Classes))
        {
            throw new ArgumentException(
                $"The classes are {string.Join(", ", dataset.Classes)}; those of CIFAR-10 are {string.Join(", ", Classes)}.",
                nameof(dataset));
        }

        if (dataset.HasWeights)
        {
            throw new ArgumentException(
                "The format has no place for example weights; take them away with WithWeights(null).", nameof(dataset));
        }

        if (dataset.Features is not DenseFeatures { Storage: FeatureStorage.Byte, Factor: 1.0, Map: null } dense)
        {
            throw new ArgumentException(
                "The features are not plain bytes, so that they would be changed; write them before scaling.", nameof(dataset));
        }

        var steps = new WritingSteps(dataset.Count, progress, cancellationToken);
        DataFileWriter.Write(path, stream =>
        {
            for (int row = 0; row < dataset.Count; row++)
            {
                steps.Begin(row);
                stream.WriteByte((byte)dataset.Labels[row]);
                stream.Write(dense.RowBytes(row));
            }

            steps.End();
        });
    }
}
