using AutoGradLinear.Data;
using AutoGradLinear.Evaluation;
using AutoGradLinear.Models;

namespace AutoGradLinear;

/// <summary>
/// The k-nearest-neighbours classifier: the class that most of the k training examples nearest to an example have. Immutable and
/// thread-safe.
/// </summary>
/// <remarks>
/// <para>Training only remembers the data, without a copy. The cost comes with each prediction: N · D operations for N training examples
/// of D features, against C · D of a linear classifier of C classes.</para>
/// <para>The search is exact: all training rows are compared. Of rows that are equally far the earlier is the nearer. Each neighbour votes
/// for its class with its weight in the training data (1 where there are none); of classes with equal votes, that of the nearest of their
/// members wins. A row of weight 0 is as if it were absent: it is nobody's neighbour. The shares of the votes are the probabilities of an
/// evaluation.</para>
/// <para>Bytes that were scaled by the same factor are compared as integers, the distance being scaled; all other distances are sums of
/// doubles in the order of the columns, whatever storage, threads and machine are.</para>
/// <para>Method: E. Fix and J. L. Hodges, Discriminatory Analysis: Nonparametric Discrimination, 1951; T. Cover and P. Hart, Nearest
/// Neighbor Pattern Classification, 1967.</para>
/// </remarks>
public sealed class NearestNeighbors : Classifier
{
    private readonly ClassificationDataset data;
    private readonly NearestNeighborsOptions options;

    private NearestNeighbors(ClassificationDataset data, NearestNeighborsOptions options)
    {
        this.data = data;
        this.options = options;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes => data.Classes;

    /// <inheritdoc/>
    public override IReadOnlyList<string>? FeatureNames => data.FeatureNames;

    /// <inheritdoc/>
    public override int FeatureCount => data.FeatureCount;

    /// <summary>The data that the classifier remembers.</summary>
    public ClassificationDataset TrainingData => data;

    /// <summary>How neighbours are found.</summary>
    public NearestNeighborsOptions Options => options;

    /// <summary>Remembers the training data.</summary>
    /// <param name="data">The training data; they are not copied.</param>
    /// <param name="options">Number of neighbours, distance, threads; without, the defaults.</param>
    /// <returns>The classifier.</returns>
    /// <exception cref="InvalidOperationException">The examples have no labels.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is not allowed: K is below 1 or above the number of training examples with a weight.</exception>
    public static NearestNeighbors Train(ClassificationDataset data, NearestNeighborsOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (!data.HasLabels)
            throw new InvalidOperationException(DatasetChecks.NoLabels);
        options ??= NearestNeighborsOptions.Default;
        options.Validate(data.HasWeights ? data.Count - data.Weights.Count(0.0) : data.Count);
        return new NearestNeighbors(data, options);
    }

    /// <inheritdoc/>
    public override int[] Predict(ClassificationDataset data) => Predict(data, null);

    /// <summary>Predicts the class of every example.</summary>
    /// <param name="data">The examples; their labels play no part.</param>
    /// <param name="progress">Is told after each block of examples, by one thread at a time.</param>
    /// <param name="cancellationToken">Ends the prediction; looked at before each few thousand training rows.</param>
    /// <returns>One index into <see cref="Classes"/> per example.</returns>
    /// <exception cref="ArgumentException">The number of features differs.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public int[] Predict(
        ClassificationDataset data, IProgress<PredictionProgress>? progress, CancellationToken cancellationToken = default)
    {
        FeatureMatrix queries = Queries(data);
        int[] predictions = new int[data.Count];
        Search(queries).Run((query, neighbors) => predictions[query] = Vote(neighbors.Rows), progress, cancellationToken);
        return predictions;
    }

    /// <summary>Predicts the class of an example.</summary>
    /// <param name="features">The features, <see cref="FeatureCount"/> of them.</param>
    /// <returns>An index into <see cref="Classes"/>.</returns>
    /// <exception cref="ArgumentException">The number of features differs, or one is NaN or infinite.</exception>
    public int Predict(ReadOnlySpan<float> features) => Predict(Query(new DenseFeatures(features.ToArray(), Math.Max(1, features.Length))));

    /// <inheritdoc cref="Predict(ReadOnlySpan{float})"/>
    public int Predict(ReadOnlySpan<double> features) => Predict(Query(new DenseFeatures(features.ToArray(), Math.Max(1, features.Length))));

