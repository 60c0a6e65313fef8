namespace AutoGradLinear.Data;

/// <summary>Collects the rows of each class, ascending.</summary>
internal static class RowsByClass
{
    /// <exception cref="ArgumentOutOfRangeException">There are no classes, or a label is none.</exception>
    public static int[][] Of(ReadOnlySpan<int> labels, int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classCount);
        int[] counts = new int[classCount];
        for (int row = 0; row < labels.Length; row++)
        {
            if ((uint)labels[row] >= (uint)classCount)
                throw new ArgumentOutOfRangeException(nameof(labels), labels[row], $"Row {row} has the label {labels[row]}; there are {classCount} classes.");
            counts[labels[row]]++;
        }

        int[][] rows = [.. counts.Select(count => new int[count])];
        Array.Clear(counts);
        for (int row = 0; row < labels.Length; row++)
            rows[labels[row]][counts[labels[row]]++] = row;
        return rows;
    }
}
