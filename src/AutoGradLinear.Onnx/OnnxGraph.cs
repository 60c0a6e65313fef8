using System.Buffers.Binary;
using System.Globalization;
using Google.Protobuf;

namespace AutoGradLinear.Onnx;

/// <summary>A graph under construction: operators, constants, inputs and outputs. A tensor is known by its name.</summary>
internal sealed class OnnxGraph
{
    private readonly List<Message> nodes = [];
    private readonly List<Message> constants = [];
    private readonly List<Message> inputs = [];
    private readonly List<Message> outputs = [];

    /// <summary>Adds an operator.</summary>
    /// <param name="operation">Its name in the standard.</param>
    /// <param name="inputs">The tensors that it takes.</param>
    /// <param name="attributes">What it is set up with.</param>
    /// <param name="output">The name of its result, or null for a made one.</param>
    /// <param name="unused">How many results follow that nobody takes.</param>
    /// <returns>The name of its result.</returns>
    public string Node(string operation, string[] inputs, OperatorAttribute[]? attributes = null, string? output = null, int unused = 0)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{operation}_{nodes.Count}");
        string result = output ?? name;

        // NodeProto: input (1), output (2), name (3), op_type (4), attribute (5).
        nodes.Add(new Message()
            .Add(1, inputs)
            .Add(2, [result, .. Enumerable.Range(1, unused).Select(i => $"{name}_unused_{i}")])
            .Add(3, name)
            .Add(4, operation)
            .Add(5, (attributes ?? []).Select(attribute => attribute.ToMessage())));
        return result;
    }

    /// <summary>Adds a constant of reals.</summary>
    public string Reals(ElementType type, ReadOnlySpan<double> values, params long[] shape)
    {
        int size = type == ElementType.Double ? 8 : 4;
        byte[] bytes = new byte[values.Length * size];
        for (int i = 0; i < values.Length; i++)
        {
            Span<byte> target = bytes.AsSpan(i * size);
            if (type == ElementType.Double)
                BinaryPrimitives.WriteDoubleLittleEndian(target, values[i]);
            else
                BinaryPrimitives.WriteSingleLittleEndian(target, (float)values[i]);
        }

        return Constant(type, shape, tensor => tensor.Add(9, UnsafeByteOperations.UnsafeWrap(bytes)));
    }

    /// <summary>Adds a constant of one real.</summary>
    public string Real(ElementType type, double value) => Reals(type, [value]);

    /// <summary>Adds a constant row of whole numbers.</summary>
    public string Integers(params long[] values) => Constant(ElementType.Int64, [values.Length], tensor => tensor.Add(7, values));

    /// <summary>Adds a constant row of texts.</summary>
    public string Texts(IReadOnlyList<string> values) =>
        Constant(ElementType.String, [values.Count], tensor => tensor.Add(6, values));

    /// <summary>Declares an input of any number of rows.</summary>
    public void Input(string name, ElementType type, long columns) => inputs.Add(Value(name, type, columns));

    /// <summary>Declares an output of one element per row, or of one row per row.</summary>
    public void Output(string name, ElementType type, long? columns) => outputs.Add(Value(name, type, columns));

    /// <summary>GraphProto: node (1), name (2), initializer (5), input (11), output (12).</summary>
    public Message ToMessage(string name) => new Message().Add(1, nodes).Add(2, name).Add(5, constants).Add(11, inputs).Add(12, outputs);

    /// <summary>TensorProto: dims (1), data_type (2), string_data (6), int64_data (7), name (8), raw_data (9).</summary>
    private string Constant(ElementType type, long[] shape, Action<Message> fill)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"constant_{constants.Count}");
        Message tensor = new Message().Add(1, shape).Add(2, (long)type);
        fill(tensor);
        constants.Add(tensor.Add(8, name));
        return name;
    }

    /// <summary>
    /// ValueInfoProto: name (1), type (2) of tensor_type (1) with elem_type (1) and shape (2), whose dim (1) is a dim_value (1) or
    /// dim_param (2).
    /// </summary>
    private static Message Value(string name, ElementType type, long? columns)
    {
        Message shape = new Message().Add(1, new Message().Add(2, "rows"));
        if (columns is long count)
            shape.Add(1, new Message().Add(1, count));
        Message tensor = new Message().Add(1, (long)type).Add(2, shape);
        return new Message().Add(1, name).Add(2, new Message().Add(1, tensor));
    }
}
