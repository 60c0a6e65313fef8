namespace AutoGradLinear.Numerics;

/// <summary>
/// Richardson extrapolation of differences to step 0, with the step halved from row to row, and an estimate of the error.
/// </summary>
/// <remarks>
/// C. Ridders, Advances in Engineering Software 4(2), 1982; the estimate is the larger distance to both parents in the tableau, plus the
/// rounding error of the differences themselves. All entries are looked at, for rows whose step reaches over a kink are inexact however
/// many of them agree by chance.
/// </remarks>
internal static class DifferenceTableau
{
    private const int MaxColumns = 5;

    /// <summary>Extrapolates.</summary>
    /// <param name="differences">The differences, from the largest step to the smallest; NaN where there is none.</param>
    /// <param name="noise">The rounding error of each difference.</param>
    /// <param name="firstFactor">How much the leading error falls from row to row: 4 for central differences, 2 for one-sided ones.</param>
    /// <param name="growth">How much the next term falls in addition: 4 for central differences, 2 for one-sided ones.</param>
    /// <returns>The slope and its estimated error; NaN and +∞ where fewer than two neighbouring differences are finite.</returns>
    public static (double Slope, double Error) Extrapolate(
        ReadOnlySpan<double> differences, ReadOnlySpan<double> noise, double firstFactor, double growth)
    {
        Span<double> above = stackalloc double[MaxColumns];
        Span<double> current = stackalloc double[MaxColumns];
        int columnsAbove = 0;
        double slope = double.NaN;
        double error = double.PositiveInfinity;
        for (int row = 0; row < differences.Length; row++)
        {
            if (!double.IsFinite(differences[row]))
            {
                columnsAbove = 0;
                continue;
            }

            current[0] = differences[row];
            int columns = Math.Min(columnsAbove + 1, MaxColumns);
            double factor = firstFactor;
            for (int column = 1; column < columns; column++)
            {
                current[column] = current[column - 1] + ((current[column - 1] - above[column - 1]) / (factor - 1.0));
                double estimate = Math.Max(
                    Math.Abs(current[column] - current[column - 1]), Math.Abs(current[column] - above[column - 1]));
                estimate += 2.0 * noise[row];
                if (estimate < error)
                {
                    error = estimate;
                    slope = current[column];
                }

                factor *= growth;
            }

            current[..columns].CopyTo(above);
            columnsAbove = columns;
        }

        return (slope, error);
    }
}
