using System.Text;
using AutoGradLinear.Data;

namespace AutoGradLinear;

/// <summary>Files of labelled texts in UTF-8: one line per text, <c>label separator text</c>, or the other way round.</summary>
/// <remarks>
/// Read are gzip files (known by their first bytes, whatever the name is), and lines that end in \n or \r\n. Empty lines are passed over.
/// Quotation marks are part of the text. Labels are taken as they stand: not empty, without control characters, at most 1 024 bytes long.
/// </remarks>
public static class TextFile
{
    /// <summary>What a string takes beside its characters, and its place in a list.</summary>
    private const int BytesPerText = 40;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file as a whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Separator, order, escapes, classes, limits; without, the defaults.</param>
    /// <param name="progress">Told from time to time.</param>
    /// <param name="cancellationToken">Looked at before each part of the file is read.</param>
    /// <returns>The texts and their classes.</returns>
    /// <exception cref="DataFormatException">
    /// The file is damaged, beyond the limits, or not in this format; the message names the line and says what was expected.
    /// </exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArgumentException">An option is not allowed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static TextDataset Read(
        string path, TextFileOptions? options = null, IProgress<ReadingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        const int rowsBetweenReports = 4096;
        options ??= TextFileOptions.Default;
        using LabelledTextReader reader = Open(path, options);
        var budget = new MemoryBudget(path, options.Limits.MaxMemory);
        var texts = new List<string>();
        var labels = new List<int>();
        while (reader.TryRead(cancellationToken, out int code, out string text))
        {
            budget.Take(BytesPerText + (2L * text.Length));
            texts.Add(text);
            labels.Add(code);
            if (texts.Count % rowsBetweenReports == 0)
                progress?.Report(reader.Progress);
        }

        progress?.Report(reader.Progress);
        if (texts.Count == 0)
            throw new DataFormatException(path, string.Empty, "the file holds no texts; a dataset needs one or more.");
        int[] indices = [.. labels];
        string[] classes = reader.Codes.Order(indices);
        return classes.Length >= 2
            ? TextDataset.FromEncoded([.. texts], indices, classes)
            : throw new DataFormatException(
                path,
                string.Empty,
                $"all {indices.Length} texts have the label '{classes[0]}'; a classifier needs two classes or more. Give the full list as Classes.");
    }

    /// <summary>Opens a file to read it block by block.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Separator, order, escapes, classes, limits; without, the defaults.</param>
    /// <returns>The reader; the caller disposes of it.</returns>
    /// <exception cref="DataFormatException">The file is too long, or an archive of another kind than gzip.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArgumentException">An option is not allowed.</exception>
    public static LabelledTextReader Open(string path, TextFileOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= TextFileOptions.Default;
        options.Validate();
        return new LabelledTextReader(path, options);
    }

    /// <summary>Writes texts and labels, so that <see cref="Read"/> gives them back. Classes without texts are not written.</summary>
    /// <param name="path">The file, replaced as a whole or not at all; compressed where the name ends in ".gz".</param>
    /// <param name="dataset">The texts; without weights, for which there is no place.</param>
    /// <param name="options">Separator, order and escapes; without, the defaults.</param>
    /// <param name="cancellationToken">Looked at between texts.</param>
    /// <exception cref="ArgumentException">
    /// A text or a label cannot be written so that it reads back; the message names the row and says what to do. An old file stays.
    /// </exception>
    /// <exception cref="IOException">The file cannot be written; an old one stays.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; an old file stays.</exception>
    public static void Write(string path, TextDataset dataset, TextFileOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(dataset);
        options ??= TextFileOptions.Default;
        options.Validate();
        if (dataset.HasWeights)
            throw new ArgumentException("The texts have weights, for which the file has no place. Take them away with WithWeights(null), and keep them elsewhere.", nameof(dataset));
        string[] labels = [.. dataset.Classes.Select(name => WrittenLabel(name, options))];
        DataFileWriter.Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, Strict, 1 << 16, leaveOpen: true) { NewLine = "\n" };
            for (int row = 0; row < dataset.Count; row++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                string text = WrittenText(dataset.Texts[row], row, options);
                string label = labels[dataset.Labels[row]];
                string line = options.TextFirst ? $"{text}{options.Separator}{label}" : $"{label}{options.Separator}{text}";

                // A reader takes the first U+FEFF for the mark of UTF-8 and drops it.
                if (row == 0 && line.StartsWith('\uFEFF'))
                    writer.Write('\uFEFF');
                writer.WriteLine(line);
            }
        });
    }

    /// <summary>Says why a text is no label, or null.</summary>
    internal static string? LabelProblem(ReadOnlySpan<char> label)
    {
        if (label.IsEmpty)
            return "the label is empty.";
        if (label.Length > FileText.LongestLabel || Encoding.UTF8.GetByteCount(label) > FileText.LongestLabel)
            return $"the label is longer than {FileText.LongestLabel} bytes: '{label[..40]}…'. Does TextFirst fit the file?";
        foreach (char character in label)
        {
            if (char.IsControl(character))
                return $"the label holds the control character U+{(int)character:X4}. Is it a text file?";
        }

        return null;
    }

    private static string WrittenLabel(string name, TextFileOptions options)
    {
        string label = options.Escapes ? TextEscapes.Escape(name) : name;
        string? problem = LabelProblem(name)
            ?? (label.Contains(options.Separator) ? "it holds the separator. Use another one, or rename the class." : null)
            ?? (IsUnicode(name) ? null : "it is not valid Unicode.");
        return problem is null ? label : throw new ArgumentException($"Class '{name}' cannot be written: {problem}", "dataset");
    }

    private static string WrittenText(string text, int row, TextFileOptions options)
    {
        if (!IsUnicode(text))
            throw new ArgumentException($"Text {row} is not valid Unicode (half of a surrogate pair stands alone) and cannot be written as UTF-8.", "dataset");
        if (options.Escapes)
            return TextEscapes.Escape(text);
        return text.AsSpan().IndexOfAny('\n', '\r') < 0
            ? text
            : throw new ArgumentException($"Text {row} has several lines, but each line of the file is a text. Set Escapes, to read and to write, or join the lines.", "dataset");
    }

    private static bool IsUnicode(string text)
    {
        try
        {
            Strict.GetByteCount(text);
            return true;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}
