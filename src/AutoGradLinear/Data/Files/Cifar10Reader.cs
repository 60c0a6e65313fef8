namespace AutoGradLinear.Data;

/// <summary>Reads the records of CIFAR-10 batches, one file after another.</summary>
internal sealed class Cifar10Reader : ExampleReader
{
    private const int RecordLength = Cifar10File.FeatureCount + 1;

    private readonly string[] paths;
    private readonly byte[] record = new byte[RecordLength];
    private readonly long storedLength;
    private readonly long? expectedRows;
    private DataFileStream? stream;
    private int next;
    private long recordOfFile;
    private long storedBefore;

    private Cifar10Reader(string[] paths, DataLimits limits, long storedLength, long? expectedRows)
        : base(limits, new LabelCodes(Cifar10File.Classes))
    {
        this.paths = paths;
        this.storedLength = storedLength;
        this.expectedRows = expectedRows;
    }

    public override string FilePath => paths[Math.Max(next - 1, 0)];

    public override FeatureStorage Storage => FeatureStorage.Byte;

    public override bool IsSparse => false;

    public override int? FeatureCount => Cifar10File.FeatureCount;

    public override long? ExpectedRows => expectedRows;

    public override ReadingProgress Progress => new(FilePath, storedBefore + (stream?.StoredPosition ?? 0), storedLength, Rows);

    internal override bool ExpectationIsChecked => expectedRows is not null;

    /// <summary>Looks at the size of every file, so that a wrong one is known before the others are read.</summary>
    public static Cifar10Reader Open(string[] paths, DataLimits limits)
    {
        long stored = 0;
        long? rows = 0;
        foreach (string path in paths)
        {
            using DataFileStream stream = DataFileStream.Open(path, limits);
            stored += stream.StoredLength;
            if (stream.ContentLength is long length)
            {
                if (length % RecordLength != 0)
                    throw Incomplete(path, length);
                rows += length / RecordLength;
            }
            else
            {
                rows = null;
            }
        }

        return new Cifar10Reader(paths, limits, stored, rows);
    }

    private protected override void Close() => stream?.Dispose();

    private protected override void ReadRows(RowBlock block, CancellationToken cancellationToken)
    {
        while (!block.IsFull)
        {
            if (stream is null)
            {
                if (next == paths.Length)
                    return;
                stream = DataFileStream.Open(paths[next++], Limits);
                recordOfFile = 0;
            }

            stream.Cancellation = cancellationToken;
            int count = stream.ReadFully(record);
            if (count == RecordLength)
            {
                AddRecord(block);
                continue;
            }

            if (count > 0)
                throw Incomplete(stream.Path, stream.Position);
            if (recordOfFile == 0)
                throw new DataFormatException(stream.Path, string.Empty, "the file is empty; expected records of 3073 bytes.");
            storedBefore += stream.StoredPosition;
            stream.Dispose();
            stream = null;
        }
    }

    private static DataFormatException Incomplete(string path, long length) => new(
        path,
        $"byte {length - (length % RecordLength)}",
        $"the file has {length} bytes: {length / RecordLength} records of {RecordLength} and {length % RecordLength} bytes more. "
        + "It is truncated, or no batch of the binary version of CIFAR-10.");

    private void AddRecord(RowBlock block)
    {
        if (record[0] > 9)
        {
            throw new DataFormatException(
                stream!.Path,
                $"record {recordOfFile + 1}, byte {recordOfFile * RecordLength}",
                $"the label is {record[0]}; expected 0 to 9. Is it a batch of the binary version of CIFAR-10?");
        }

        record.AsSpan(1).CopyTo(block.AddBytes(Cifar10File.FeatureCount));
        block.EndRow(record[0]);
        recordOfFile++;
    }
}
