namespace AutoGradLinear;

/// <summary>How CSV files are read and written.</summary>
public sealed record CsvOptions
{
    /// <summary>What is used where no options are given: a header, commas, quotes, and the label in the last column.</summary>
    public static CsvOptions Default { get; } = new();

    /// <summary>
    /// What stands between fields; a comma. Null looks which of comma, tab, semicolon and | is the most frequent one in the first line (and writes
    /// commas).
    /// </summary>
    public char? Separator { get; init; } = ',';

    /// <summary>Whether the first line holds the names of the columns.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>The names of all columns, in place of those in the header; without either they are "column 1", "column 2", ….</summary>
    public IReadOnlyList<string>? ColumnNames { get; init; }

    /// <summary>
    /// Whether a field may stand in double quotes, and then hold separators, line ends and, doubled, quotes (RFC 4180). Without, a quote is a
    /// character like any other. A quote inside an unquoted field always is.
    /// </summary>
    public bool Quotes { get; init; } = true;

    /// <summary>Whether blanks around fields are taken away.</summary>
    public bool Trim { get; init; } = true;

    /// <summary>The texts that stand for missing values; a numeric column also takes NaN for one.</summary>
    public IReadOnlyList<string> MissingValues { get; init; } = ["", "?", "NA", "N/A", "NaN", "nan", "null", "NULL"];

    /// <summary>How many lines at the start of the file are passed over, before the header.</summary>
    public int SkipLines { get; init; }

    /// <summary>Lines that begin with this character are passed over.</summary>
    public char? Comment { get; init; }

    /// <summary>
    /// The column of labels; the last one. Null where there is none, as in rows that are yet to be classified: tables then have no labels.
    /// </summary>
    public CsvColumn? Target { get; init; } = -1;

    /// <summary>Characters that are taken away from both ends of labels, such as the full stop of ">50K.".</summary>
    public string TrimLabel { get; init; } = string.Empty;

    /// <summary>All classes in order, such as those of the training data; other labels are refused. Null takes the distinct labels of the file.</summary>
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>Whether rows without a label are left out; else they are an error.</summary>
    public bool DropUnlabelled { get; init; }

    /// <summary>The column of example weights, which is no feature.</summary>
    public CsvColumn? Weight { get; init; }

    /// <summary>Columns that are not read.</summary>
    public IReadOnlyList<CsvColumn> Ignore { get; init; } = [];

    /// <summary>
    /// The kinds of columns, by name. A column that is not named here is numeric if all its values that are not missing are numbers, in invariant
    /// form ("1.5", "-2e3"), else categorical.
    /// </summary>
    public IReadOnlyDictionary<string, ColumnKind>? ColumnKinds { get; init; }

    /// <summary>The largest number of columns; 65 536.</summary>
    public int MaxColumns { get; init; } = 1 << 16;

    /// <summary>The largest number of different categories of one column; 1 000 000.</summary>
    public int MaxCategories { get; init; } = 1_000_000;

    /// <summary>What is accepted at most. <see cref="DataLimits.MaxLineLength"/> is for a record, whose fields may hold line ends.</summary>
    public DataLimits Limits { get; init; } = DataLimits.Default;

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(MissingValues);
        ArgumentNullException.ThrowIfNull(TrimLabel);
        ArgumentNullException.ThrowIfNull(Ignore);
        ArgumentNullException.ThrowIfNull(Limits);
        Limits.Validate();
        ArgumentOutOfRangeException.ThrowIfNegative(SkipLines);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxColumns);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxCategories);
        if (Separator is char separator && (char.IsLetterOrDigit(separator) || char.IsSurrogate(separator) || separator is '"' or '.' or '-' or '+' or '\n' or '\r' or '\0'))
            throw new ArgumentException($"'{separator}' (U+{(int)separator:X4}) cannot stand between fields.", nameof(Separator));
        if (Comment is char comment && (comment == Separator || comment is '"' or '\n' or '\r' or '\0' or ' ' or '\t'))
            throw new ArgumentException($"'{comment}' (U+{(int)comment:X4}) cannot begin a comment.", nameof(Comment));
        if (MissingValues.Contains(null))
            throw new ArgumentException("One of the texts for missing values is null.", nameof(MissingValues));
        if (ColumnNames is not null && ColumnNames.Any(string.IsNullOrEmpty))
            throw new ArgumentException("A name of a column is empty.", nameof(ColumnNames));
        if (Classes is { Count: 0 })
            throw new ArgumentException("The list of classes is empty; give null to take those of the file.", nameof(Classes));
    }
}
