using System.Globalization;
using AutoGradLinear.Data;
using Sylvan.Data.Csv;

namespace AutoGradLinear.Csv;

/// <summary>The records of a CSV file, one after another, with the lines in which they begin. Whatever is wrong is a <see cref="DataFormatException"/>.</summary>
internal sealed class CsvRecords : IDisposable
{
    private readonly DataFileStream stream;
    private readonly CsvText text;
    private readonly CsvDataReader reader;
    private readonly Func<bool> read;
    private readonly CsvOptions options;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> missing;
    private readonly int longestMissing;
    private long nextLine;

    private CsvRecords(DataFileStream stream, CsvOptions options)
    {
        this.stream = stream;
        this.options = options;
        missing = new HashSet<string>(options.MissingValues, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        longestMissing = options.MissingValues.Select(value => value.Length).DefaultIfEmpty(-1).Max();
        nextLine = options.SkipLines + 1L;
        text = new CsvText(stream, options);
        reader = Guarded(() => CsvDataReader.Create(text, new CsvDataReaderOptions
        {
            HasHeaders = false,
            Delimiter = text.Separator,
            Quote = options.Quotes ? '"' : '\0',
            Comment = '\0', // CsvText passes no NUL on, and has taken comments away.
            Culture = CultureInfo.InvariantCulture,
            MaxBufferSize = (int)Math.Min((2L * options.Limits.MaxLineLength) + (1 << 17), Array.MaxLength),
            OwnsReader = false,
        }));
        read = reader.Read;
    }

    /// <summary>The file.</summary>
    public string Path => stream.Path;

    /// <summary>The line in which the record begins.</summary>
    public long Line { get; private set; }

    /// <summary>The number of fields of the record.</summary>
    public int FieldCount => reader.RowFieldCount;

    /// <summary>The bytes of the file, as stored, that were read, and their number.</summary>
    public (long Position, long Length) Stored => (stream.StoredPosition, stream.StoredLength);

    /// <summary>Whether the file can be opened once more.</summary>
    public bool CanReadAgain => stream.StoredLength > 0;

    /// <summary>Looked at before each part of the file is read.</summary>
    public CancellationToken Cancellation
    {
        get => stream.Cancellation;
        set => stream.Cancellation = value;
    }

    /// <summary>Opens a file.</summary>
    public static CsvRecords Open(string path, CsvOptions options)
    {
        DataFileStream stream = DataFileStream.Open(path, options.Limits);
        try
        {
            return new CsvRecords(stream, options);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Goes to the next record that is no empty line.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Next()
    {
        while (Guarded(read))
        {
            ReadOnlySpan<char> raw = reader.GetRawRecordSpan();
            Line = nextLine;
            nextLine += raw.Count('\n');
            if (raw is not ("" or "\n"))
                return true;
        }

        return false;
    }

    /// <summary>A field of the record, without outer blanks where they are taken away.</summary>
    public ReadOnlySpan<char> Field(int index)
    {
        ReadOnlySpan<char> field = reader.GetFieldSpan(index);
        return options.Trim ? field.Trim() : field;
    }

    /// <summary>Whether a field stands for a missing value.</summary>
    public bool IsMissing(ReadOnlySpan<char> field) => field.Length <= longestMissing && missing.Contains(field);

    /// <summary>Reports what is wrong with the record.</summary>
    public DataFormatException Error(string problem) => new(Path, $"line {Line}", problem);

    public void Dispose()
    {
        reader.Dispose();
        text.Dispose();
        stream.Dispose();
    }

    /// <summary>No exception of the parser itself leaves here; <see cref="CsvText"/> has found most of what could cause one.</summary>
    private T Guarded<T>(Func<T> step)
    {
        try
        {
            return step();
        }
        catch (Exception exception) when (exception is not (IOException or OperationCanceledException or OutOfMemoryException or UnauthorizedAccessException))
        {
            throw new DataFormatException(Path, $"line {nextLine}", $"the record cannot be read as CSV: {exception.Message}", exception);
        }
    }
}
