using AutoGradLinear.Data;

namespace AutoGradLinear.Onnx;

/// <summary>
/// The graph of a classifier. Input: <c>features</c> (rows × features). Outputs: <c>label</c> (text, one per row), <c>scores</c> (rows ×
/// scores) and, where they are known, <c>probabilities</c> (rows × classes).
/// </summary>
internal static class ClassifierGraph
{
    /// <summary>Makes the graph.</summary>
    /// <param name="model">The classifier.</param>
    /// <param name="calibrator">What turns its scores into probabilities in place of the loss's link, or null.</param>
    public static OnnxGraph Make(LinearClassifier model, Calibrator? calibrator)
    {
        var graph = new OnnxGraph();
        ElementType type = ElementTypes.Of(model);
        graph.Input("features", type, model.FeatureCount);
        string scores = AddScores(graph, model, type);
        string index;
        bool hasProbabilities = true;
        if (calibrator is not null)
        {
            string wide = CalibrationNodes.Add(graph, scores, calibrator);
            graph.Node("Cast", [wide], [OperatorAttribute.Of("to", (long)type)], "probabilities");
            index = Highest(graph, wide);
        }
        else
        {
            string? probabilities = ProbabilityNodes.Add(graph, scores, model);
            hasProbabilities = probabilities is not null;
            if (probabilities is not null)
                graph.Node("Identity", [probabilities], output: "probabilities");
            index = model.PositiveIndexOrNull is int positive ? Decide(graph, scores, model, positive, type) : Highest(graph, scores);
        }

        graph.Node("Gather", [graph.Texts(model.Classes), index], [OperatorAttribute.Of("axis", 0)], "label");
        graph.Output("label", ElementType.String, null);
        graph.Output("scores", type, model.ScoreCount);
        if (hasProbabilities)
            graph.Output("probabilities", type, model.Classes.Count);
        return graph;
    }

    /// <summary>
    /// W p(x) + b, where what p shifts, scales and leaves out is folded into W and b as in the library's own predictions.
    /// </summary>
    private static string AddScores(OnnxGraph graph, LinearClassifier model, ElementType type)
    {
        int columns = model.Preparation?.FeatureCount ?? model.FeatureCount;
        var map = new LinearMap(new double[checked(model.ScoreCount * columns)], new double[model.ScoreCount], columns);
        model.CopyParameters(map.Weights, map.Bias);
        string features = "features";
        if (model.Preparation is not null)
        {
            NormalRange range = type == ElementType.Double ? NormalRange.Of<double>() : NormalRange.Of<float>();
            (Preparation? left, map) = model.Preparation.Fold(map, range);
            if (left is not null)
                features = PreparationNodes.Add(graph, features, type, left);
        }

        return graph.Node(
            "Gemm",
            [features, graph.Reals(type, map.Weights, map.Bias.Length, map.Columns), graph.Reals(type, map.Bias, map.Bias.Length)],
            [OperatorAttribute.Of("transB", 1)],
            "scores");
    }

    /// <summary>The class of the highest score, the first of equals.</summary>
    private static string Highest(OnnxGraph graph, string scores) =>
        graph.Node("ArgMax", [scores], [OperatorAttribute.Of("axis", 1), OperatorAttribute.Of("keepdims", 0)]);

    /// <summary>The positive class where the score is above the threshold.</summary>
    private static string Decide(OnnxGraph graph, string scores, LinearClassifier model, int positive, ElementType type)
    {
        string isAbove = graph.Node("Greater", [scores, graph.Real(type, model.ThresholdOrZero)]);
        string index = graph.Node("Where", [isAbove, graph.Integers(positive), graph.Integers(1 - positive)]);
        return graph.Node("Squeeze", [index, graph.Integers(1)]);
    }
}
