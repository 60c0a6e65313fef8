namespace AutoGradLinear.Models;

/// <summary>
/// The nearest rows that a query has met so far, nearest first. Rows are offered in ascending order; those without weight in the training
/// data are not taken.
/// </summary>
internal sealed class NeighborList(int capacity, ClassificationDataset training)
{
    private readonly int[] rows = new int[capacity];
    private readonly double[] distances = new double[capacity];
    private int count;

    /// <summary>The rows, nearest first; of equally far ones, the earlier first.</summary>
    public ReadOnlySpan<int> Rows => rows.AsSpan(0, count);

    /// <summary>The distances of <see cref="Rows"/>; for L2, their squares.</summary>
    public ReadOnlySpan<double> Distances => distances.AsSpan(0, count);

    /// <summary>What a row's distance must be below to be taken; infinite (and even that is taken) until the list is full.</summary>
    public double Limit { get; private set; } = double.PositiveInfinity;

    public void Clear()
    {
        count = 0;
        Limit = double.PositiveInfinity;
    }

    public void Offer(int row, double distance)
    {
        if (training.HasWeights && training.Weights[row] == 0.0)
            return;
        if (count == rows.Length)
        {
            if (!(distance < Limit))
                return;
            count--;
        }

        // After all that are as near, since those are earlier rows.
        int low = 0;
        int high = count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (distances[middle] <= distance)
                low = middle + 1;
            else
                high = middle;
        }

        Array.Copy(rows, low, rows, low + 1, count - low);
        Array.Copy(distances, low, distances, low + 1, count - low);
        rows[low] = row;
        distances[low] = distance;
        count++;
        if (count == rows.Length)
            Limit = distances[count - 1];
    }
}
