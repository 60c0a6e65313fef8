using System.Buffers;
using System.Text.Unicode;
using AutoGradLinear.Data;

namespace AutoGradLinear.Csv;

/// <summary>
/// The text of a CSV file for the parser: strict UTF-8 without byte order mark, lines that end in \n, no comments and no skipped lines. Records
/// are followed, so that one that is too long, has too many fields or an open quote ends in a message instead of a full memory.
/// </summary>
internal sealed class CsvText : TextReader
{
    private static readonly char[] Candidates = [',', '\t', ';', '|'];

    private readonly DataFileStream stream;
    private readonly CsvOptions options;
    private readonly byte[] bytes = new byte[1 << 16];
    private readonly char[] decoded = new char[1 << 16];
    private readonly char[] pending = new char[1 << 16];
    private int byteStart;
    private int byteEnd;
    private int decodedCount;
    private int pendingStart;
    private int pendingEnd;
    private long bytePosition;
    private bool atEnd;
    private Place place;
    private bool afterReturn;
    private int linesToSkip;
    private int field = 1;
    private long quoteLine;
    private long recordLine = 1;
    private int recordLength;

    public CsvText(DataFileStream stream, CsvOptions options)
    {
        this.stream = stream;
        this.options = options;
        linesToSkip = options.SkipLines;
        place = linesToSkip > 0 ? Place.Skipped : Place.RecordStart;
        Decode();
        Separator = options.Separator ?? Detect();
    }

    private enum Place
    {
        Skipped,
        Comment,
        RecordStart,
        FieldStart,
        Field,
        Quoted,
        AfterQuote,
    }

    /// <summary>What stands between fields.</summary>
    public char Separator { get; }

    /// <summary>The line that is read, from 1.</summary>
    private long Line { get; set; } = 1;

    public override int Read(Span<char> destination)
    {
        while (pendingStart == pendingEnd)
        {
            if (decodedCount == 0)
                Decode();
            if (decodedCount == 0)
            {
                RequireClosedQuote();
                return 0;
            }

            Follow();
        }

        int count = Math.Min(destination.Length, pendingEnd - pendingStart);
        pending.AsSpan(pendingStart, count).CopyTo(destination);
        pendingStart += count;
        return count;
    }

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int ReadBlock(Span<char> buffer)
    {
        int total = 0;
        for (int count = Read(buffer); count > 0; count = Read(buffer[total..]))
        {
            total += count;
            if (total == buffer.Length)
                break;
        }

        return total;
    }

    public override int ReadBlock(char[] buffer, int index, int count) => ReadBlock(buffer.AsSpan(index, count));

    // The parser fills its first buffer asynchronously; a thread of the pool is not needed for that.
    public override Task<int> ReadAsync(char[] buffer, int index, int count) => Task.FromResult(Read(buffer, index, count));

    public override ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    public override Task<int> ReadBlockAsync(char[] buffer, int index, int count) => Task.FromResult(ReadBlock(buffer, index, count));

