namespace AutoGradLinear;

/// <summary>
/// A file of data, or a saved model, is damaged, inconsistent, or beyond the limits. The message names file and place and says what was expected;
/// what it quotes from the file is shown without control characters.
/// </summary>
public sealed class DataFormatException : IOException
{
    /// <summary>Reports what is wrong at a place of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="place">Where in the file, such as "line 12, column 7" or "byte 16"; empty for the file as a whole.</param>
    /// <param name="problem">What was expected and what was found, without a full stop in front.</param>
    /// <param name="cause">The exception behind it, where there is one.</param>
    public DataFormatException(string path, string place, string problem, Exception? cause = null)
        : base(place.Length == 0 ? $"'{path}': {Plain(problem)}" : $"'{path}', {Plain(place)}: {Plain(problem)}", cause)
    {
        FilePath = path;
        Place = place;
    }

    /// <summary>The file.</summary>
    public string FilePath { get; }

    /// <summary>Where in the file; empty for the file as a whole.</summary>
    public string Place { get; }

    private static string Plain(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(character => char.IsControl(character) ? '?' : character)) : text;
}
