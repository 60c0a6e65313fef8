namespace AutoGradLinear.Tests.Models;

/// <summary>Nearest neighbours by sorting all distances, in doubles, column by column.</summary>
internal static class NaiveNeighbors
{
    public static Neighbor[] Find(ClassificationDataset training, double[] query, int k, NeighborDistance distance)
    {
        double[] row = new double[training.FeatureCount];
        var all = new List<Neighbor>();
        for (int i = 0; i < training.Count; i++)
        {
            training.CopyRow<double>(i, row);
            double sum = 0.0;
            for (int j = 0; j < row.Length; j++)
            {
                double difference = query[j] - row[j];
                sum += distance == NeighborDistance.L1 ? Math.Abs(difference) : difference * difference;
            }

            all.Add(new Neighbor(i, sum));
        }

        // LINQ's sorting is stable: of equals the earlier row comes first.
        return [.. all.OrderBy(n => n.Distance).Take(k).Select(n => distance == NeighborDistance.L1 ? n : n with { Distance = Math.Sqrt(n.Distance) })];
    }

    public static Neighbor[][] Find(ClassificationDataset training, ClassificationDataset queries, int k, NeighborDistance distance)
    {
        var result = new Neighbor[queries.Count][];
        for (int i = 0; i < result.Length; i++)
        {
            double[] query = new double[queries.FeatureCount];
            queries.CopyRow<double>(i, query);
            result[i] = Find(training, query, k, distance);
        }

        return result;
    }

    public static int Vote(ClassificationDataset training, Neighbor[] neighbors)
    {
        var votes = neighbors
            .GroupBy(n => training.Labels[n.Row])
            .Select(g => (Class: g.Key, Sum: g.Sum(n => training.HasWeights ? training.Weights[n.Row] : 1.0)))
            .ToList();
        double most = votes.Max(v => v.Sum);
        return votes.First(v => v.Sum == most).Class;
    }
}
