namespace AutoGradLinear.Onnx;

/// <summary>The type of a model's tensors.</summary>
internal static class ElementTypes
{
    /// <summary>Doubles for doubles, else floats: a Half is one, and few runtimes compute in Half.</summary>
    public static ElementType Of(LinearClassifier model) => model.RealType == typeof(double) ? ElementType.Double : ElementType.Float;
}
