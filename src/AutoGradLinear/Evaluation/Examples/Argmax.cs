namespace AutoGradLinear.Evaluation;

/// <summary>The index of the largest number.</summary>
internal static class Argmax
{
    /// <summary>The first of equals.</summary>
    public static int Of(ReadOnlySpan<double> values)
    {
        int best = 0;
        for (int c = 1; c < values.Length; c++)
        {
            if (values[c] > values[best])
                best = c;
        }

        return best;
    }
}
