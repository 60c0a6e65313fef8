using System.Buffers;
using System.Text.Unicode;
using AutoGradLinear.Data;

namespace AutoGradLinear;

/// <summary>
/// Reads labelled texts block by block, so that files larger than memory can be passed through; <see cref="TextFile.Open"/> makes one. Not
/// safe for several threads.
/// </summary>
public sealed class LabelledTextReader : IDisposable
{
    private readonly TextFileOptions options;
    private readonly DataFileStream stream;
    private readonly LineReader lines;
    private char[] characters = new char[1024];

    internal LabelledTextReader(string path, TextFileOptions options)
    {
        this.options = options;
        Codes = options.Classes is null ? new LabelCodes() : new LabelCodes(options.Classes);
        stream = DataFileStream.Open(path, options.Limits);
        lines = new LineReader(stream, options.Limits);
    }

    /// <summary>The file.</summary>
    public string FilePath => stream.Path;

    /// <summary>The labels that were met so far; all classes where they were given.</summary>
    public IReadOnlyList<string> Labels => Codes.Names;

    /// <summary>The texts that were read so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Where the reading stands.</summary>
    public ReadingProgress Progress => new(stream.Path, stream.StoredPosition, stream.StoredLength, Rows);

    /// <summary>The labels and their codes.</summary>
    internal LabelCodes Codes { get; }

    /// <summary>Reads the next texts.</summary>
    /// <param name="most">The largest number of texts.</param>
    /// <param name="cancellationToken">Looked at before each part of the file is read.</param>
    /// <returns>The texts; none at the end of the file.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="most"/> is not positive.</exception>
    /// <exception cref="DataFormatException">The file is damaged, beyond the limits, or not in this format.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IReadOnlyList<LabelledText> Read(int most = 4096, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        cancellationToken.ThrowIfCancellationRequested();
        var block = new List<LabelledText>();
        while (block.Count < most && TryRead(cancellationToken, out int code, out string text))
            block.Add(new LabelledText(Codes.Names[code], text));
        return block;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => stream.Dispose();

    /// <summary>Reads the next text and the code of its label.</summary>
    internal bool TryRead(CancellationToken cancellationToken, out int code, out string text)
    {
        stream.Cancellation = cancellationToken;
        while (lines.TryRead(out ReadOnlySpan<byte> line))
        {
            if (line.IsEmpty)
                continue;
            if (Rows == options.Limits.MaxRows)
                throw Error($"there are more texts than DataLimits.MaxRows, {options.Limits.MaxRows}. Raise the limit if the file is to be trusted.");
            Span<char> decoded = Decode(line);
            int separator = options.TextFirst ? decoded.LastIndexOf(options.Separator) : decoded.IndexOf(options.Separator);
            if (separator < 0)
                throw Error($"expected {Expected()}, found no separator in {FileText.Quote(line)}.");
            Span<char> first = Unescape(decoded[..separator], 0);
            Span<char> second = Unescape(decoded[(separator + 1)..], separator + 1);
            code = CodeOf(options.TextFirst ? second : first);
            text = (options.TextFirst ? first : second).ToString();
            Rows++;
            return true;
        }

        code = -1;
        text = string.Empty;
        return false;
    }

    private Span<char> Decode(ReadOnlySpan<byte> line)
    {
        if (characters.Length < line.Length)
            characters = new char[Math.Max(line.Length, (int)Math.Min(2L * characters.Length, Array.MaxLength))];
        OperationStatus status = Utf8.ToUtf16(line, characters, out int read, out int written, replaceInvalidSequences: false);
        return status == OperationStatus.Done
            ? characters.AsSpan(0, written)
            : throw Error($"expected text in UTF-8, found byte {line[read]:X2} at byte {read + 1} of the line, which is none. Save the file as UTF-8.");
    }

    private Span<char> Unescape(Span<char> text, int offset)
    {
        if (!options.Escapes)
            return text;
        Span<char> unescaped = TextEscapes.Unescape(text, out int problem);
        return problem < 0
            ? unescaped
            : throw Error($"expected n, r, t or another backslash after the backslash that is character {offset + problem + 1} of the line. Without Escapes, a backslash is itself.");
    }

    private int CodeOf(ReadOnlySpan<char> label)
    {
        if (TextFile.LabelProblem(label) is string problem)
            throw Error(problem);
        int code = Codes.CodeOf(label);
        if (code < 0)
        {
            throw Error(
                $"the label '{label}' is not among the classes ({string.Join(", ", Codes.Names.Take(20))}{(Codes.Names.Count > 20 ? ", …" : string.Empty)}). "
                + "Add it to Classes or leave the line out.");
        }

        if (code >= options.Limits.MaxClasses && options.Classes is null)
        {
            throw Error(
                $"there are more classes than DataLimits.MaxClasses, {options.Limits.MaxClasses}. Expected {Expected()}; does TextFirst fit the file? If so, raise the limit.");
        }

        return code;
    }

    private string Expected()
    {
        string separator = options.Separator switch
        {
            '\t' => "a tab",
            ' ' => "a blank",
            _ => $"'{options.Separator}'",
        };
        return options.TextFirst ? $"a text, {separator} and a label" : $"a label, {separator} and a text";
    }

    private DataFormatException Error(string problem) => new(stream.Path, $"line {lines.Number}", problem);
}
