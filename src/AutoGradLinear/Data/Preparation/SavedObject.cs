using System.Text.Json;

namespace AutoGradLinear.Data;

/// <summary>An object in a saved file. Each property is checked when it is read; a message names the file and the path of the property.</summary>
/// <param name="path">The file.</param>
/// <param name="place">The path of the object within it, such as <c>steps[1]</c>; empty for the outermost.</param>
/// <param name="element">The object.</param>
internal readonly struct SavedObject(string path, string place, JsonElement element)
{
    private readonly JsonElement element = element.ValueKind == JsonValueKind.Object
        ? element
        : throw new DataFormatException(path, place, $"expected an object, found {Describe(element)}.");

    /// <summary>A text for a message: short, and without control characters.</summary>
    public static string Shown(string text)
    {
        const int longest = 40;
        string start = text.Length > longest ? text[..longest] + "…" : text;
        return string.Concat(start.Select(character => char.IsControl(character) || char.IsSurrogate(character) ? '?' : character));
    }

    /// <summary>Reports a property that is not as it should be.</summary>
    public DataFormatException Error(string name, string problem, Exception? cause = null) => new(path, PlaceOf(name), problem, cause);

    /// <summary>Whether the object has a property.</summary>
    public bool Has(string name) => element.TryGetProperty(name, out _);

    /// <summary>Refuses properties that nobody would read.</summary>
    public void RequireOnly(params ReadOnlySpan<string> names)
    {
        foreach (JsonProperty property in element.EnumerateObject())
        {
            bool isKnown = false;
            foreach (string name in names)
                isKnown |= property.NameEquals(name);
            if (!isKnown)
                throw new DataFormatException(path, place, $"the property '{Shown(property.Name)}' is not known here; expected only {string.Join(", ", names)}.");
        }
    }

    public string String(string name) => Text(Property(name), name);

    public bool Boolean(string name)
    {
        JsonElement property = Property(name);
        return property.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Error(name, $"expected true or false, found {Describe(property)}."),
        };
    }

    public int Integer(string name, int smallest, int largest) => Integer(Property(name), name, smallest, largest);

    public double Number(string name) => Number(Property(name), name);

    /// <summary>Reads one of some names.</summary>
    public T OneOf<T>(string name, params ReadOnlySpan<(string Name, T Value)> choices)
    {
        string found = String(name);
        var names = new List<string>();
        foreach ((string choice, T value) in choices)
        {
            if (choice == found)
                return value;
            names.Add(choice);
        }

        throw Error(name, $"expected one of {string.Join(", ", names)}, found '{Shown(found)}'.");
    }

    /// <summary>Reads finite numbers.</summary>
    public double[] Numbers(string name, int? count)
    {
        JsonElement array = Array(name, count);
        double[] numbers = new double[array.GetArrayLength()];
        int next = 0;
        foreach (JsonElement item in array.EnumerateArray())
            numbers[next] = Number(item, name, next++);
        return numbers;
    }

    public int[] Integers(string name, int? count, int smallest, int largest)
    {
        JsonElement array = Array(name, count);
        int[] numbers = new int[array.GetArrayLength()];
        int next = 0;
        foreach (JsonElement item in array.EnumerateArray())
            numbers[next] = Integer(item, name, smallest, largest, next++);
        return numbers;
    }

    public string[] Strings(string name, int? count)
    {
        JsonElement array = Array(name, count);
        string[] texts = new string[array.GetArrayLength()];
        int next = 0;
        foreach (JsonElement item in array.EnumerateArray())
            texts[next] = Text(item, name, next++);
        return texts;
    }

    public SavedObject Object(string name) => new(path, PlaceOf(name), Property(name));

    public SavedObject[] Objects(string name, int most)
    {
        JsonElement array = Array(name, null);
        if (array.GetArrayLength() > most)
            throw Error(name, $"expected at most {most} elements, found {array.GetArrayLength()}.");
        var objects = new SavedObject[array.GetArrayLength()];
        int next = 0;
        foreach (JsonElement item in array.EnumerateArray())
            objects[next] = new SavedObject(path, PlaceOf(name, next++), item);
        return objects;
    }

    private static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a text",
        JsonValueKind.Null => "null",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => $"the number {Shown(value.GetRawText())}",
    };

    private string PlaceOf(string name, int index = -1) =>
        (place.Length == 0 ? name : $"{place}.{name}") + (index < 0 ? string.Empty : $"[{index}]");

    private DataFormatException Error(string name, int index, string problem, Exception? cause = null) =>
        new(path, PlaceOf(name, index), problem, cause);

    private JsonElement Property(string name) => element.TryGetProperty(name, out JsonElement property)
        ? property
        : throw Error(name, "the property is missing.");

    private JsonElement Array(string name, int? count)
    {
        JsonElement array = Property(name);
        if (array.ValueKind != JsonValueKind.Array)
            throw Error(name, $"expected an array, found {Describe(array)}.");
        if (count is int expected && array.GetArrayLength() != expected)
            throw Error(name, $"expected {expected} elements, found {array.GetArrayLength()}.");
        return array;
    }

    private string Text(JsonElement value, string name, int index = -1)
    {
        if (value.ValueKind != JsonValueKind.String)
            throw Error(name, index, $"expected a text, found {Describe(value)}.");
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            throw Error(name, index, "the text is not valid Unicode.", exception);
        }
    }

    private int Integer(JsonElement value, string name, int smallest, int largest, int index = -1)
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out int number) || number < smallest || number > largest)
            throw Error(name, index, $"expected a whole number from {smallest} to {largest}, found {Describe(value)}.");
        return number;
    }

    private double Number(JsonElement value, string name, int index = -1)
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out double number) || !double.IsFinite(number))
            throw Error(name, index, $"expected a finite number, found {Describe(value)}.");
        return number;
    }
}
