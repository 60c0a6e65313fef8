using AutoGradLinear.Data;

namespace AutoGradLinear;

/// <summary>
/// Reads the examples of a file block by block, so that data larger than memory can be passed through. Not safe for several threads.
/// </summary>
/// <remarks>
/// Labels come as codes, in the order in which they are met, because all of them are known only at the end; <see cref="OrderClasses"/> then
/// gives the classes in their order, as a dataset has them.
/// </remarks>
public abstract class ExampleReader : IDisposable
{
    private readonly DataLimits limits;
    private bool isDone;
    private bool isDisposed;

    private protected ExampleReader(DataLimits limits, LabelCodes codes)
    {
        this.limits = limits;
        Codes = codes;
    }

    /// <summary>The file; the first one where the data lie in several.</summary>
    public abstract string FilePath { get; }

    /// <summary>The type of the features.</summary>
    public abstract FeatureStorage Storage { get; }

    /// <summary>Whether only values other than 0 are given.</summary>
    public abstract bool IsSparse { get; }

    /// <summary>The number of features; null while it is not known, which ends with the last block at the latest.</summary>
    public abstract int? FeatureCount { get; }

    /// <summary>The number of examples where the file tells it before they are read, else null.</summary>
    public abstract long? ExpectedRows { get; }

    /// <summary>The names of the features, where there are any.</summary>
    public virtual IReadOnlyList<string>? FeatureNames => null;

    /// <summary>The labels that were met so far, in the order of their codes; all classes where they were given.</summary>
    public IReadOnlyList<string> Labels => Codes.Names;

    /// <summary>The examples that were read so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Where the reading stands.</summary>
    public abstract ReadingProgress Progress { get; }

    /// <summary>The labels and their codes.</summary>
    internal LabelCodes Codes { get; }

    /// <summary>What is accepted at most.</summary>
    internal DataLimits Limits => limits;

    /// <summary>What else decides how the file is read, as a text that is the same for the same settings.</summary>
    internal virtual string Settings => string.Empty;

    /// <summary>Whether <see cref="ExpectedRows"/> was checked against the size of the file, so that memory may be taken for it.</summary>
    internal virtual bool ExpectationIsChecked => false;

    /// <summary>Reads the next examples.</summary>
    /// <param name="block">Receives them in place of its content, which is unspecified after an exception.</param>
    /// <param name="cancellationToken">Looked at before each part of the file is read.</param>
    /// <returns>Whether there were any; false at the end of the file.</returns>
    /// <exception cref="DataFormatException">The file is damaged, inconsistent or beyond the limits.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The reader was disposed of.</exception>
    public bool Read(RowBlock block, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(block);
        ObjectDisposedException.ThrowIf(isDisposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        block.Begin(Storage, IsSparse, FeatureCount ?? 0);
        if (isDone)
            return false;
        ReadRows(block, cancellationToken);
        if (block.Count == 0)
        {
            isDone = true;
            return false;
        }

        Rows += block.Count;
        if (Rows > limits.MaxRows)
        {
            throw new DataFormatException(
                Progress.FilePath,
                $"row {limits.MaxRows + 1L}",
                $"there are more rows than DataLimits.MaxRows, {limits.MaxRows}. Raise the limit if the file is to be trusted.");
        }

        return true;
    }

    /// <summary>The classes in their order: as given, else numbers in numeric order and texts in ordinal order.</summary>
    /// <returns>The names of the classes, and for each code of a label the index of its class.</returns>
    public (IReadOnlyList<string> Classes, int[] ClassOfCode) OrderClasses()
    {
        int[] classOfCode = [.. Enumerable.Range(0, Codes.Names.Count)];
        return (Codes.Order(classOfCode), classOfCode);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        if (!isDisposed)
            Close();
        isDisposed = true;
        GC.SuppressFinalize(this);
    }

    /// <summary>Adds rows to an empty block until it is full or there are no more.</summary>
    private protected abstract void ReadRows(RowBlock block, CancellationToken cancellationToken);

    /// <summary>Closes what is open.</summary>
    private protected abstract void Close();
}
