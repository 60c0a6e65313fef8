using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using AutoGradLinear.Data;

namespace AutoGradLinear.Models;

/// <summary>Reads the safetensors layout without trusting it. Every error names the file and what was expected.</summary>
internal sealed class SafetensorsReader(string path, Stream stream)
{
    /// <summary>The layout's own limit of the header.</summary>
    private const long MaxHeaderLength = 100_000_000;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly record struct TensorEntry(int[] Shape, long Start, long End);

    public (ModelMetadata Metadata, T[] Weights, T[] Bias) Read<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        long fileLength = stream.Length;
        if (fileLength < 8)
            throw Invalid($"it has {fileLength} bytes; a model file begins with 8 bytes that give the length of its header");
        long headerLength = BinaryPrimitives.ReadInt64LittleEndian(ReadBytes(8));
        if (headerLength < 2 || headerLength > MaxHeaderLength || headerLength > fileLength - 8)
        {
            throw Invalid(
                $"its first 8 bytes give a header of {headerLength} bytes; expected 2 to {Math.Min(MaxHeaderLength, fileLength - 8)} in a "
                + $"file of {fileLength} bytes");
        }

        using JsonDocument header = ParseJson(ReadBytes((int)headerLength), "the header");
        RequireKind(header.RootElement, JsonValueKind.Object, "the header");
        ModelMetadata metadata = ReadMetadata(Property(header.RootElement, "__metadata__", JsonValueKind.Object));
        string type = ModelMetadata.TypeName<T>();
        int size = SafetensorsWriter.SizeOf<T>();
        TensorEntry weights = ReadTensor(header.RootElement, ModelMetadata.WeightsTensor, type, size, 2);
        TensorEntry bias = ReadTensor(header.RootElement, ModelMetadata.BiasTensor, type, size, 1);
        int scores = metadata.Positive is null ? metadata.Classes.Count : 1;
        if (weights.Shape[0] != scores || bias.Shape[0] != scores)
        {
            throw Invalid(
                $"there are {scores} scores, but weights has {weights.Shape[0]} rows and bias {bias.Shape[0]} elements; expected one per "
                + "score");
        }

        long dataLength = fileLength - 8 - headerLength;
        bool adjacent = weights.Start == 0 ? bias.Start == weights.End : bias.Start == 0 && weights.Start == bias.End;
        long needed = Math.Max(weights.End, bias.End);
        if (!adjacent)
            throw Invalid("weights and bias do not lie one behind the other; expected no gap and no overlap");
        if (needed != dataLength)
            throw Invalid($"it has {dataLength} bytes of numbers; expected {needed}");

