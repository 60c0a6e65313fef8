namespace AutoGradLinear.Data;

/// <summary>Reads svmlight lines into sparse rows.</summary>
internal sealed class SvmlightReader : ExampleReader
{
    private readonly SvmlightOptions options;
    private readonly DataFileStream stream;
    private readonly LineReader lines;
    private readonly SvmlightLabels labels;
    private readonly int lastIndex;
    private int featureCount;
    private bool isAtEnd;

    public SvmlightReader(string path, SvmlightOptions options)
        : this(path, options, options.Classes is null ? new LabelCodes() : new LabelCodes([.. options.Classes.Select(FileText.CanonicalLabel)]))
    {
    }

    private SvmlightReader(string path, SvmlightOptions options, LabelCodes codes)
        : base(options.Limits, codes)
    {
        this.options = options;
        stream = DataFileStream.Open(path, options.Limits);
        lines = new LineReader(stream, options.Limits);
        labels = new SvmlightLabels(codes, options.Classes is not null, options.Limits);
        lastIndex = (int)Math.Min((long)(options.FeatureCount ?? options.Limits.MaxFeatures) - 1 + options.FirstIndex, int.MaxValue);
    }

    public override string FilePath => stream.Path;

    public override FeatureStorage Storage => options.Storage;

    public override bool IsSparse => true;

    public override int? FeatureCount => options.FeatureCount ?? (isAtEnd ? featureCount : null);

    public override long? ExpectedRows => null;

    public override ReadingProgress Progress => new(stream.Path, stream.StoredPosition, stream.StoredLength, Rows);

    internal override string Settings => $"first index {options.FirstIndex}";

    private protected override void Close() => stream.Dispose();

    private protected override void ReadRows(RowBlock block, CancellationToken cancellationToken)
    {
        stream.Cancellation = cancellationToken;
        while (!block.IsFull)
        {
            if (!lines.TryRead(out ReadOnlySpan<byte> line))
            {
                isAtEnd = true;
                return;
            }

            ReadLine(line, block);
        }
    }

    private static bool IsBlank(byte value) => value is (byte)' ' or (byte)'\t';

    private static int SkipBlanks(ReadOnlySpan<byte> line, int place)
    {
        while (place < line.Length && IsBlank(line[place]))
            place++;
        return place;
    }

    private static int EndOfToken(ReadOnlySpan<byte> line, int place)
    {
        while (place < line.Length && !IsBlank(line[place]))
            place++;
        return place;
    }

    private void ReadLine(ReadOnlySpan<byte> line, RowBlock block)
    {
        int place = SkipBlanks(line, 0);
        if (place == line.Length || line[place] == '#')
            return;
        int end = EndOfToken(line, place);
        int code = labels.CodeOf(line[place..end], out string? problem);
        if (problem is not null)
            throw Error(place, problem);
        int comment = line[end..].IndexOf((byte)'#');
        if (comment >= 0)
            line = line[..(end + comment)];

        double weight = double.NaN;
        int last = -1;
        for (place = SkipBlanks(line, end); place < line.Length; place = SkipBlanks(line, place))
        {
            int index = 0;
            int at = place;
            while (at < line.Length && (uint)(line[at] - '0') <= 9 && index <= (int.MaxValue - 9) / 10)
                index = (index * 10) + (line[at++] - '0');
            end = EndOfToken(line, at);
            ReadOnlySpan<byte> value = line[Math.Min(at + 1, end)..end];
            if (at == place || at == end || line[at] != ':')
                ReadSpecial(line, place, end, ref weight);
            else if (index <= last || index < options.FirstIndex || index > lastIndex)
                throw Error(place, BadIndex(index, last));
            else
                AddValue(block, index, value, at + 1);
            if (at != place)
                last = index;
            place = end;
        }

        featureCount = Math.Max(featureCount, last + 1 - options.FirstIndex);
        block.EndRow(code, double.IsNaN(weight) ? 1.0 : weight);
    }

    private void AddValue(RowBlock block, int index, ReadOnlySpan<byte> text, int place)
    {
        if (options.Storage == FeatureStorage.Single)
        {
            if (!FileText.TryParse(text, out float value) || !float.IsFinite(value))
                throw BadValue(index, text, place);
            if (value != 0f)
                block.Add(index - options.FirstIndex, value);
        }
        else
        {
            if (!FileText.TryParse(text, out double value) || !double.IsFinite(value))
                throw BadValue(index, text, place);
            if (value != 0.0)
                block.Add(index - options.FirstIndex, value);
        }
    }

    /// <summary>Reads what is no index with a value: <c>qid:n</c>, <c>cost:w</c>, or a mistake.</summary>
    private void ReadSpecial(ReadOnlySpan<byte> line, int place, int end, ref double weight)
    {
        ReadOnlySpan<byte> token = line[place..end];
        if (token.StartsWith("qid:"u8))
        {
            ReadOnlySpan<byte> query = token[4..];
            if (query.IsEmpty || query.TrimStart((byte)'-').IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0)
                throw Error(place + 4, $"expected the whole number of a query after 'qid:', found {FileText.Quote(query)}.");
        }
        else if (token.StartsWith("cost:"u8))
        {
            if (!double.IsNaN(weight))
                throw Error(place, "the line has two weights ('cost:').");
            if (!FileText.TryParse(token[5..], out weight) || !double.IsFinite(weight) || weight < 0.0)
            {
                throw Error(
                    place + 5, $"expected the example's weight after 'cost:', finite and at least 0, found {FileText.Quote(token[5..])}.");
            }
        }
        else
        {
            int digits = token.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            throw Error(place, digits == 0 || token[^1] == ':' || token.IndexOf((byte)':') < 0 || digits < 10
                ? $"expected index:value, found {FileText.Quote(token)}."
                : $"the index is too large in {FileText.Quote(token)}; expected at most {lastIndex}.");
        }
    }

    private string BadIndex(int index, int last)
    {
        if (index < options.FirstIndex)
            return $"the index is {index}, but the first column has the index {options.FirstIndex}. For files that count from 0 set FirstIndex = 0.";
        if (index > lastIndex)
        {
            return options.FeatureCount is int count
                ? $"the index is {index}, but there are {count} features, so the last index is {lastIndex}. Does FeatureCount belong to this file?"
                : $"the index {index} is beyond DataLimits.MaxFeatures, {Limits.MaxFeatures}. Raise the limit if the file is to be trusted.";
        }

        return index == last
            ? $"the index {index} stands twice in the line; expected ascending indices."
            : $"the index {index} follows {last}; expected ascending indices.";
    }

    private DataFormatException BadValue(int index, ReadOnlySpan<byte> text, int place)
    {
        if (text.IsEmpty)
            return Error(place, $"the value of index {index} is missing; expected a number right after the colon.");
        if (!FileText.TryParse(text, out double value))
            return Error(place, $"expected a number as the value of index {index}, found {FileText.Quote(text)}.");
        return Error(place, double.IsFinite(value)
            ? $"the value of index {index}, {FileText.Quote(text)}, is too large for a float. Set Storage = FeatureStorage.Double."
            : $"the value of index {index} is {FileText.Quote(text)}; expected a finite number. Replace the value or leave the line out.");
    }

    private DataFormatException Error(int place, string problem) => new(stream.Path, $"line {lines.Number}, column {place + 1}", problem);
}
