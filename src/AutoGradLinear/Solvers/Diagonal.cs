namespace AutoGradLinear.Solvers;

/// <summary>Positive diagonal matrices that stand for the curvature of each parameter.</summary>
internal static class Diagonal
{
    /// <summary>Parameters whose curvature is smaller than this, against the largest, count as if they had it.</summary>
    private const double Floor = 1e-12;

    /// <summary>
    /// Lifts elements that are not positive to a small part of the largest one, so that the diagonal can be divided by; all are 1 where none
    /// is positive.
    /// </summary>
    public static void MakePositive(Span<double> diagonal)
    {
        double largest = 0.0;
        foreach (double element in diagonal)
        {
            if (double.IsFinite(element))
                largest = Math.Max(largest, element);
        }

        if (largest == 0.0)
        {
            diagonal.Fill(1.0);
            return;
        }

        double floor = Math.Max(Floor * largest, double.Epsilon);
        foreach (ref double element in diagonal)
            element = element >= floor ? Math.Min(element, largest) : floor;
    }
}
