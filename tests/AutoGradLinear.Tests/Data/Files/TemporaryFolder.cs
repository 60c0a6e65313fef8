using System.IO.Compression;
using System.Text;

namespace AutoGradLinear.Tests.Data.Files;

/// <summary>A folder for the files of one test, removed with what is in it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string FullName { get; } = Directory.CreateTempSubdirectory("agl-").FullName;

    public string PathOf(string name) => Path.Combine(FullName, name);

    public string Write(string name, ReadOnlySpan<byte> content)
    {
        string path = PathOf(name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public string Write(string name, string content) => Write(name, Encoding.UTF8.GetBytes(content));

    public static byte[] Gzip(ReadOnlySpan<byte> content)
    {
        var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal))
            gzip.Write(content);
        return stream.ToArray();
    }

    public void Dispose() => Directory.Delete(FullName, recursive: true);
}
