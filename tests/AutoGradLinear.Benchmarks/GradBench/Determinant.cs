namespace AutoGradLinear.Benchmarks.GradBench;

/// <summary>
/// The determinant of a matrix by expansion into minors, row after row. The columns that are left form a list: <c>next[c]</c> is the one
/// after column c, and <c>next[size]</c> the first.
/// </summary>
internal static partial class Determinant
{
    [Differentiable]
    internal static double Value(ReadOnlySpan<double> matrix, int size)
    {
        Span<int> next = stackalloc int[size + 1];
        for (int column = 0; column < size; column++)
            next[column] = column + 1;
        next[size] = 0;
        return Minor(matrix, size, 0, next);
    }

    /// <summary>The determinant of the rows from the given one on and of the columns that are left.</summary>
    private static double Minor(ReadOnlySpan<double> matrix, int size, int row, Span<int> next)
    {
        if (row == size - 1)
            return matrix[row * size + next[size]];

        double sum = 0;
        double sign = 1;
        int before = size;
        for (int column = next[size]; column < size; column = next[column])
        {
            next[before] = next[column];
            sum += sign * matrix[row * size + column] * Minor(matrix, size, row + 1, next);
            next[before] = column;
            before = column;
            sign = -sign;
        }

        return sum;
    }
}
