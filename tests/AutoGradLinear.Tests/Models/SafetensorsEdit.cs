using System.Buffers.Binary;
using System.Text;
using Xunit;

namespace AutoGradLinear.Tests.Models;

/// <summary>Changes the header of a file in the safetensors layout.</summary>
internal static class SafetensorsEdit
{
    /// <summary>Replaces the first occurrence of a text, and the length of the header.</summary>
    public static void ReplaceInHeader(string path, string old, string replacement)
    {
        byte[] file = File.ReadAllBytes(path);
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(file);
        string header = Encoding.UTF8.GetString(file, 8, length);
        Assert.Contains(old, header, StringComparison.Ordinal);
        int place = header.IndexOf(old, StringComparison.Ordinal);
        byte[] edited = Encoding.UTF8.GetBytes(string.Concat(header.AsSpan(0, place), replacement, header.AsSpan(place + old.Length)));
        byte[] size = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(size, edited.Length);
        File.WriteAllBytes(path, [.. size, .. edited, .. file[(8 + length)..]]);
    }
}
