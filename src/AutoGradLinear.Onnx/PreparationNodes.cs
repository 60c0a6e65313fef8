using AutoGradLinear.Data;

namespace AutoGradLinear.Onnx;

/// <summary>The steps of a preparation as operators, in doubles, as the library computes them.</summary>
internal static class PreparationNodes
{
    private const ElementType Real = ElementType.Double;

    /// <summary>Adds the steps that could not be folded into weights and bias.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="features">The tensor of the raw features, rows × columns.</param>
    /// <param name="type">The type of the features.</param>
    /// <param name="preparation">The steps.</param>
    /// <returns>The tensor of the prepared features, of the same type.</returns>
    public static string Add(OnnxGraph graph, string features, ElementType type, Preparation preparation)
    {
        string current = graph.Node("Cast", [features], [OperatorAttribute.Of("to", (long)Real)]);
        foreach (FittedStep step in preparation.Steps)
        {
            current = step switch
            {
                SelectionStep selection => Select(graph, current, selection),
                UnitRowsStep unitRows => UnitRows(graph, current, unitRows),
                TfIdfStep tfIdf => Weigh(graph, current, tfIdf),
                { AsMap: ColumnMap map } => Map(graph, current, map),
                _ => throw new NotSupportedException($"The step '{step.Kind}' of the preparation has no counterpart in ONNX. Apply it to the data beforehand."),
            };
        }

        return graph.Node("Cast", [current], [OperatorAttribute.Of("to", (long)type)]);
    }

    /// <summary>(x − o) f.</summary>
    private static string Map(OnnxGraph graph, string features, ColumnMap map)
    {
        string shifted = graph.Node("Sub", [features, graph.Reals(Real, map.Offsets, map.Offsets.Length)]);
        return graph.Node("Mul", [shifted, graph.Reals(Real, map.Factors, map.Factors.Length)]);
    }

    private static string Select(OnnxGraph graph, string features, SelectionStep step)
    {
        long[] kept = new long[step.Kept.Length];
        for (int k = 0; k < kept.Length; k++)
            kept[k] = step.Kept[k];
        return graph.Node("Gather", [features, graph.Integers(kept)], [OperatorAttribute.Of("axis", 1)]);
    }

    /// <summary>x / ‖x‖, relative to the largest magnitude so that squares neither overflow nor vanish; rows of zeros stay.</summary>
    private static string UnitRows(OnnxGraph graph, string features, UnitRowsStep step)
    {
        string magnitudes = graph.Node("Abs", [features]);
        string largest = graph.Node("ReduceMax", [magnitudes], [OperatorAttribute.Of("axes", [1L]), OperatorAttribute.Of("keepdims", 1)]);
        string relative = graph.Node("Div", [features, OneForZero(graph, largest)]);
        string terms = step.Norm == RowNorm.L1 ? graph.Node("Abs", [relative]) : graph.Node("Mul", [relative, relative]);
        string sum = graph.Node("ReduceSum", [terms, graph.Integers(1)], [OperatorAttribute.Of("keepdims", 1)]);
        string norm = step.Norm == RowNorm.L1 ? sum : graph.Node("Sqrt", [sum]);
        return graph.Node("Div", [relative, OneForZero(graph, norm)]);
    }

    /// <summary>tf(x) · idf, 0 where x is not positive: counts are not negative, and a graph cannot refuse them.</summary>
    private static string Weigh(OnnxGraph graph, string counts, TfIdfStep step)
    {
        string weights = step.TermFrequency switch
        {
            TermFrequency.Count => counts,
            TermFrequency.Binary => graph.Node("Sign", [counts]),
            _ => graph.Node("Add", [graph.Node("Log", [counts]), graph.Real(Real, 1.0)]),
        };
        string isPositive = graph.Node("Greater", [counts, graph.Real(Real, 0.0)]);
        string weighted = graph.Node("Where", [isPositive, weights, graph.Real(Real, 0.0)]);
        return step.TermWeights.IsEmpty ? weighted : graph.Node("Mul", [weighted, graph.Reals(Real, step.TermWeights, step.TermWeights.Length)]);
    }

    private static string OneForZero(OnnxGraph graph, string values)
    {
        string isZero = graph.Node("Equal", [values, graph.Real(Real, 0.0)]);
        return graph.Node("Where", [isZero, graph.Real(Real, 1.0), values]);
    }
}
