using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace GradBench.Protocol;

/// <summary>
/// Answers messages of GradBench's protocol: <c>start</c> with the tool's name, <c>define</c> with whether the module is known,
/// <c>evaluate</c> with the output of a function and the times that it took, all others with their number alone. What cannot be done is
/// answered with <c>success: false</c> and an <c>error</c>.
/// </summary>
internal static class Session
{
    private const string Tool = "autogradlinear";

    /// <summary>What stands in an answer is not part of a page, so that it may be as readable as JSON allows.</summary>
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Answer(string message)
    {
        int? id = null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(message);
            id = Input.OptionalInteger(document.RootElement, "id");
            return Answer(document.RootElement, id ?? throw new MessageException("'id' is missing."));
        }
        catch (JsonException exception)
        {
            return Failure(id, $"The message is not JSON: {exception.Message}");
        }
        catch (MessageException exception)
        {
            return Failure(id, exception.Message);
        }
        catch (Exception exception)
        {
            // Every message has an answer, or else the other side waits for it.
            return Failure(id, $"{exception.GetType().Name}: {exception.Message}");
        }
    }

    private static string Answer(JsonElement message, int id)
    {
        switch (Input.Text(message, "kind"))
        {
            case "start":
                return Write(id, writer => writer.WriteString("tool", Tool));
            case "define":
                Module.Named(Input.Text(message, "module"));
                return Write(id, writer => writer.WriteBoolean("success", true));
            case "evaluate":
                return Evaluate(message, id);
            default:
                return Write(id, _ => { });
        }
    }

    private static string Evaluate(JsonElement message, int id)
    {
        Function function = Module.Named(Input.Text(message, "module")).FunctionNamed(Input.Text(message, "function"));
        JsonElement input = Input.Member(message, "input");
        Evaluation evaluation = function.Prepare(input);
        IReadOnlyList<long> nanoseconds = Runs.Of(input).Time(evaluation.Run);
        return Write(id, writer =>
        {
            writer.WriteBoolean("success", true);
            writer.WritePropertyName("output");
            evaluation.WriteOutput(writer);
            writer.WriteStartArray("timings");
            foreach (long time in nanoseconds)
            {
                writer.WriteStartObject();
                writer.WriteString("name", "evaluate");
                writer.WriteNumber("nanoseconds", time);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
    }

    private static string Failure(int? id, string error) => Write(id, writer =>
    {
        writer.WriteBoolean("success", false);
        writer.WriteString("error", error);
    });

    /// <summary>An answer; without a number where the message has none that could be read.</summary>
    private static string Write(int? id, Action<Utf8JsonWriter> writeMembers)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            if (id is int number)
                writer.WriteNumber("id", number);
            else
                writer.WriteNull("id");
            writeMembers(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
