namespace AutoGradLinear.Onnx;

/// <summary>A whole number, or several, that an operator is set up with.</summary>
internal sealed record OperatorAttribute(string Name, long? Number, long[] Numbers)
{
    private const int NumberType = 2;
    private const int NumbersType = 7;

    public static OperatorAttribute Of(string name, long number) => new(name, number, []);

    public static OperatorAttribute Of(string name, long[] numbers) => new(name, null, numbers);

    /// <summary>AttributeProto: name (1), i (3) or ints (8), type (20).</summary>
    public Message ToMessage()
    {
        Message message = new Message().Add(1, Name);
        return Number is long number ? message.Add(3, number).Add(20, NumberType) : message.Add(8, Numbers).Add(20, NumbersType);
    }
}
