using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using AutoGradLinear.Data;

namespace AutoGradLinear.Models;

/// <summary>Reads the safetensors layout without trusting it. Every error names the file and what was expected.</summary>
internal sealed partial class SafetensorsReader(string path, Stream stream)
{
    /// <summary>The depth of the header is 3: object, tensor, shape. That of the lists in metadata is 1.</summary>
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 4, AllowDuplicateProperties = false };

    private readonly record struct TensorEntry(int[] Shape, long Start, long End);

    public (ModelMetadata Metadata, T[] Weights, T[] Bias) Read<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        long fileLength = stream.Length;
        if (fileLength < 8)
            throw Invalid($"it has {fileLength} bytes; a model file begins with 8 bytes that give the length of its header");
        long headerLength = BinaryPrimitives.ReadInt64LittleEndian(ReadBytes(8));
        if (headerLength < 2 || headerLength > ModelMetadata.MaxHeaderLength || headerLength > fileLength - 8)
        {
            throw Invalid(
                $"its first 8 bytes give a header of {headerLength} bytes; expected 2 to {Math.Min(ModelMetadata.MaxHeaderLength, fileLength - 8)} in a "
                + $"file of {fileLength} bytes");
        }

        using JsonDocument header = ParseJson(ReadBytes((int)headerLength), "the header");
        RequireKind(header.RootElement, JsonValueKind.Object, "the header");
        ModelMetadata metadata = ReadMetadata(Property(header.RootElement, "__metadata__", JsonValueKind.Object));
        string type = ModelMetadata.TypeName<T>();
        int size = SafetensorsWriter.SizeOf<T>();
        TensorEntry weights = ReadTensor(header.RootElement, ModelMetadata.WeightsTensor, type, size, 2);
        TensorEntry bias = ReadTensor(header.RootElement, ModelMetadata.BiasTensor, type, size, 1);
        RequireNoOtherTensors(header.RootElement);
        int scores = metadata.Positive is null ? metadata.Classes.Count : 1;
        if (weights.Shape[0] != scores || bias.Shape[0] != scores)
        {
            throw Invalid(
                $"there are {scores} scores, but weights has {weights.Shape[0]} rows and bias {bias.Shape[0]} elements; expected one per "
                + "score");
        }

        long dataLength = fileLength - 8 - headerLength;
        RequireAdjacent(weights, bias, dataLength);
        byte[] data = ReadBytes((int)dataLength);
        return (
            metadata,
            ReadNumbers<T>(data, weights, size, ModelMetadata.WeightsTensor),
            ReadNumbers<T>(data, bias, size, ModelMetadata.BiasTensor));
    }

    /// <summary>The layout has no gaps, so a tensor that nobody reads would make the others lie elsewhere.</summary>
    private void RequireNoOtherTensors(JsonElement header)
    {
        foreach (JsonProperty entry in header.EnumerateObject())
        {
            string name = Guarded(() => entry.Name, "a name in the header");
            if (name is not ("__metadata__" or ModelMetadata.WeightsTensor or ModelMetadata.BiasTensor))
                throw Invalid($"its header has the tensor '{SavedObject.Shown(name)}'; expected only weights and bias");
        }
    }

    private void RequireAdjacent(TensorEntry weights, TensorEntry bias, long dataLength)
    {
        bool adjacent = weights.Start == 0 ? bias.Start == weights.End : bias.Start == 0 && weights.Start == bias.End;
        long needed = Math.Max(weights.End, bias.End);
        if (!adjacent)
            throw Invalid("weights and bias do not lie one behind the other; expected no gap and no overlap");
        if (needed != dataLength)
            throw Invalid($"it has {dataLength} bytes of numbers; expected {needed}");
    }

    private ModelMetadata ReadMetadata(JsonElement metadata)
    {
        RequireText(metadata, "format", ModelMetadata.Format);
        RequireVersion(metadata);
        return new ModelMetadata(
            Strings(metadata, "classes"),
            metadata.TryGetProperty("feature_names", out _) ? Strings(metadata, "feature_names") : null,
            Text(metadata, "loss"),
            Text(metadata, "penalty"),
            Numbers(metadata, "loss_hyperparameters"),
            Numbers(metadata, "penalty_hyperparameters"),
            metadata.TryGetProperty("positive_class", out _) ? ReadPositive(metadata) : null,
            metadata.TryGetProperty("preparation", out _) ? ReadPreparation(metadata) : null);
    }

    private void RequireVersion(JsonElement metadata)
    {
        string text = Text(metadata, "format_version");
        if (!FormatVersion.TryParse(text, out FormatVersion version))
            throw Invalid($"'format_version' is '{SavedObject.Shown(text)}'; expected a version such as '{FormatVersion.Current}'");
        if (version.Major <= FormatVersion.Current.Major)
            return;
        string writer = metadata.TryGetProperty("library", out _) ? $"{SavedObject.Shown(Text(metadata, "library"))}, " : string.Empty;
        throw new DataFormatException(
            path,
            string.Empty,
            $"the model was written by {writer}a newer version, in format {version}; {LibraryVersion.Name} {LibraryVersion.Number} reads formats up to "
            + $"{FormatVersion.Current.Major}. Update the package {LibraryVersion.Name}, or save the model with this version.");
    }

    private Preparation ReadPreparation(JsonElement metadata) =>
        SavedJson.Parse(path, "preparation", Encoding.UTF8.GetBytes(Text(metadata, "preparation")), Preparation.ReadFrom);

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
