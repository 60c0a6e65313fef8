namespace AutoGradLinear.Data;

/// <summary>The file system of the machine.</summary>
internal sealed class DiskOperations : IFileOperations
{
    private DiskOperations()
    {
    }

    public static DiskOperations Instance { get; } = new();

    /// <inheritdoc/>
    public void CreateFolder(string path) => Directory.CreateDirectory(path);

    /// <inheritdoc/>
    public Stream Create(string path) => new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);

    /// <inheritdoc/>
    public void Flush(Stream stream) => ((FileStream)stream).Flush(flushToDisk: true);

    /// <inheritdoc/>
    public void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    /// <inheritdoc/>
    public void FlushFolder(string path) => FolderSync.Flush(path);

    /// <inheritdoc/>
    public void Delete(string path) => File.Delete(path);
}
