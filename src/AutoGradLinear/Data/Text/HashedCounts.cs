namespace AutoGradLinear.Data;

/// <summary>In how many texts the columns of a hash are other than 0; most columns may be empty, and are not listed.</summary>
/// <param name="Columns">The columns that are not, ascending.</param>
/// <param name="Counts">The number of texts for each of them, at least 1.</param>
internal sealed record HashedCounts(int[] Columns, int[] Counts)
{
    public static HashedCounts Of(int[] counts)
    {
        int[] columns = [.. Enumerable.Range(0, counts.Length).Where(column => counts[column] > 0)];
        return new HashedCounts(columns, Array.ConvertAll(columns, column => counts[column]));
    }

    /// <summary>A number for every column.</summary>
    public int[] Expand(int columnCount)
    {
        int[] counts = new int[columnCount];
        for (int k = 0; k < Columns.Length; k++)
            counts[Columns[k]] = Counts[k];
        return counts;
    }
}
