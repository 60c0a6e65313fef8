namespace AutoGradLinear.Data;

/// <summary>Writes a file that is replaced as a whole or not at all.</summary>
internal static class ReplacedFile
{
    /// <summary>
    /// Writes to a temporary file beside the target, flushes it to disk and renames it, so that a crash, a full disk or a cancellation leaves
    /// the old file as it was.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