    public override ValueTask<int> ReadBlockAsync(Memory<char> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(ReadBlock(buffer.Span));

    /// <summary>Decodes the next bytes.</summary>
    private void Decode()
    {
        decodedCount = 0;
        while (decodedCount == 0)
        {
            bytes.AsSpan(byteStart, byteEnd - byteStart).CopyTo(bytes);
            byteEnd -= byteStart;
            byteStart = 0;
            if (!atEnd && byteEnd < bytes.Length)
            {
                int count = stream.ReadFully(bytes.AsSpan(byteEnd));
                atEnd = count < bytes.Length - byteEnd;
                byteEnd += count;
            }

            if (bytePosition == 0 && bytes.AsSpan(0, byteEnd).StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
                byteStart = 3;
            OperationStatus status = Utf8.ToUtf16(
                bytes.AsSpan(byteStart, byteEnd - byteStart), decoded, out int read, out decodedCount, replaceInvalidSequences: false, isFinalBlock: atEnd);
            bytePosition += byteStart + read;
            byteStart += read;
            if (decodedCount > 0 || (status == OperationStatus.Done && atEnd))
                return;
            if (status == OperationStatus.InvalidData)
            {
                bool isUtf16 = bytePosition == 0 && byteEnd > 1 && bytes[0] >= 0xFE && bytes[1] >= 0xFE;
                throw new DataFormatException(
                    stream.Path,
                    $"line {Line}, byte {bytePosition} of the file",
                    $"expected text in UTF-8, found the byte {bytes[byteStart]:X2}{(isUtf16 ? " of UTF-16" : string.Empty)}. Convert the file, such as with iconv -f {(isUtf16 ? "UTF-16" : "LATIN1")} -t UTF-8.");
            }
        }
    }

    /// <summary>Passes decoded characters on, and follows where fields and records begin and end.</summary>
    private void Follow()
    {
        int count = 0;
        foreach (char c in decoded.AsSpan(0, decodedCount))
        {
            bool isSecondHalf = afterReturn && c == '\n';
            afterReturn = false;
            if (isSecondHalf)
                continue;
            if (c == '\0')
                throw Error("found a NUL character, which no text has. Is it a binary file?");
            bool isLineEnd = c is '\n' or '\r';
            if (place == Place.Quoted)
            {
                FollowQuoted(c);
            }
            else if (isLineEnd)
            {
                afterReturn = c == '\r';
                Line++;
                if (place == Place.Skipped)
                {
                    recordLength = 0;
                    place = --linesToSkip > 0 ? Place.Skipped : Place.RecordStart;
                    recordLine = Line;
                    continue;
                }

                pending[count++] = '\n';
                place = Place.RecordStart;
                field = 1;
                recordLength = 0;
                recordLine = Line;
                continue;
            }
            else if (!FollowUnquoted(c))
            {
                continue;
            }

            pending[count++] = c;
            if (++recordLength > options.Limits.MaxLineLength)
                throw TooLong();
        }

        pendingStart = 0;
        pendingEnd = count;
        decodedCount = 0;
    }

    private void FollowQuoted(char c)
    {
        if (c == '"')
            place = Place.AfterQuote;
        else if (c == '\n')
            Line++;
    }

    /// <summary>Follows a character outside quotes that ends no line.</summary>
    /// <returns>Whether it is passed on.</returns>
    private bool FollowUnquoted(char c)
    {
        if (place is Place.Skipped or Place.Comment)
        {
            if (++recordLength > options.Limits.MaxLineLength)
                throw TooLong();
            return false;
        }

        if (c == Separator)
        {
            place = Place.FieldStart;
            if (++field > options.MaxColumns)
            {
                throw new DataFormatException(
                    stream.Path, $"line {recordLine}", $"there are more fields than CsvOptions.MaxColumns, {options.MaxColumns}. Is {(Separator == '\t' ? "a tab" : $"'{Separator}'")} the separator? If so, raise the limit.");
            }

            return true;
        }

        bool isBlank = options.Trim && c is ' ' or '\t' && c != Separator;
        if (place == Place.AfterQuote)
        {
            if (isBlank)
                return false;
            if (c != '"')
            {
                throw Error(
                    $"expected the separator or the end of the line after the closing quote of field {field}, found '{SavedObject.Shown(c.ToString())}'. Double the quotes inside a quoted field, or set CsvOptions.Quotes to false.");
            }

            place = Place.Quoted;
            return true;
        }

        if (place is Place.RecordStart or Place.FieldStart)
        {
            if (isBlank)
                return false;
            if (place == Place.RecordStart && c == options.Comment)
            {
                place = Place.Comment;
                return false;
            }

            bool opens = c == '"' && options.Quotes;
            quoteLine = Line;
            place = opens ? Place.Quoted : Place.Field;
        }

        return true;
    }

    private void RequireClosedQuote()
    {
        if (place == Place.Quoted)
        {
            throw new DataFormatException(
                stream.Path,
                $"line {quoteLine}, field {field}",
                "the quote that opens the field is never closed. Close it, double the quotes inside fields, or set CsvOptions.Quotes to false.");
        }
    }

    private DataFormatException TooLong() => new(
        stream.Path,
        $"line {recordLine}",
        $"the record is longer than DataLimits.MaxLineLength, {options.Limits.MaxLineLength} characters"
        + (place == Place.Quoted ? $"; the quote that opens field {field} in line {quoteLine} is not closed until then. Close it, or raise the limit." : ". Raise the limit if the file is to be trusted."));

    private DataFormatException Error(string problem) => new(stream.Path, $"line {Line}", problem);

    /// <summary>The most frequent candidate in the first line that is neither skipped, empty nor a comment.</summary>
    private char Detect()
    {
        int skip = linesToSkip;
        int[] counts = new int[Candidates.Length];
        bool isQuoted = false;
        bool isStart = true;
        bool isComment = false;
        foreach (char c in decoded.AsSpan(0, decodedCount))
        {
            if (c == '\n' && !isQuoted)
            {
                if (skip > 0)
                    skip--;
                else if (!isStart && !isComment)
                    break;
                isStart = true;
                isComment = false;
                continue;
            }

            if (skip > 0 || c == '\r')
                continue;
            isComment |= isStart && c == options.Comment;
            isStart = false;
            isQuoted ^= c == '"' && options.Quotes && !isComment;
            int candidate = Array.IndexOf(Candidates, c);
            if (candidate >= 0 && !isQuoted && !isComment)
                counts[candidate]++;
        }

        return Candidates[Array.IndexOf(counts, counts.Max())];
    }
}
