using System.Buffers.Binary;
using System.Text.Json;

namespace AutoGradLinear.Tests.Models;

/// <summary>A reader of the safetensors layout that knows the layout's description and nothing of the library.</summary>
internal sealed class SafetensorsFile
{
    private readonly byte[] bytes;
    private readonly int dataStart;
    private readonly JsonElement header;

    public SafetensorsFile(string path)
    {
        bytes = File.ReadAllBytes(path);
        int length = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        dataStart = 8 + length;
        header = JsonDocument.Parse(bytes.AsMemory(8, length)).RootElement;
    }

    public string Metadata(string name) => header.GetProperty("__metadata__").GetProperty(name).GetString()!;

    public int[] Shape(string tensor) => [.. header.GetProperty(tensor).GetProperty("shape").EnumerateArray().Select(item => item.GetInt32())];

    public double[] Floats(string tensor)
    {
        JsonElement offsets = header.GetProperty(tensor).GetProperty("data_offsets");
        ReadOnlySpan<byte> data = bytes.AsSpan(dataStart + offsets[0].GetInt32(), offsets[1].GetInt32() - offsets[0].GetInt32());
        double[] values = new double[data.Length / 4];
        for (int i = 0; i < values.Length; i++)
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(data[(4 * i)..]);
        return values;
    }
}
