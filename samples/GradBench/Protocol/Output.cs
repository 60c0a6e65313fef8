using System.Text.Json;

namespace GradBench.Protocol;

/// <summary>Writes rows of numbers.</summary>
internal static class Output
{
    /// <summary>JSON has no infinities, and nothing that is no number.</summary>
    public static void WriteNumber(Utf8JsonWriter writer, double number)
    {
        if (!double.IsFinite(number))
            throw new MessageException("The output is infinite or not a number.");
        writer.WriteNumberValue(number);
    }

    public static void WriteRow(Utf8JsonWriter writer, ReadOnlySpan<double> row)
    {
        writer.WriteStartArray();
        foreach (double number in row)
            WriteNumber(writer, number);
        writer.WriteEndArray();
    }

    public static void WriteRow(Utf8JsonWriter writer, ReadOnlySpan<int> row)
    {
        writer.WriteStartArray();
        foreach (int number in row)
            writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }

    /// <summary>So many rows of the same length.</summary>
    public static void WriteRows(Utf8JsonWriter writer, ReadOnlySpan<double> numbers, int count)
    {
        writer.WriteStartArray();
        int width = count == 0 ? 0 : numbers.Length / count;
        for (int i = 0; i < count; i++)
            WriteRow(writer, numbers.Slice(i * width, width));
        writer.WriteEndArray();
    }
}
