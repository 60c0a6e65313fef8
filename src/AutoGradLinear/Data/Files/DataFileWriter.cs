using System.IO.Compression;

namespace AutoGradLinear.Data;

/// <summary>Writes a file of data as a whole or not at all, as gzip where its name ends in ".gz".</summary>
internal static class DataFileWriter
{
    /// <inheritdoc cref="ReplacedFile.Write(string, Action{Stream})"/>
    public static void Write(string path, Action<Stream> write) => ReplacedFile.Write(path, file =>
    {
        if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            write(file);
            return;
        }

        using var gzip = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true);
        write(gzip);
    });
}
