using AutoGradLinear.Csv;
using AutoGradLinear.Data;

namespace AutoGradLinear;

/// <summary>Files of comma-separated values (RFC 4180) and their relatives: tables with a label in each row, or without labels.</summary>
/// <remarks>
/// <para>Read are UTF-8, with or without byte order mark, plain or gzip (known by its first bytes), lines that end in \n, \r\n or \r, and empty
/// lines, which are passed over. Everything else that <see cref="CsvOptions"/> does not allow is an error.</para>
/// <para>A text file that was cut off at the end of a line is a shorter valid one; only gzip tells.</para>
/// </remarks>
public static class CsvFile
{
    /// <summary>How many rows are looked at, first, to tell columns of numbers from those of categories.</summary>
    private const int InferredRows = 10_000;

    /// <summary>Reads a file as a whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Separator, header, target, missing values, kinds of columns, limits; without, the defaults.</param>
    /// <param name="progress">Told every few thousand rows.</param>
    /// <param name="cancellationToken">Looked at before each part of the file is read.</param>
    /// <returns>The table. Classes that are numbers stand in numeric order, others in ordinal order, unless given.</returns>
    /// <exception cref="DataFormatException">
    /// The file is damaged, beyond the limits, or not what the options say; the message names line and column, says what was expected, what was
    /// found, and what to do.
    /// </exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArgumentException">An option is not allowed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static FeatureTable Read(
        string path, CsvOptions? options = null, IProgress<ReadingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        for (int inferredRows = InferredRows; ; inferredRows = int.MaxValue)
        {
            using CsvTableReader reader = CsvTableReader.Open(path, options, inferredRows, cancellationToken);
            FeatureTable? table = reader.ReadRows(int.MaxValue, isWhole: true, progress, cancellationToken);
            if (table is not null)
                return table;

            // Numbers in the first rows and text further down: all rows are looked at, then the file is read once more.
            if (!reader.FoundText)
                throw new DataFormatException(path, string.Empty, "the file holds no rows; a table needs one or more.");
        }
    }

    /// <summary>Opens a file to read it table by table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">
    /// Separator, header, target, missing values, kinds of columns, limits; without, the defaults. Kinds that are not given are found out from the
    /// first 10 000 rows.
    /// </param>
    /// <param name="cancellationToken">Looked at before each part of the file is read.</param>
    /// <returns>The reader; the caller disposes of it.</returns>
    /// <exception cref="DataFormatException">The file is empty, damaged at its start, beyond the limits, or has not the columns that the options name.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArgumentException">An option is not allowed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static CsvTableReader Open(string path, CsvOptions? options = null, CancellationToken cancellationToken = default) =>
        CsvTableReader.Open(path, options, InferredRows, cancellationToken);

    /// <summary>
    /// Writes a table: weights first, where there are any, then the features, and the label last, where there are any, so that it reads back with the same options
    /// (and <see cref="CsvOptions.Weight"/>). Numbers are written in the shortest form that reads back the same.
    /// </summary>
    /// <param name="path">The file, replaced as a whole or not at all; compressed where the name ends in ".gz".</param>
    /// <param name="table">The table.</param>
    /// <param name="options">
    /// Separator, header, quotes, texts for missing values (the empty one where it is among them, else the first). A weight column is named as in
    /// <see cref="CsvOptions.Weight"/>, without "weight". Other columns keep the table's order.
    /// </param>
    /// <param name="progress">Told the number of rows that were written, every thousand rows and at the end.</param>
    /// <param name="cancellationToken">Looked at every thousand rows.</param>
    /// <exception cref="ArgumentException">A category, class or name would not read back the same; the message says which and why.</exception>
    /// <exception cref="IOException">The file cannot be written; an old one stays.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks>Categories that are all numbers read back as numbers, unless <see cref="CsvOptions.ColumnKinds"/> says otherwise; those without a row are not written.</remarks>
    public static void Write(
        string path, FeatureTable table, CsvOptions? options = null, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(table);
        options ??= CsvOptions.Default;
        options.Validate();
        new CsvTableWriter(options).Write(path, table, new WritingSteps(table.Count, progress, cancellationToken));
    }

    /// <summary>
    /// Writes a dataset, zeros included: weights first, where there are any, then the features, and the label last. Features without names are
    /// "feature 1", "feature 2", …; the label's column is "label", or as <see cref="CsvOptions.Target"/> names it.
    /// </summary>
    /// <param name="path">The file, replaced as a whole or not at all; compressed where the name ends in ".gz".</param>
    /// <param name="dataset">The dataset. Floats are written as floats, all else as doubles.</param>
    /// <param name="options">As for tables.</param>
    /// <param name="progress">Told the number of rows that were written, every thousand rows and at the end.</param>
    /// <param name="cancellationToken">Looked at every thousand rows.</param>
    /// <exception cref="ArgumentException">A class or name would not read back the same; the message says which and why.</exception>
    /// <exception cref="IOException">The file cannot be written; an old one stays.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static void Write(
        string path, ClassificationDataset dataset, CsvOptions? options = null, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(dataset);
        options ??= CsvOptions.Default;
        options.Validate();
        new CsvTableWriter(options).Write(path, dataset, new WritingSteps(dataset.Count, progress, cancellationToken));
    }
}
