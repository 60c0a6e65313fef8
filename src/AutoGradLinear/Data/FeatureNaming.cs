namespace AutoGradLinear.Data;

/// <summary>Compares the names of features: columns that stand elsewhere would give wrong results without a word.</summary>
internal static class FeatureNaming
{
    /// <summary>Refuses names that are not the expected ones in their order; where one side has no names, nothing can be said.</summary>
    /// <param name="expected">The names that were fitted on, or null.</param>
    /// <param name="actual">As many names, or null.</param>
    /// <param name="fitted">What was fitted, such as "the model was trained".</param>
    /// <param name="parameterName">The parameter that has the actual names.</param>
    /// <exception cref="ArgumentException">A name differs; the message names the first column where it does.</exception>
    public static void RequireSame(IReadOnlyList<string>? expected, IReadOnlyList<string>? actual, string fitted, string parameterName)
    {
        if (expected is null || actual is null || ReferenceEquals(expected, actual))
            return;
        for (int j = 0; j < expected.Count; j++)
        {
            if (!string.Equals(expected[j], actual[j], StringComparison.Ordinal))
            {
                string remedy = actual.Contains(expected[j], StringComparer.Ordinal)
                    ? "Give the columns in the same order."
                    : $"There is no column '{expected[j]}'.";
                throw new ArgumentException($"Column {j} is '{actual[j]}', but {fitted} on '{expected[j]}' there. {remedy}", parameterName);
            }
        }
    }
}
