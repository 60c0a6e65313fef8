namespace AutoGradLinear;

/// <summary>Where the reading of a file stands.</summary>
/// <param name="FilePath">The file.</param>
/// <param name="BytesRead">The bytes of the file, as stored, that were read.</param>
/// <param name="TotalBytes">The size of the file, as stored; 0 where it is not known.</param>
/// <param name="Rows">The examples that were read so far.</param>
public readonly record struct ReadingProgress(string FilePath, long BytesRead, long TotalBytes, long Rows);
