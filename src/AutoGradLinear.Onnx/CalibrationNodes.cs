using AutoGradLinear.Evaluation;

namespace AutoGradLinear.Onnx;

/// <summary>Calibrators as operators, in doubles, as the library computes them.</summary>
internal static class CalibrationNodes
{
    private const ElementType Real = ElementType.Double;

    /// <summary>Adds the probabilities of the classes.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="scores">The tensor of scores, rows × scores.</param>
    /// <param name="calibrator">The calibrator.</param>
    /// <returns>The tensor of doubles, rows × classes.</returns>
    /// <exception cref="NotSupportedException">The calibration is isotonic.</exception>
    public static string Add(OnnxGraph graph, string scores, Calibrator calibrator)
    {
        string wide = graph.Node("Cast", [scores], [OperatorAttribute.Of("to", (long)Real)]);
        return calibrator switch
        {
            TemperatureCalibrator temperature => Temperature(graph, wide, temperature),
            CurveCalibrator curves => Platt(graph, wide, curves),
            _ => throw new NotSupportedException($"{calibrator.GetType()} has no counterpart in ONNX."),
        };
    }

    /// <summary>softmax(s / T), or σ(±s / T).</summary>
    private static string Temperature(OnnxGraph graph, string scores, TemperatureCalibrator calibrator)
    {
        string scaled = graph.Node("Div", [scores, graph.Real(Real, calibrator.Temperature)]);
        if (calibrator.PositiveIndex is not int positive)
            return graph.Node("Softmax", [scaled], [OperatorAttribute.Of("axis", 1)]);
        string other = graph.Node("Sigmoid", [graph.Node("Neg", [scaled])]);
        return ProbabilityNodes.Join(graph, graph.Node("Sigmoid", [scaled]), other, positive);
    }

    /// <summary>σ(a s + b); of several scores each by its margin over the others, then divided by their sum.</summary>
    private static string Platt(OnnxGraph graph, string scores, CurveCalibrator calibrator)
    {
        PlattCurve[] curves = [.. calibrator.Curves.Select(curve => curve as PlattCurve ?? throw new NotSupportedException(
            "An isotonic curve goes through points, for which ONNX has no operator. Calibrate with Calibration.Platt or Calibration.Temperature."))];
        string input = calibrator.AreOfMargins ? Margins(graph, scores) : scores;
        string slopes = graph.Reals(Real, [.. curves.Select(curve => curve.Slope)], curves.Length);
        string intercepts = graph.Reals(Real, [.. curves.Select(curve => curve.Intercept)], curves.Length);
        string probabilities = graph.Node("Sigmoid", [graph.Node("Add", [graph.Node("Mul", [input, slopes]), intercepts])]);
        if (calibrator.PositiveIndex is int positive)
            return ProbabilityNodes.OfTwo(graph, probabilities, positive, Real);
        string sum = graph.Node("ReduceSum", [probabilities, graph.Integers(1)], [OperatorAttribute.Of("keepdims", 1)]);
        string isPositive = graph.Node("Greater", [sum, graph.Real(Real, 0.0)]);
        return graph.Node("Where", [isPositive, graph.Node("Div", [probabilities, sum]), graph.Real(Real, 1.0 / curves.Length)]);
    }

    /// <summary>s_c less the largest of the others: less the second largest where s_c is the largest, else less the largest.</summary>
    private static string Margins(OnnxGraph graph, string scores)
    {
        string topTwo = graph.Node("TopK", [scores, graph.Integers(2)], [OperatorAttribute.Of("axis", 1)], unused: 1);
        string first = graph.Node("Gather", [topTwo, graph.Integers(0)], [OperatorAttribute.Of("axis", 1)]);
        string second = graph.Node("Gather", [topTwo, graph.Integers(1)], [OperatorAttribute.Of("axis", 1)]);
        string isFirst = graph.Node("Equal", [scores, first]);
        return graph.Node("Sub", [scores, graph.Node("Where", [isFirst, second, first])]);
    }
}
