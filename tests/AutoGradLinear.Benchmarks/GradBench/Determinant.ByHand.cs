namespace AutoGradLinear.Benchmarks.GradBench;

internal static partial class Determinant
{
    /// <summary>
    /// Value and gradient as they are written by hand: the determinant is linear in each row, so that the factor in front of a minor is
    /// known when the expansion enters it, and an element's derivative, factor · ± minor, when it leaves. One traversal, and nothing is
    /// stored.
    /// </summary>
    internal static double ValueByHand(ReadOnlySpan<double> matrix, int size, Span<double> gradient)
    {
        gradient.Clear();
        Span<int> next = stackalloc int[size + 1];
        for (int column = 0; column < size; column++)
            next[column] = column + 1;
        next[size] = 0;
        return MinorByHand(matrix, size, 0, next, 1, gradient);
    }

    private static double MinorByHand(ReadOnlySpan<double> matrix, int size, int row, Span<int> next, double factor, Span<double> gradient)
    {
        if (row == size - 1)
        {
            gradient[row * size + next[size]] += factor;
            return matrix[row * size + next[size]];
        }

        double sum = 0;
        double sign = 1;
        int before = size;
        for (int column = next[size]; column < size; column = next[column])
        {
            next[before] = next[column];
            double element = sign * matrix[row * size + column];
            double minor = MinorByHand(matrix, size, row + 1, next, factor * element, gradient);
            gradient[row * size + column] += sign * factor * minor;
            sum += element * minor;
            next[before] = column;
            before = column;
            sign = -sign;
        }

        return sum;
    }
}