        byte[] data = ReadBytes((int)dataLength);
        return (
            metadata,
            ReadNumbers<T>(data, weights, size, ModelMetadata.WeightsTensor),
            ReadNumbers<T>(data, bias, size, ModelMetadata.BiasTensor));
    }

    private ModelMetadata ReadMetadata(JsonElement metadata)
    {
        RequireText(metadata, "format", ModelMetadata.Format);
        RequireText(metadata, "format_version", ModelMetadata.Version);
        return new ModelMetadata(
            Strings(metadata, "classes"),
            metadata.TryGetProperty("feature_names", out _) ? Strings(metadata, "feature_names") : null,
            Text(metadata, "loss"),
            Text(metadata, "penalty"),
            Numbers(metadata, "loss_hyperparameters"),
            Numbers(metadata, "penalty_hyperparameters"),
            metadata.TryGetProperty("positive_class", out _) ? ReadPositive(metadata) : null);
    }

    private PositiveClass ReadPositive(JsonElement metadata)
    {
        string text = Text(metadata, "threshold");
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double threshold) || !double.IsFinite(threshold))
            throw Invalid($"'threshold' is '{SavedObject.Shown(text)}'; expected a finite number");
        return new PositiveClass(Text(metadata, "positive_class"), threshold);
    }

    private TensorEntry ReadTensor(JsonElement header, string name, string type, int size, int dimensions)
    {
        JsonElement tensor = Property(header, name, JsonValueKind.Object);
        string actual = Text(tensor, "dtype");
        if (!string.Equals(actual, type, StringComparison.Ordinal))
            throw Invalid($"{name} has the type '{SavedObject.Shown(actual)}'; expected '{type}'");
        long[] shape = Integers(tensor, "shape", dimensions, name);
        long[] offsets = Integers(tensor, "data_offsets", 2, name);
        long bytes = size;
        foreach (long length in shape)
        {
            if (length is < 1 or > int.MaxValue || bytes > int.MaxValue / length)
                throw Invalid($"{name} has the shape [{string.Join(", ", shape)}]; expected positive lengths and at most 2 GB");
            bytes *= length;
        }

        if (offsets[0] < 0 || offsets[1] - offsets[0] != bytes || offsets[1] > int.MaxValue)
        {
            throw Invalid(
                $"{name} stands at [{offsets[0]}, {offsets[1]}]; expected {bytes} bytes for the shape [{string.Join(", ", shape)}]");
        }

        return new TensorEntry([.. shape.Select(length => (int)length)], offsets[0], offsets[1]);
    }

    private T[] ReadNumbers<T>(byte[] data, TensorEntry tensor, int size, string name)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<byte> source = data.AsSpan((int)tensor.Start, (int)(tensor.End - tensor.Start));
        var values = new T[source.Length / size];
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<byte> bytes = source.Slice(i * size, size);
            values[i] = typeof(T) == typeof(float) ? T.CreateTruncating(BinaryPrimitives.ReadSingleLittleEndian(bytes))
                : typeof(T) == typeof(double) ? T.CreateTruncating(BinaryPrimitives.ReadDoubleLittleEndian(bytes))
                : T.CreateTruncating(BinaryPrimitives.ReadHalfLittleEndian(bytes));
            if (!T.IsFinite(values[i]))
            {
                string shown = values[i].ToString(null, CultureInfo.InvariantCulture);
                throw Invalid($"element {i} of {name} is {shown}; expected a finite number");
            }
        }

        return values;
    }

    private string[] Strings(JsonElement metadata, string name)
    {
        using JsonDocument list = ParseJson(Text(metadata, name), $"'{name}'");
        RequireKind(list.RootElement, JsonValueKind.Array, $"'{name}'");
        var values = new List<string>();
        foreach (JsonElement item in list.RootElement.EnumerateArray())
        {
            RequireKind(item, JsonValueKind.String, $"an item of '{name}'");
            values.Add(Guarded(item.GetString, $"an item of '{name}'")!);
        }

        return [.. values];
    }

    private KeyValuePair<string, double>[] Numbers(JsonElement metadata, string name)
    {
        using JsonDocument map = ParseJson(Text(metadata, name), $"'{name}'");
        RequireKind(map.RootElement, JsonValueKind.Object, $"'{name}'");
        var values = new List<KeyValuePair<string, double>>();
        foreach (JsonProperty item in map.RootElement.EnumerateObject())
        {
            RequireKind(item.Value, JsonValueKind.String, $"a value of '{name}'");
            string text = Guarded(item.Value.GetString, $"a value of '{name}'")!;
            if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
                throw Invalid($"'{name}' holds '{SavedObject.Shown(text)}'; expected a number");
            values.Add(new KeyValuePair<string, double>(Guarded(() => item.Name, $"a name of '{name}'"), value));
        }

        return [.. values];
    }

    private long[] Integers(JsonElement tensor, string name, int count, string tensorName)
    {
        JsonElement list = Property(tensor, name, JsonValueKind.Array);
        if (list.GetArrayLength() != count)
            throw Invalid($"'{name}' of {tensorName} has {list.GetArrayLength()} items; expected {count}");
        var values = new long[count];
        for (int i = 0; i < count; i++)
        {
            if (list[i].ValueKind != JsonValueKind.Number || !list[i].TryGetInt64(out values[i]))
                throw Invalid($"'{name}' of {tensorName} holds '{SavedObject.Shown(list[i].ToString())}'; expected an integer");
        }

        return values;
    }

    private void RequireText(JsonElement parent, string name, string expected)
    {
        string actual = Text(parent, name);
        if (!string.Equals(actual, expected, StringComparison.Ordinal))
            throw Invalid($"'{name}' is '{SavedObject.Shown(actual)}'; expected '{expected}'");
    }

    private string Text(JsonElement parent, string name) =>
        Guarded(Property(parent, name, JsonValueKind.String).GetString, $"'{name}'")!;

    private JsonElement Property(JsonElement parent, string name, JsonValueKind kind)
    {
        if (!parent.TryGetProperty(name, out JsonElement value))
            throw Invalid($"its header has no '{name}'; expected one");
        RequireKind(value, kind, $"'{name}'");
        return value;
    }

    private void RequireKind(JsonElement element, JsonValueKind kind, string what)
    {
        if (element.ValueKind != kind)
            throw Invalid($"{what} is a JSON {element.ValueKind}; expected {kind}");
    }

    private JsonDocument ParseJson(ReadOnlyMemory<byte> json, string what) => Guarded(() => JsonDocument.Parse(json, Strict), what);

    private JsonDocument ParseJson(string json, string what) => Guarded(() => JsonDocument.Parse(json, Strict), what);

    /// <summary>JSON that is not well formed, or text that is not Unicode, is the file's fault.</summary>
    private TResult Guarded<TResult>(Func<TResult> read, string what)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            throw Invalid($"{what} is not readable as JSON; {error.Message.TrimEnd('.')}", error);
        }
    }

    private byte[] ReadBytes(int count)
    {
        byte[] bytes = new byte[count];
        try
        {
            stream.ReadExactly(bytes);
        }
        catch (EndOfStreamException end)
        {
            throw Invalid($"it ends early; expected {count} more bytes", end);
        }

        return bytes;
    }

    private DataFormatException Invalid(string what, Exception? cause = null) => new(path, string.Empty, $"this is not a valid model: {what}.", cause);
}
