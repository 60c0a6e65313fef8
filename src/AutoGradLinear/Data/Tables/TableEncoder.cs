using System.Collections.ObjectModel;
using AutoGradLinear.Data;

namespace AutoGradLinear;

/// <summary>
/// Turns tables into datasets of features: missing numbers are filled in, categories become features of 0 and 1. Fitted on training data, then
/// applied to any data in the same way. Immutable, safe for several threads.
/// </summary>
/// <example>
/// <code>
/// TableEncoder encoder = TableEncoder.Fit(train);
/// SoftmaxClassifier model = SoftmaxClassifier.Train(encoder.Apply(train), …);
/// EvaluationResult result = model.Evaluate(encoder.Apply(test));
/// int[] predictions = model.Predict(encoder.Apply(rowsWithoutLabels));
/// </code>
/// </example>
public sealed partial class TableEncoder
{
    private readonly FittedColumn[] columns;
    private readonly int[] starts;
    private readonly Dictionary<string, int> indexOf;
    private readonly HashSet<string> dropped;
    private readonly ReadOnlyCollection<string> classes;
    private readonly Dictionary<string, int> classOf;
    private readonly FeatureStorage precision;

    // Made when it is asked for first: a small file can describe millions of hashed features. Two threads may both make it; the lists are equal.
    private ReadOnlyCollection<string>? featureNames;

    private TableEncoder(
        FittedColumn[] columns, IEnumerable<string> dropped, string targetName, IReadOnlyList<string> classes, bool isSparse, FeatureStorage precision)
    {
        this.columns = columns;
        this.dropped = new HashSet<string>(dropped, StringComparer.Ordinal);
        this.classes = Array.AsReadOnly([.. classes]);
        this.precision = precision;
        TargetName = targetName;
        IsSparse = isSparse;
        starts = new int[columns.Length + 1];
        indexOf = new Dictionary<string, int>(columns.Length, StringComparer.Ordinal);
        for (int j = 0; j < columns.Length; j++)
        {
            starts[j + 1] = starts[j] + columns[j].Width;
            indexOf.Add(columns[j].Name, j);
        }

        classOf = new Dictionary<string, int>(classes.Count, StringComparer.Ordinal);
        for (int c = 0; c < classes.Count; c++)
            classOf.Add(classes[c], c);
        Columns = Array.AsReadOnly([.. columns.Select(column => column.Name)]);
        ColumnKinds = new ReadOnlyDictionary<string, ColumnKind>(columns.ToDictionary(column => column.Name, column => column.Kind, StringComparer.Ordinal));
    }

    /// <summary>The names of the columns that become features, in the order of the training data.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The kinds of the columns that become features, such as for reading the next file with the same ones.</summary>
    public IReadOnlyDictionary<string, ColumnKind> ColumnKinds { get; }

    /// <summary>The name of the training data's column of labels.</summary>
    public string TargetName { get; }

    /// <summary>The classes of the training data, in their order.</summary>
    public IReadOnlyList<string> Classes => classes;

    /// <summary>The number of features.</summary>
    public int FeatureCount => starts[^1];

    /// <summary>
    /// The names of the features: <c>age</c>, <c>age is missing</c>, <c>workclass=Private</c>, <c>workclass is other</c>, <c>city#17</c>.
    /// </summary>
    public IReadOnlyList<string> FeatureNames => featureNames ??= Array.AsReadOnly([.. columns.SelectMany(column => column.FeatureNames)]);

    /// <summary>Whether datasets are made sparse.</summary>
    public bool IsSparse { get; }

    /// <summary>Fits the encoding of each column.</summary>
    /// <param name="train">The training data, and no others, so that results on test data stay honest. Every row counts once, whatever its weight.</param>
    /// <param name="options">How columns are encoded; without, numbers are imputed by their mean, and categories one-hot.</param>
    /// <param name="progress">Receives the part that is done, from 0 to 1.</param>
    /// <param name="cancellationToken">Looked at between columns.</param>
    /// <returns>The encoder.</returns>
    /// <exception cref="ArgumentException">
    /// The training data have no labels; an option is not allowed, names a column that is not there, or is for another kind of column; or a column has no values at all.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static TableEncoder Fit(
        FeatureTable train, TableEncoderOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        if (train.TargetName is null)
            throw new ArgumentException("The table has no labels. An encoder is fitted to training data, and keeps their classes; apply it to rows without labels.", nameof(train));
        options ??= TableEncoderOptions.Default;
        options.Validate();
        IEnumerable<string> named = [.. options.Drop ?? [], .. options.Columns?.Keys ?? []];
        foreach (string name in named)
        {
            if (!train.TryGetColumn(name, out _))
            {
                throw new ArgumentException(
                    $"The options name column '{name}', which the table does not have; it has {TableChecks.List(train.Columns.Select(c => c.Name))}.",
                    nameof(options));
            }
        }

        var fitted = new List<FittedColumn>();
        long width = 0;
        var work = new WorkProgress(2L * train.Columns.Count, progress, cancellationToken);
        foreach (FeatureColumn column in train.Columns)
        {
            work.Next();
            if (options.Drop?.Contains(column.Name) == true)
                continue;
            ColumnEncoding encoding = options.Columns?.GetValueOrDefault(column.Name)
                ?? (column.Kind == ColumnKind.Numeric ? options.Numeric : options.Category);
            fitted.Add(FittedColumn.Fit(column, encoding));
            width += fitted[^1].Width;
        }

        RequireWidth(fitted.Count, width, message => new ArgumentException(message, nameof(options)));
        FittedColumn[] columns = [.. fitted];
        bool isSparse = options.Storage == TableStorage.Sparse
            || (options.Storage == TableStorage.Auto && width >= 32 && StoredCount(train, columns, work) < width * train.Count / 4);
        work.End();
        return new TableEncoder(columns, options.Drop ?? [], train.TargetName, train.Classes, isSparse, options.Precision);
    }

    private static void RequireWidth(int columnCount, long width, Func<string, Exception> error)
    {
        if (columnCount == 0)
            throw error("There are no columns left; a dataset needs one feature or more.");
        if (width > DataLimits.Default.MaxFeatures)
        {
            throw error(
                $"The columns become {width} features; {DataLimits.Default.MaxFeatures} are allowed. "
                + "Drop columns that are names or numbers of single rows, set OneHotEncoding.MaxCategories, or use HashEncoding.");
        }

        if (width == 0)
            throw error("The columns become no features at all; drop fewer columns.");
    }

    /// <summary>How many values of the training data's features are other than 0.</summary>
    private static long StoredCount(FeatureTable train, FittedColumn[] columns, WorkProgress work)
    {
        long count = 0;
        foreach (FittedColumn column in columns)
        {
            work.Next();
            var encoded = new EncodedColumn(column, train[column.Name]);
            for (int row = 0; row < train.Count; row++)
                count += encoded[row].StoredCount;
        }

        return count;
    }
}
