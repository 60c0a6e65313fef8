using AutoGradLinear.Csv;
using AutoGradLinear.Data;

namespace AutoGradLinear;

/// <summary>
/// Reads the rows of a CSV file table by table, so that data larger than memory can be passed through. Not safe for several threads.
/// </summary>
public sealed class CsvTableReader : IDisposable
{
    private readonly CsvOptions options;
    private readonly CsvRecords records;
    private readonly CsvLayout layout;
    private readonly CsvValues[] values;
    private readonly LabelCodes classes;
    private readonly bool isInferenceComplete;
    private bool isFirstPending;
    private bool isDisposed;

    private CsvTableReader(CsvOptions options, CsvRecords records, int inferredRows, CancellationToken cancellationToken)
    {
        this.options = options;
        this.records = records;
        records.Cancellation = cancellationToken;
        if (!records.Next())
            throw new DataFormatException(records.Path, string.Empty, "the file is empty; expected " + (options.HasHeader ? "a header with the names of the columns, and rows." : "rows."));
        layout = CsvLayout.Of(records, options);
        isFirstPending = !options.HasHeader;
        classes = options.Classes is null ? new LabelCodes() : new LabelCodes(options.Classes);
        (ColumnKind[] kinds, isInferenceComplete) = CsvInference.Kinds(records, layout, options, inferredRows, cancellationToken);
        values = [.. layout.Features.Select((column, j) => CsvValues.Of(layout.Names[column], kinds[j]))];
    }

    /// <summary>The file.</summary>
    public string FilePath => records.Path;

    /// <summary>The names of the columns of features.</summary>
    public IReadOnlyList<string> Columns => [.. values.Select(column => column.Name)];

    /// <summary>The kinds of the columns of features, the same for all tables.</summary>
    public IReadOnlyDictionary<string, ColumnKind> ColumnKinds => values.ToDictionary(column => column.Name, column => column.Kind, StringComparer.Ordinal);

    /// <summary>The name of the column of labels; null where there is none.</summary>
    public string? TargetName => layout.Target < 0 ? null : layout.Names[layout.Target];

    /// <summary>The rows that were read so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Where the reading stands.</summary>
    public ReadingProgress Progress => new(FilePath, records.Stored.Position, records.Stored.Length, Rows);

    /// <summary>Whether text was found in a column that was taken for numbers before all rows had been looked at.</summary>
    internal bool FoundText { get; private set; }

