using System.Globalization;
using System.Text.Json;
using AutoGradLinear.Data;

namespace AutoGradLinear.Models;

/// <content>The header's JSON, every value checked for its kind when it is read.</content>
internal sealed partial class SafetensorsReader
{
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
}
