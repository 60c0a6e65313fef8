using System.Text;
using System.Text.Json;
using AutoGradLinear.Data;

namespace AutoGradLinear.Training;

/// <summary>
/// A file with a line of JSON for each finished trial, so that a search that was killed goes on where it was. Lines are appended and flushed to
/// disk; a last line without an end was being written when the program ended, and is dropped.
/// </summary>
internal sealed class SearchJournal : IDisposable
{
    private const string Kind = "search";

    /// <summary>Version 1 had another fingerprint of the data.</summary>
    private const int Version = 2;

    /// <summary>Beyond this a file is no journal but a mistake.</summary>
    private const int MaxBytes = 1 << 28;

    private readonly FileStream stream;
    private readonly Lock gate = new();
    private readonly Dictionary<TrialKey, FoldTrial> trials = [];
    private bool isBroken;

    private SearchJournal(FileStream stream) => this.stream = stream;

    /// <summary>Opens a journal, or begins one where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="identity">What the search is made of.</param>
    /// <exception cref="InvalidOperationException">The journal is of another search; the message says what differs.</exception>
    /// <exception cref="DataFormatException">The file is damaged, or no journal.</exception>
    /// <exception cref="IOException">The file cannot be opened, or another run has it open.</exception>
    public static SearchJournal Open(string path, SearchIdentity identity)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var journal = new SearchJournal(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        try
        {
            journal.Read(identity);
            return journal;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>Gives a trial that is in the journal.</summary>
    public FoldTrial? Find(TrialKey key)
    {
        lock (gate)
            return trials.GetValueOrDefault(key);
    }

    /// <summary>Writes a trial and flushes it to disk.</summary>
    /// <exception cref="IOException">It cannot be written; what was written before stays.</exception>
    public void Append(TrialKey key, FoldTrial trial)
    {
        lock (gate)
        {
            // A line behind one that was cut short could not be read again.
            if (isBroken)
                throw new IOException($"The journal '{stream.Name}' could not be written; start the search again to go on from what it has.");
            isBroken = true;
            WriteLine(writer => JournalLine.Write(writer, key, trial));
            isBroken = false;
            trials[key] = trial;
        }
    }

    public void Dispose() => stream.Dispose();

    private void Read(SearchIdentity identity)
    {
        byte[] content = Content();
        int end = content.AsSpan().LastIndexOf((byte)'\n') + 1;
        string[] lines = Encoding.UTF8.GetString(content, 0, end).Split('\n')[..^1];

        // What is written over has to be the beginning of this very journal, and no file of somebody else's.
        if (lines.Length == 0 && !Line(identity.Write).AsSpan().StartsWith(content))
            throw NoJournal();
        if (lines.Length > 0)
            identity.Require(stream.Name, Header(lines[0]));
        for (int i = 1; i < lines.Length; i++)
        {
            (TrialKey key, FoldTrial trial) = JournalLine.Read(Parse(lines[i], i + 1), identity);
            trials[key] = trial;
        }

        stream.SetLength(end);
        stream.Position = end;
        if (lines.Length == 0)
            WriteLine(identity.Write);
    }

    private byte[] Content()
    {
        if (stream.Length > MaxBytes)
            throw NoJournal();
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        ReadOnlySpan<byte> start = "{\"format\""u8;
        return content.AsSpan().CommonPrefixLength(start) == Math.Min(content.Length, start.Length) ? content : throw NoJournal();
    }

    private DataFormatException NoJournal() =>
        new(stream.Name, string.Empty, "this is no journal of a search; give the search another file.");

    private SavedObject Header(string line)
    {
        SavedObject header = Parse(line, 1);
        SavedJson.RequireFormat(header, Kind, Version);
        if (header.Integer("version", 1, Version) < Version)
            throw header.Error("version", $"the journal has version 1, and this library goes on with version {Version}. Give the search another file, or delete the journal to begin anew.");
        return header;
    }

    private SavedObject Parse(string line, int number)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 4, AllowDuplicateProperties = false });
            return new SavedObject(stream.Name, $"line {number}", document.RootElement.Clone());
        }
        catch (JsonException exception)
        {
            throw new DataFormatException(stream.Name, $"line {number}", $"expected JSON: {exception.Message}", exception);
        }
    }

    private void WriteLine(Action<Utf8JsonWriter> write)
    {
        stream.Write(Line(write));
        stream.Flush(flushToDisk: true);
    }

    private static byte[] Line(Action<Utf8JsonWriter> write)
    {
        using var line = new MemoryStream();
        using (var writer = new Utf8JsonWriter(line))
            write(writer);
        line.WriteByte((byte)'\n');
        return line.ToArray();
    }

    /// <summary>Begins the first line.</summary>
    internal static void BeginHeader(Utf8JsonWriter writer) => SavedJson.Begin(writer, Kind, Version);
}
