using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace AutoGradLinear.Training;

/// <summary>A SHA-256 of values and texts, in the order in which they are added.</summary>
internal sealed class SearchChecksum : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Computes a checksum.</summary>
    /// <param name="add">Adds what it is of.</param>
    /// <returns>64 hexadecimal digits.</returns>
    public static string Of(Action<SearchChecksum> add)
    {
        using var checksum = new SearchChecksum();
        add(checksum);
        return Convert.ToHexStringLower(checksum.hash.GetHashAndReset());
    }

    public void Dispose() => hash.Dispose();

    /// <summary>Adds numbers, their count first, so that the same numbers, divided otherwise, have another checksum.</summary>
    public void Add<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        hash.AppendData(BitConverter.GetBytes(values.Length));
        hash.AppendData(MemoryMarshal.AsBytes(values));
    }

    /// <summary>Adds a text.</summary>
    public void Add(string text) => Add<byte>(Encoding.UTF8.GetBytes(text));
}
