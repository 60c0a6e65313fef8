using AutoGradLinear.Losses;

namespace AutoGradLinear.Onnx;

/// <summary>The links of the library's own losses as operators: from scores to probabilities.</summary>
internal static class ProbabilityNodes
{
    /// <summary>Adds the probabilities of the classes.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="scores">The tensor of scores, rows × scores.</param>
    /// <param name="model">The model.</param>
    /// <returns>The tensor, rows × classes; null where the loss has no link, or one of the user's own, which is code and no
    /// operator.</returns>
    public static string? Add(OnnxGraph graph, string scores, LinearClassifier model)
    {
        if (IsSoftmax(model.LossType))
            return graph.Node("Softmax", [scores], [OperatorAttribute.Of("axis", 1)]);
        return IsLogistic(model.LossType) && model.PositiveIndexOrNull is int positive
            ? OfTwo(graph, graph.Node("Sigmoid", [scores]), positive, ElementTypes.Of(model))
            : null;
    }

    /// <summary>Adds the column of the other class, 1 − p, on the side where it belongs.</summary>
    public static string OfTwo(OnnxGraph graph, string positive, int positiveIndex, ElementType type)
    {
        string other = graph.Node("Sub", [graph.Real(type, 1.0), positive]);
        return Join(graph, positive, other, positiveIndex);
    }

    /// <summary>Puts the columns of two classes side by side.</summary>
    public static string Join(OnnxGraph graph, string positive, string other, int positiveIndex) =>
        graph.Node("Concat", positiveIndex == 0 ? [positive, other] : [other, positive], [OperatorAttribute.Of("axis", 1)]);

    private static bool IsSoftmax(Type loss) =>
        loss == typeof(SoftmaxCrossEntropy<float>) || loss == typeof(SoftmaxCrossEntropy<double>) || loss == typeof(SoftmaxCrossEntropy<Half>);

    private static bool IsLogistic(Type loss) =>
        loss == typeof(BinaryTarget<float, Logistic<float>>)
        || loss == typeof(BinaryTarget<double, Logistic<double>>)
        || loss == typeof(BinaryTarget<Half, Logistic<Half>>);
}
