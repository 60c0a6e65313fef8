namespace AutoGradLinear;

/// <summary>How files of labelled texts are read and written.</summary>
public sealed record TextFileOptions
{
    /// <summary>What is used where no options are given: label, tab, text.</summary>
    public static TextFileOptions Default { get; } = new();

    /// <summary>What stands between label and text. Labels do not hold it; texts may.</summary>
    public char Separator { get; init; } = '\t';

    /// <summary>Whether the text comes first: then the label is what follows the last separator of a line. Else it is what precedes the first one.</summary>
    public bool TextFirst { get; init; }

    /// <summary>
    /// Whether <c>\n</c>, <c>\r</c>, <c>\t</c> and <c>\\</c> stand for a line feed, a carriage return, a tab and a backslash, so that texts
    /// of several lines can be kept. Without, a backslash is a backslash, and such texts are not written.
    /// </summary>
    public bool Escapes { get; init; }

    /// <summary>All classes in order, such as those of the training data; other labels are refused. Null takes the distinct labels of the file.</summary>
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>What is accepted at most.</summary>
    public DataLimits Limits { get; init; } = DataLimits.Default;

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Limits);
        Limits.Validate();
        if (Separator is '\n' or '\r' or '\0' or '\uFEFF' || char.IsSurrogate(Separator))
            throw new ArgumentException($"The separator is U+{(int)Separator:X4}; expected a character that neither ends lines nor is half of one.", nameof(Separator));
        if (Escapes && Separator is ('\\' or 'n' or 'r' or 't'))
            throw new ArgumentException($"The separator is '{Separator}', which is part of escapes.", nameof(Separator));
    }
}
