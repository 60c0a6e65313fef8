using Google.Protobuf;

namespace AutoGradLinear.Onnx;

/// <summary>
/// A protobuf message, written field by field. The numbers of the fields are those of onnx.proto, where each is described.
/// </summary>
internal sealed class Message
{
    private readonly MemoryStream content = new();
    private readonly CodedOutputStream output;

    public Message() => output = new CodedOutputStream(content, leaveOpen: true);

    public Message Add(int field, long value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
        return this;
    }

    public Message Add(int field, string text)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(text);
        return this;
    }

    public Message Add(int field, ByteString bytes)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(bytes);
        return this;
    }

    public Message Add(int field, Message message) => Add(field, message.ToBytes());

    /// <summary>A repeated field.</summary>
    public Message Add(int field, IEnumerable<Message> messages)
    {
        foreach (Message message in messages)
            Add(field, message);
        return this;
    }

    /// <summary>A repeated field.</summary>
    public Message Add(int field, IEnumerable<string> texts)
    {
        foreach (string text in texts)
            Add(field, text);
        return this;
    }

    /// <summary>A repeated field, number by number: readers of proto2 take that as they take packed ones.</summary>
    public Message Add(int field, IEnumerable<long> numbers)
    {
        foreach (long number in numbers)
            Add(field, number);
        return this;
    }

    /// <summary>The message so far.</summary>
    public ByteString ToBytes()
    {
        output.Flush();
        return UnsafeByteOperations.UnsafeWrap(content.GetBuffer().AsMemory(0, (int)content.Length));
    }
}
