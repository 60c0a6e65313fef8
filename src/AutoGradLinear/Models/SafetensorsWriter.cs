using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using AutoGradLinear.Data;

namespace AutoGradLinear.Models;

/// <summary>
/// Writes the safetensors layout: the length of the header (8 bytes, little-endian), the header (JSON, padded with blanks to a multiple of
/// 8), and the numbers (little-endian).
/// </summary>
internal static class SafetensorsWriter
{
    public static byte[] Write<T>(ModelMetadata metadata, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int size = SizeOf<T>();
        byte[] header = Header<T>(metadata, weights.Length, bias.Length, size);
        int padded = (header.Length + 7) / 8 * 8;
        if (padded > ModelMetadata.MaxHeaderLength)
        {
            throw new InvalidOperationException(
                $"Names and preparation take {padded} bytes; a model file holds {ModelMetadata.MaxHeaderLength}. Train on fewer features, or without names.");
        }

        long length = 8 + padded + (((long)weights.Length + bias.Length) * size);
        if (length > Array.MaxLength)
            throw new InvalidOperationException($"The model takes {length} bytes; a model file holds {Array.MaxLength}. Train on fewer features.");
        byte[] content = new byte[length];
        BinaryPrimitives.WriteInt64LittleEndian(content, padded);
        content.AsSpan(8, padded).Fill((byte)' ');
        header.CopyTo(content, 8);
        WriteNumbers(weights, content.AsSpan(8 + padded));
        WriteNumbers(bias, content.AsSpan(8 + padded + (weights.Length * size)));
        return content;
    }

    public static int SizeOf<T>() => typeof(T) == typeof(float) ? 4 : typeof(T) == typeof(double) ? 8 : 2;

    private static byte[] Header<T>(ModelMetadata metadata, int weights, int bias, int size) => SavedJson.BytesOf(json =>
    {
        string type = ModelMetadata.TypeName<T>();
        json.WriteStartObject();
        WriteMetadata(json, metadata);
        WriteTensor(json, ModelMetadata.WeightsTensor, type, [bias, weights / bias], 0, (long)weights * size);
        WriteTensor(json, ModelMetadata.BiasTensor, type, [bias], (long)weights * size, ((long)weights + bias) * size);
        json.WriteEndObject();
    });

    /// <summary>Metadata values are texts in this layout, so a list or an object is the text of its JSON.</summary>
    private static void WriteMetadata(Utf8JsonWriter json, ModelMetadata metadata)
    {
        json.WriteStartObject("__metadata__");
        json.WriteString("format", ModelMetadata.Format);
        json.WriteString("format_version", FormatVersion.Current.ToString());
        json.WriteString("library", $"{LibraryVersion.Name} {LibraryVersion.Number}");
        json.WriteString("classes", SavedJson.TextOf(metadata.Classes));
        if (metadata.FeatureNames is not null)
            json.WriteString("feature_names", SavedJson.TextOf(metadata.FeatureNames));
        json.WriteString("loss", metadata.Loss);
        json.WriteString("penalty", metadata.Penalty);
        json.WriteString("loss_hyperparameters", Numbers(metadata.LossHyperparameters));
        json.WriteString("penalty_hyperparameters", Numbers(metadata.PenaltyHyperparameters));
        if (metadata.Positive is { } positive)
        {
            json.WriteString("positive_class", positive.Name);
            json.WriteString("threshold", positive.Threshold.ToString("R", CultureInfo.InvariantCulture));
        }

        if (metadata.Preparation is not null)
            json.WriteString("preparation", SavedJson.TextOf(metadata.Preparation.WriteTo));
        json.WriteEndObject();
    }

    private static void WriteTensor(Utf8JsonWriter json, string name, string type, ReadOnlySpan<int> shape, long start, long end)
    {
        json.WriteStartObject(name);
        json.WriteString("dtype", type);
        json.WriteStartArray("shape");
        foreach (int length in shape)
            json.WriteNumberValue(length);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(start);
        json.WriteNumberValue(end);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Numbers are texts too, so that NaN and infinity have a form; 17 digits bring every double back.</summary>
    private static string Numbers(IReadOnlyList<KeyValuePair<string, double>> values) => SavedJson.TextOf(json =>
    {
        json.WriteStartObject();
        foreach ((string name, double value) in values)
            json.WriteString(name, value.ToString("R", CultureInfo.InvariantCulture));
        json.WriteEndObject();
    });

    private static void WriteNumbers<T>(ReadOnlySpan<T> values, Span<byte> destination)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int size = SizeOf<T>();
        for (int i = 0; i < values.Length; i++)
        {
            Span<byte> target = destination.Slice(i * size, size);
            if (values[i] is float single)
                BinaryPrimitives.WriteSingleLittleEndian(target, single);
            else if (values[i] is double @double)
                BinaryPrimitives.WriteDoubleLittleEndian(target, @double);
            else if (values[i] is Half half)
                BinaryPrimitives.WriteHalfLittleEndian(target, half);
        }
    }
}
