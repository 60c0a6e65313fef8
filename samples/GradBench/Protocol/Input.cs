using System.Text.Json;

namespace GradBench.Protocol;

/// <summary>Reads members of messages, and says which one is not what it should be.</summary>
internal static class Input
{
    public static JsonElement Member(JsonElement message, string name)
    {
        if (message.ValueKind != JsonValueKind.Object)
            throw new MessageException($"An object with the member '{name}' is expected.");
        return message.TryGetProperty(name, out JsonElement member) ? member : throw new MessageException($"'{name}' is missing.");
    }

    public static string Text(JsonElement message, string name)
    {
        JsonElement member = Member(message, name);
        return member.ValueKind == JsonValueKind.String ? member.GetString()! : throw new MessageException($"'{name}' is not a text.");
    }

    public static int Integer(JsonElement message, string name) =>
        OptionalInteger(message, name) ?? throw new MessageException($"'{name}' is missing.");

    public static int? OptionalInteger(JsonElement message, string name)
    {
        if (message.ValueKind != JsonValueKind.Object || !message.TryGetProperty(name, out JsonElement member))
            return null;
        if (member.ValueKind == JsonValueKind.Number && member.TryGetInt32(out int integer))
            return integer;
        throw new MessageException($"'{name}' is not an integer.");
    }

    /// <summary>An integer that is not less than the smallest.</summary>
    public static int Integer(JsonElement message, string name, int smallest)
    {
        int integer = Integer(message, name);
        return integer >= smallest ? integer : throw new MessageException($"'{name}' is less than {smallest}.");
    }

    public static double Number(JsonElement message, string name) => NumberOf(Member(message, name), name);

    public static double? OptionalNumber(JsonElement message, string name) =>
        message.TryGetProperty(name, out JsonElement member) ? NumberOf(member, name) : null;

    public static double NumberOf(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Number ? element.GetDouble() : throw new MessageException($"'{name}' is not a number.");

    /// <summary>An array of numbers.</summary>
    public static double[] Row(JsonElement message, string name) => [.. RowOf(Member(message, name), name)];

    /// <summary>An array of numbers, as many as are expected.</summary>
    public static double[] Row(JsonElement message, string name, int length)
    {
        double[] row = Row(message, name);
        return row.Length == length ? row : throw new MessageException($"'{name}' has {row.Length} numbers; {length} are expected.");
    }

    /// <summary>An array of arrays of the same length: its numbers row by row.</summary>
    public static double[] Rows(JsonElement message, string name, out int width)
    {
        JsonElement member = Member(message, name);
        if (member.ValueKind != JsonValueKind.Array)
            throw new MessageException($"'{name}' is not an array of arrays.");
        int count = member.GetArrayLength();
        width = count == 0 ? 0 : LengthOf(member[0], name);
        double[] numbers = new double[count * width];
        int next = 0;
        foreach (JsonElement row in member.EnumerateArray())
        {
            if (LengthOf(row, name) != width)
                throw new MessageException($"'{name}' has rows of different lengths.");
            foreach (double number in RowOf(row, name))
                numbers[next++] = number;
        }

        return numbers;
    }

    /// <summary>An array of so many arrays of so many numbers.</summary>
    public static double[] Rows(JsonElement message, string name, int count, int width)
    {
        double[] numbers = Rows(message, name, out int found);
        int rows = Member(message, name).GetArrayLength();
        return rows == count && (found == width || count == 0)
            ? numbers
            : throw new MessageException($"'{name}' has {rows} rows of {found} numbers; {count} of {width} are expected.");
    }

    private static IEnumerable<double> RowOf(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Array)
            throw new MessageException($"'{name}' is not an array of numbers.");
        foreach (JsonElement number in element.EnumerateArray())
            yield return NumberOf(number, name);
    }

    private static int LengthOf(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Array
            ? element.GetArrayLength()
            : throw new MessageException($"'{name}' is not an array of arrays.");
}