    /// <summary>Finds the <see cref="NearestNeighborsOptions.K"/> nearest training examples of every example.</summary>
    /// <param name="data">The examples; their labels play no part.</param>
    /// <param name="progress">Is told after each block of examples, by one thread at a time.</param>
    /// <param name="cancellationToken">Ends the search; looked at before each few thousand training rows.</param>
    /// <returns>For every example its neighbours, nearest first; of equally far ones, the earlier row first.</returns>
    /// <exception cref="ArgumentException">The number of features differs.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Neighbor[][] Neighbors(
        ClassificationDataset data, IProgress<PredictionProgress>? progress = null, CancellationToken cancellationToken = default)
        => Neighbors(Queries(data), progress, cancellationToken);

    /// <summary>Finds the <see cref="NearestNeighborsOptions.K"/> nearest training examples of an example.</summary>
    /// <param name="features">The features, <see cref="FeatureCount"/> of them.</param>
    /// <returns>The neighbours, nearest first; of equally far ones, the earlier row first.</returns>
    /// <exception cref="ArgumentException">The number of features differs, or one is NaN or infinite.</exception>
    public Neighbor[] Neighbors(ReadOnlySpan<float> features) =>
        Neighbors(Query(new DenseFeatures(features.ToArray(), Math.Max(1, features.Length))), null, default)[0];

    /// <inheritdoc cref="Neighbors(ReadOnlySpan{float})"/>
    public Neighbor[] Neighbors(ReadOnlySpan<double> features) =>
        Neighbors(Query(new DenseFeatures(features.ToArray(), Math.Max(1, features.Length))), null, default)[0];

    /// <summary>Measures accuracy, mean loss and confusion matrix on data; the loss is 1 for a wrong prediction and 0 for a right one.</summary>
    /// <inheritdoc/>
    public override EvaluationResult Evaluate(ClassificationDataset data) => Evaluate(data, null);

    /// <summary>Measures accuracy, mean loss and confusion matrix on data; the loss is 1 for a wrong prediction and 0 for a right one.</summary>
    /// <param name="data">The examples; their classes are matched by name, and their weights respected.</param>
    /// <param name="progress">Is told after each block of examples, by one thread at a time.</param>
    /// <param name="cancellationToken">Ends the evaluation; looked at before each few thousand training rows.</param>
    /// <returns>The measures.</returns>
    /// <exception cref="ArgumentException">
    /// The number of features differs, or an example has a class that the model does not know.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public EvaluationResult Evaluate(
        ClassificationDataset data, IProgress<PredictionProgress>? progress, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        int[] labels = ClassMapping.Labels(data, this, nameof(data));
        int[] predictions = new int[labels.Length];
        double[] losses = new double[labels.Length];
        bool keepsShares = ScoreColumns.AreKept(labels.Length, Classes.Count);
        double[] shares = new double[keepsShares ? labels.Length * Classes.Count : 0];
        Search(Queries(data)).Run(Measure, progress, cancellationToken);
        ScoreColumns? columns = keepsShares ? new ScoreColumns(shares, new ScoreLayout(Classes.Count, null, Classes), () => shares) : null;
        return new ScoredExamples(Classes, labels, predictions, losses, data.Weights, columns).Evaluate();

        void Measure(int query, NeighborList neighbors)
        {
            predictions[query] = Vote(neighbors.Rows);
            losses[query] = predictions[query] == labels[query] ? 0.0 : 1.0;
            if (keepsShares)
                Shares(neighbors.Rows, shares.AsSpan(query * Classes.Count, Classes.Count));
        }
    }

    private NeighborSearch Search(FeatureMatrix queries) => new(data, queries, options);

    private int Predict(FeatureMatrix query)
    {
        int prediction = 0;
        Search(query).Run((_, neighbors) => prediction = Vote(neighbors.Rows), null, default);
        return prediction;
    }

    private Neighbor[][] Neighbors(FeatureMatrix queries, IProgress<PredictionProgress>? progress, CancellationToken cancellationToken)
    {
        var result = new Neighbor[queries.Rows][];
        NeighborSearch search = Search(queries);
        search.Run(
            (query, neighbors) =>
            {
                var found = new Neighbor[neighbors.Rows.Length];
                for (int n = 0; n < found.Length; n++)
                    found[n] = new Neighbor(neighbors.Rows[n], search.DistanceOf(neighbors.Distances[n]));
                result[query] = found;
            },
            progress,
            cancellationToken);
        return result;
    }

    /// <summary>The class with the most votes; of equals, the one whose nearest member comes first.</summary>
    private int Vote(ReadOnlySpan<int> rows)
    {
        ReadOnlySpan<int> labels = data.Labels;
        if (rows.Length == 1)
            return labels[rows[0]];
        double[] votes = new double[data.ClassCount];
        foreach (int row in rows)
            votes[labels[row]] += data.HasWeights ? data.Weights[row] : 1.0;
        int best = labels[rows[0]];
        foreach (int row in rows[1..])
        {
            if (votes[labels[row]] > votes[best])
                best = labels[row];
        }

        return best;
    }

    /// <summary>The share of each class in the votes, which serves as its probability.</summary>
    private void Shares(ReadOnlySpan<int> rows, Span<double> shares)
    {
        double sum = 0.0;
        foreach (int row in rows)
        {
            double weight = data.HasWeights ? data.Weights[row] : 1.0;
            shares[data.Labels[row]] += weight;
            sum += weight;
        }

        foreach (ref double share in shares)
            share /= sum;
    }

    private FeatureMatrix Queries(ClassificationDataset queries)
    {
        ArgumentNullException.ThrowIfNull(queries);
        ClassMapping.RequireFeatures(queries, this, "data");
        return queries.Features;
    }

    private DenseFeatures Query(DenseFeatures features)
    {
        int count = features.Rows * features.Columns;
        if (count != FeatureCount)
            throw new ArgumentException($"There are {count} features; the model has {FeatureCount}.", nameof(features));
        if (features.FirstNonFinite() is { } found)
        {
            string name = FeatureNames is null ? string.Empty : $" ('{FeatureNames[found.Column]}')";
            throw new ArgumentException($"Feature {found.Column}{name} is {found.Value}; features are finite.", nameof(features));
        }

        return features;
    }
}
