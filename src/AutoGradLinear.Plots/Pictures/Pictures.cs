namespace AutoGradLinear.Plots;

/// <summary>
/// Pictures of classifiers, of how they were trained and of how well they do. Each can be saved as it is, or be put on a <see cref="ReportPage"/>.
/// </summary>
public static partial class Pictures
{
    /// <summary>Lines beyond these few cannot be told apart.</summary>
    private const int MostLines = 8;

    private static string Plural(int count, string one) => count == 1 ? $"1 {one}" : $"{count} {one}s";
}