    /// <summary>Reads the next rows.</summary>
    /// <param name="rowCount">How many rows the table has at most, 1 or more.</param>
    /// <param name="cancellationToken">Looked at before each part of the file is read.</param>
    /// <returns>
    /// The table, or null at the end of the file. Its classes are those of <see cref="CsvOptions.Classes"/>; without, those that were met so far, in
    /// the order in which they came, so that an index means the same in all tables. Categories likewise. Without <see cref="CsvOptions.Target"/> it
    /// has no labels and no classes.
    /// </returns>
    /// <exception cref="DataFormatException">The file is damaged, inconsistent or beyond the limits.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The reader was disposed of.</exception>
    public FeatureTable? Read(int rowCount, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rowCount);
        ObjectDisposedException.ThrowIf(isDisposed, this);
        return ReadRows(rowCount, isWhole: false, progress: null, cancellationToken);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        if (!isDisposed)
            records.Dispose();
        isDisposed = true;
    }

    /// <summary>Opens a file and finds out the kinds of its columns.</summary>
    internal static CsvTableReader Open(string path, CsvOptions? options, int inferredRows, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= CsvOptions.Default;
        options.Validate();
        CsvRecords records = CsvRecords.Open(path, options);
        try
        {
            return new CsvTableReader(options, records, inferredRows, cancellationToken);
        }
        catch
        {
            records.Dispose();
            throw;
        }
    }

    /// <summary>Reads rows.</summary>
    /// <param name="rowCount">How many, at most.</param>
    /// <param name="isWhole">Whether this is the whole file: classes are then put in order.</param>
    /// <param name="progress">Told every few thousand rows.</param>
    /// <param name="cancellationToken">Looked at before each part of the file is read.</param>
    /// <returns>The table; null where there are no rows, or for a whole file where <see cref="FoundText"/>.</returns>
    internal FeatureTable? ReadRows(int rowCount, bool isWhole, IProgress<ReadingProgress>? progress, CancellationToken cancellationToken)
    {
        const int rowsPerReport = 4096;
        records.Cancellation = cancellationToken;
        cancellationToken.ThrowIfCancellationRequested();
        var budget = new MemoryBudget(FilePath, options.Limits.MaxMemory);
        bool hasLabels = layout.Target >= 0;
        int count = 0;
        var labels = new GrowingArray<int>(budget);
        var weights = new GrowingArray<double>(budget);
        foreach (CsvValues column in values)
            column.Begin(budget);
        while (count < rowCount && (isFirstPending || records.Next()))
        {
            isFirstPending = false;
            RequireFields();
            int? label = hasLabels ? Label(budget) : null;
            if (hasLabels && label is null)
                continue;
            if (!AddFeatures(isWhole))
                return null;
            if (layout.Weight >= 0)
                weights.Add(Weight());
            if (label is int code)
                labels.Add(code);
            count++;
            if (++Rows > options.Limits.MaxRows)
                throw records.Error($"there are more rows than DataLimits.MaxRows, {options.Limits.MaxRows}. Raise the limit if the file is to be trusted.");
            if (Rows % rowsPerReport == 0)
                progress?.Report(Progress);
        }

        progress?.Report(Progress);
        return count == 0 ? null : Table(hasLabels ? labels.ToArray() : null, layout.Weight < 0 ? null : weights.ToArray(), isWhole);
    }

    private void RequireFields()
    {
        if (records.FieldCount != layout.Names.Length)
        {
            string last = records.FieldCount < layout.Names.Length ? $"; '{SavedObject.Shown(layout.Names[records.FieldCount])}' is the first that is missing" : string.Empty;
            throw records.Error($"expected {layout.Names.Length} fields, found {records.FieldCount}{last}. Complete the row, or quote the fields that hold separators.");
        }
    }

    private int? Label(MemoryBudget budget)
    {
        ReadOnlySpan<char> text = records.Field(layout.Target);
        if (!records.IsMissing(text))
            text = text.Trim(options.TrimLabel);
        if (records.IsMissing(text) || text.IsEmpty)
        {
            return options.DropUnlabelled
                ? null
                : throw Error(layout.Target, "the label is missing. Complete it, remove the row, or set CsvOptions.DropUnlabelled.");
        }

        int known = classes.Names.Count;
        int code = classes.CodeOf(text);
        if (code < 0)
            throw Error(layout.Target, $"the label '{Shown(text)}' is none of CsvOptions.Classes: {TableChecks.List(classes.Names)}.");
        if (code == known)
        {
            if (text.IndexOfAnyInRange('\0', '\u001F') >= 0 || text.IndexOfAnyInRange('\u007F', '\u009F') >= 0)
                throw Error(layout.Target, $"the label '{Shown(text)}' holds a control character, such as a line end; labels are short plain texts. Is a quote misplaced?");
            if (known == options.Limits.MaxClasses)
                throw Error(layout.Target, $"'{Shown(text)}' is one more class than DataLimits.MaxClasses, {options.Limits.MaxClasses}, allows. Is it the right column for CsvOptions.Target?");
            CsvCost.TakeText(budget, text.Length);
        }

        return code;
    }

    private double Weight()
    {
        ReadOnlySpan<char> text = records.Field(layout.Weight);
        return CsvNumbers.TryParse(text, out double weight) && double.IsFinite(weight) && weight >= 0.0
            ? weight
            : throw Error(layout.Weight, $"expected a weight, a finite number of at least 0, found '{Shown(text)}'.");
    }

    private bool AddFeatures(bool isWhole)
    {
        for (int j = 0; j < values.Length; j++)
        {
            int column = layout.Features[j];
            ReadOnlySpan<char> text = records.Field(column);
            if (records.IsMissing(text))
            {
                values[j].AddMissing();
                continue;
            }

            if (values[j].Add(text, options) is not string problem)
                continue;
            bool isInferred = options.ColumnKinds?.ContainsKey(values[j].Name) != true;
            if (isWhole && isInferred && !isInferenceComplete && values[j].Kind == ColumnKind.Numeric && records.CanReadAgain && !CsvNumbers.TryParse(text, out _))
            {
                FoundText = true;
                return false;
            }

            string advice = values[j].Kind == ColumnKind.Numeric
                ? isInferred && !isInferenceComplete
                    ? ". The rows before had numbers here; if the column is one of categories, say so in CsvOptions.ColumnKinds, else correct the value or add it to CsvOptions.MissingValues."
                    : ". Correct it, or add it to CsvOptions.MissingValues."
                : ".";
            throw Error(column, $"'{Shown(text)}' {problem}{advice}");
        }

        return true;
    }

    private FeatureTable Table(int[]? labels, double[]? weights, bool isWhole)
    {
        string[] names = labels is null ? [] : isWhole ? classes.Order(labels) : [.. classes.Names];
        try
        {
            if (weights is not null && isWhole)
                DatasetChecks.RequireWeights(weights);
        }
        catch (ArgumentException exception)
        {
            throw new DataFormatException(FilePath, $"column '{layout.Names[layout.Weight]}'", exception.Message, exception);
        }

        return new FeatureTable(Array.AsReadOnly([.. values.Select(column => column.Take())]), TargetName, labels, Array.AsReadOnly(names), weights);
    }

    private static string Shown(ReadOnlySpan<char> text) => SavedObject.Shown(text[..Math.Min(text.Length, 100)].ToString());

    private DataFormatException Error(int column, string problem) => new(FilePath, layout.Place(records.Line, column), problem);
}
