namespace AutoGradLinear.Data;

/// <summary>Writes a file that is replaced as a whole or not at all.</summary>
internal static class ReplacedFile
{
    /// <summary>What the names of unfinished files end with; a process that was killed leaves one behind.</summary>
    public const string TemporaryEnd = ".tmp";

    /// <summary>
    /// Writes to a temporary file beside the target, flushes it to disk and renames it, so that a crash, a full disk or a cancellation leaves
    /// the old file as it was. When this returns, the new file survives a loss of power.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, Action<Stream> write) => Write(path, write, DiskOperations.Instance);

    /// <inheritdoc cref="Write(string, Action{Stream})"/>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="files">The file system.</param>
    public static void Write(string path, Action<Stream> write, IFileOperations files)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string temporary = $"{path}.{Guid.NewGuid():N}{TemporaryEnd}";
        try
        {
            using (Stream stream = files.Create(temporary))
            {
                write(stream);
                files.Flush(stream);
            }

            files.Rename(temporary, path);
        }
        catch
        {
            files.Delete(temporary);
            throw;
        }

        files.FlushFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }
}
