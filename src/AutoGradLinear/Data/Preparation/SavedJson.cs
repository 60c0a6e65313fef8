using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AutoGradLinear.Data;

/// <summary>
/// What is fitted, in files: JSON objects that begin with <c>"format": "autogradlinear.KIND"</c> and <c>"version"</c>. A file is read
/// without being trusted: size, depth, every property and every number are checked, and no name in it is executed.
/// </summary>
internal static class SavedJson
{
    private const string Prefix = "autogradlinear.";

    /// <summary>Beyond this a file is no preparation but a mistake.</summary>
    private const int MaxBytes = 1 << 30;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    // Files are read by no browser: letters of all languages stay readable.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a file that is replaced as a whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes one object.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string path, Action<Utf8JsonWriter> write) => ReplacedFile.Write(path, stream =>
    {
        using var writer = new Utf8JsonWriter(stream, Plain);
        write(writer);
        writer.Flush();
        stream.WriteByte((byte)'\n');
    });

    /// <summary>Reads a file of one object.</summary>
    /// <param name="path">The file.</param>
    /// <param name="read">Reads the object.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">The file is damaged, or not what it should be.</exception>
    public static T Load<T>(string path, Func<SavedObject, T> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        using var content = new MemoryStream(checked((int)Math.Min(stream.Length, MaxBytes)));
        byte[] block = new byte[1 << 16];
        for (int count = stream.Read(block); count > 0; count = stream.Read(block))
        {
            if (content.Length + count > MaxBytes)
                throw new DataFormatException(path, string.Empty, $"the file is longer than {MaxBytes} bytes, which is more than is read as JSON.");
            content.Write(block, 0, count);
        }

        return Parse(path, string.Empty, content.GetBuffer().AsMemory(0, (int)content.Length), read);
    }

    /// <summary>Reads one object.</summary>
    /// <param name="path">The file that it is in.</param>
    /// <param name="place">Its place there; empty where it is the whole file.</param>
    /// <param name="json">The object's text, in UTF-8.</param>
    /// <param name="read">Reads the object.</param>
    /// <exception cref="DataFormatException">It is damaged, or not what it should be.</exception>
    public static T Parse<T>(string path, string place, ReadOnlyMemory<byte> json, Func<SavedObject, T> read)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Strict);
            return read(new SavedObject(path, place, document.RootElement));
        }
        catch (InvalidOperationException exception)
        {
            throw new DataFormatException(path, place, "a name or a text in the file is not valid Unicode.", exception);
        }
        catch (JsonException exception)
        {
            // A property that stands twice has no line.
            string line = exception.LineNumber is long number ? $"line {number + 1}, byte {exception.BytePositionInLine + 1}" : string.Empty;
            string separator = place.Length > 0 && line.Length > 0 ? ", " : string.Empty;
            throw new DataFormatException(path, place + separator + line, $"expected JSON: {exception.Message}", exception);
        }
    }

    /// <summary>Begins an object with its format and version; the caller adds properties and ends it.</summary>
    public static void Begin(Utf8JsonWriter writer, string kind, int version)
    {
        writer.WriteStartObject();
        writer.WriteString("format", Prefix + kind);
        writer.WriteNumber("version", version);
    }

    /// <summary>Refuses an object of another kind, or of a newer version.</summary>
    /// <exception cref="DataFormatException">It is one.</exception>
    public static void RequireFormat(SavedObject saved, string kind, int version)
    {
        string format = saved.String("format");
        if (format != Prefix + kind)
            throw saved.Error("format", $"expected '{Prefix + kind}', found '{SavedObject.Shown(format)}'. Is it the right file?");
        int found = saved.Integer("version", 1, int.MaxValue);
        if (found > version)
        {
            throw saved.Error(
                "version", $"the file has version {found} of '{format}', this library reads up to version {version}. Update AutoGradLinear, or save the file anew with this version.");
        }
    }

    /// <summary>JSON in memory, for files that hold other things too.</summary>
    public static byte[] BytesOf(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
            write(writer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>JSON as a text, for files whose metadata are texts.</summary>
    public static string TextOf(Action<Utf8JsonWriter> write) => Encoding.UTF8.GetString(BytesOf(write));

    /// <summary>A list as a text.</summary>
    public static string TextOf(IReadOnlyList<string> texts) => TextOf(writer =>
    {
        writer.WriteStartArray();
        foreach (string text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    });

    public static void Write(Utf8JsonWriter writer, string name, ReadOnlySpan<double> numbers)
    {
        writer.WriteStartArray(name);
        foreach (double number in numbers)
            writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }

    public static void Write(Utf8JsonWriter writer, string name, ReadOnlySpan<int> numbers)
    {
        writer.WriteStartArray(name);
        foreach (int number in numbers)
            writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }

    public static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (string text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }
}
