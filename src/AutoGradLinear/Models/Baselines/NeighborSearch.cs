using AutoGradLinear.Data;

namespace AutoGradLinear.Models;

/// <summary>Receives the neighbours of a query; called from several threads, once per query.</summary>
internal delegate void NeighborsFound(int query, NeighborList neighbors);

/// <summary>Finds the neighbours of many queries, blocks of them in parallel.</summary>
internal sealed class NeighborSearch(ClassificationDataset data, FeatureMatrix queries, NearestNeighborsOptions options)
{
    private readonly FeatureMatrix training = data.Features;
    private readonly bool asBytes = SameBytes(data.Features, queries);

    public void Run(NeighborsFound found, IProgress<PredictionProgress>? progress, CancellationToken cancellationToken)
    {
        BlockSearch initial = NewBlock();

        // Small enough that every thread has several blocks where there are that many queries.
        int size = Math.Min(initial.MaxQueries, Math.Max(8, queries.Rows / (4 * options.MaxThreads) / 2 * 2));
        int blocks = (queries.Rows + size - 1) / size;
        if (blocks == 1 || options.MaxThreads == 1)
        {
            NeighborList[] lists = NewLists(size);
            for (int block = 0; block < blocks; block++)
            {
                int count = Search(block * size, initial, lists, found, cancellationToken);
                progress?.Report(new PredictionProgress((block * size) + count, queries.Rows));
            }

            return;
        }

        var gate = new Lock();
        int completed = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.MaxThreads, CancellationToken = cancellationToken };
        Parallel.For(
            0,
            blocks,
            parallel,
            () => (Search: NewBlock(), Lists: NewLists(size)),
            (block, _, own) =>
            {
                int count = Search(block * size, own.Search, own.Lists, found, cancellationToken);
                lock (gate)
                {
                    completed += count;
                    progress?.Report(new PredictionProgress(completed, queries.Rows));
                }

                return own;
            },
            _ => { });
    }

    /// <summary>The distance behind a sum of terms.</summary>
    public double DistanceOf(double sum)
    {
        double distance = options.Distance == NeighborDistance.L2 ? Math.Sqrt(sum) : sum;
        return asBytes ? distance * Math.Abs(((DenseFeatures)training).Factor) : distance;
    }

    private static bool SameBytes(FeatureMatrix x, FeatureMatrix y) =>
        x is DenseFeatures { Storage: FeatureStorage.Byte, Factor: not 0.0 and double factor, Map: null }
        && y is DenseFeatures { Storage: FeatureStorage.Byte, Map: null } other
        && other.Factor == factor;

    /// <summary>Whether the values are the same as floats.</summary>
    private static bool AreSingles(FeatureMatrix x) =>
        x.Storage is FeatureStorage.Single or FeatureStorage.Half || x is DenseFeatures { Storage: FeatureStorage.Byte, Factor: 1.0, Map: null };

    private int Search(
        int first, BlockSearch block, ReadOnlySpan<NeighborList> lists, NeighborsFound found, CancellationToken cancellationToken)
    {
        int count = Math.Min(lists.Length, queries.Rows - first);
        foreach (NeighborList list in lists[..count])
            list.Clear();
        block.Search(first, lists[..count], cancellationToken);
        for (int q = 0; q < count; q++)
            found(first + q, lists[q]);
        return count;
    }

    private NeighborList[] NewLists(int size)
    {
        var lists = new NeighborList[size];
        for (int q = 0; q < size; q++)
            lists[q] = new NeighborList(options.K, data);
        return lists;
    }

    private BlockSearch NewBlock()
    {
        if (asBytes)
        {
            return options.Distance == NeighborDistance.L1
                ? new DenseSearch<byte, ByteDifferencesTile, AbsoluteDifference>(training, queries)
                : new DenseSearch<short, ByteSquaresTile, SquaredDifference>(training, queries);
        }

        return options.Distance == NeighborDistance.L1 ? NewBlock<AbsoluteDifference>() : NewBlock<SquaredDifference>();
    }

    private BlockSearch NewBlock<TMetric>()
        where TMetric : struct, IMetric
    {
        if (training is SparseFeatures sparse)
            return new SparseSearch<TMetric>(sparse, queries);
        return AreSingles(training) && AreSingles(queries)
            ? new DenseSearch<float, RealTile<float, TMetric>, TMetric>(training, queries)
            : new DenseSearch<double, RealTile<double, TMetric>, TMetric>(training, queries);
    }
}
