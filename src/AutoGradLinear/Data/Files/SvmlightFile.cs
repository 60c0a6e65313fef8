using AutoGradLinear.Data;

namespace AutoGradLinear;

/// <summary>
/// Files of sparse examples as SVM-light, LIBSVM and LIBLINEAR have them: one line per example, <c>label index:value index:value …</c>, with
/// ascending indices; what is not written is 0.
/// </summary>
/// <remarks>
/// <para>Read are gzip files (known by their first bytes, whatever the name is), lines that end in \n or \r\n, blanks and tabs, empty lines,
/// comments from '#' on, and lines with only a label. Zeros are not kept, but their columns count.</para>
/// <para>Labels that are numbers are taken in canonical form: "+1", "1", "1.0" and "1e0" are one class, "1". Other labels are classes as they
/// stand. Lists of labels ("1,4") are refused.</para>
/// <para><c>qid:n</c>, the query of a ranking, is checked to be a whole number and otherwise ignored. <c>cost:w</c> is the example's weight;
/// examples without it weigh 1.</para>
/// <para>A text file that was cut off at the end of a line is a shorter valid one; only gzip tells.</para>
/// </remarks>
public static class SvmlightFile
{
    /// <summary>Reads a file as a whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Number of features, classes, first index, storage, limits; without, the defaults.</param>
    /// <param name="progress">Told after each block of rows.</param>
    /// <param name="cancellationToken">Looked at before each part of the file is read.</param>
    /// <returns>The sparse dataset.</returns>
    /// <exception cref="DataFormatException">
    /// The file is damaged, beyond the limits, or not in this format; the message names line and column (both from 1, columns in bytes) and
    /// says what was expected.
    /// </exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArgumentException">An option is not allowed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ClassificationDataset Read(
        string path,
        SvmlightOptions? options = null,
        IProgress<ReadingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        using ExampleReader reader = Open(path, options);
        return DatasetCollector.Read(reader, progress, cancellationToken);
    }

    /// <summary>Opens a file to read it block by block.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Number of features, classes, first index, storage, limits; without, the defaults.</param>
    /// <returns>The reader; the caller disposes of it.</returns>
    /// <exception cref="DataFormatException">The file is too long, or an archive of another kind than gzip.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArgumentException">An option is not allowed.</exception>
    public static ExampleReader Open(string path, SvmlightOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= SvmlightOptions.Default;
        options.Validate();
        return new SvmlightReader(path, options);
    }

    /// <summary>
    /// Writes a dataset: values other than 0, in the shortest form that reads back the same; example weights as <c>cost:w</c>. The first row
    /// always has its last column, so that the number of features reads back. Names of features are not written.
    /// </summary>
    /// <param name="path">The file, replaced as a whole or not at all; compressed where the name ends in ".gz".</param>
    /// <param name="dataset">The dataset, dense or sparse. Doubles are written as doubles, all else as floats.</param>
    /// <param name="options">Only <see cref="SvmlightOptions.FirstIndex"/> plays a part.</param>
    /// <param name="progress">Told the number of rows that were written, every thousand rows and at the end.</param>
    /// <param name="cancellationToken">Looked at every thousand rows.</param>
    /// <exception cref="ArgumentException">The name of a class cannot be written as a label, or two names would be read as one.</exception>
    /// <exception cref="IOException">The file cannot be written; an old one stays.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static void Write(
        string path,
        ClassificationDataset dataset,
        SvmlightOptions? options = null,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(dataset);
        options ??= SvmlightOptions.Default;
        options.Validate();
        SvmlightWriter.Write(path, dataset, options.FirstIndex, new WritingSteps(dataset.Count, progress, cancellationToken));
    }
}
