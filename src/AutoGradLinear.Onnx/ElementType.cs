namespace AutoGradLinear.Onnx;

/// <summary>The types of tensors, with the numbers that onnx.proto gives them (TensorProto.DataType).</summary>
internal enum ElementType
{
    Float = 1,
    Int64 = 7,
    String = 8,
    Double = 11,
}
