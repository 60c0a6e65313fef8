using System.Text.Json;

namespace AutoGradLinear.Tests.Evaluation;

/// <summary>What tests/reference/evaluation.py has written: predictions, and scikit-learn's measures of them.</summary>
internal sealed class EvaluationReferences(JsonElement root)
{
    private static readonly JsonElement File = JsonDocument.Parse(System.IO.File.ReadAllText(ReferenceFiles.PathOf("evaluation.json"))).RootElement;

    /// <summary>Two classes, probabilities of the second in tenths, weights with zeros among them.</summary>
    public static EvaluationReferences Cancer { get; } = new(File.GetProperty("cancer"));

    /// <summary>Three classes, probabilities with ties, weights.</summary>
    public static EvaluationReferences Iris { get; } = new(File.GetProperty("iris"));

    /// <summary>Ten classes, whole scores; class 7 has no examples, class 8 is never predicted.</summary>
    public static EvaluationReferences Digits { get; } = new(File.GetProperty("digits"));

    /// <summary>Normal distribution and bootstrap intervals by SciPy.</summary>
    public static EvaluationReferences Bootstrap { get; } = new(File.GetProperty("bootstrap"));

    public int[] Labels => [.. root.GetProperty("labels").EnumerateArray().Select(item => item.GetInt32())];

    public double[] Weights => Numbers("weights");

    public EvaluationReferences Part(string name) => new(root.GetProperty(name));

    public double Number(string name) => root.GetProperty(name).GetDouble();

    public double[] Numbers(string name) => Numbers(root.GetProperty(name));

    public double[][] Rows(string name) => [.. root.GetProperty(name).EnumerateArray().Select(Numbers)];

    private static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetDouble())];
}
