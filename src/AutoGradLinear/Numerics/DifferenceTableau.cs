namespace AutoGradLinear.Numerics;

/// <summary>
/// Richardson extrapolation of differences to step 0, with the step halved from row to row, and an estimate of the error.
/// </summary>
/// <remarks>
/// C. Ridders, Advances in Engineering Software 4(2), 1982. The error of an entry is the larger distance to both parents in the tableau, plus
/// the rounding error of the differences themselves. Rows whose steps reach over a kink can agree by chance, so an entry only counts if no
/// row with shorter steps contradicts it.
/// </remarks>
internal static class DifferenceTableau
{
    private const int MaxColumns = 5;

    /// <summary>How far beyond their errors two entries may lie apart.</summary>
    private const double Slack = 3.0;

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
        Span<double> slopes = stackalloc double[differences.Length];
        Span<double> errors = stackalloc double[differences.Length];
        errors.Fill(double.PositiveInfinity);
        int columnsAbove = 0;
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
                if (estimate < errors[row])
                {
                    errors[row] = estimate;
                    slopes[row] = current[column];
                }

                factor *= growth;
            }

            current[..columns].CopyTo(above);
            columnsAbove = columns;
        }

        return Best(slopes, errors);
    }

    /// <summary>The entry with the smallest error that no later row contradicts.</summary>
    private static (double Slope, double Error) Best(ReadOnlySpan<double> slopes, ReadOnlySpan<double> errors)
    {
        double slope = double.NaN;
        double error = double.PositiveInfinity;
        for (int row = 0; row < slopes.Length; row++)
        {
            bool contradicted = false;
            for (int later = row + 1; later < slopes.Length; later++)
                contradicted |= Math.Abs(slopes[row] - slopes[later]) > Slack * (errors[row] + errors[later]);
            if (!contradicted && errors[row] < error)
            {
                error = errors[row];
                slope = slopes[row];
            }
        }

        return (slope, error);
    }
}
