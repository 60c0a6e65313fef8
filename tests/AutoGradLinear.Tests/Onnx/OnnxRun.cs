using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace AutoGradLinear.Tests.Onnx;

/// <summary>What Microsoft.ML.OnnxRuntime makes of a model and a dataset.</summary>
internal sealed record OnnxRun(string[] Labels, double[] Scores, double[]? Probabilities, ModelMetadata Metadata)
{
    public static OnnxRun Of(string path, ClassificationDataset data, bool isDouble = false)
    {
        using var session = new InferenceSession(path);
        NamedOnnxValue features = isDouble ? Features<double>(data) : Features<float>(data);
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = session.Run([features]);
        DisposableNamedOnnxValue? probabilities = results.SingleOrDefault(result => result.Name == "probabilities");
        return new OnnxRun(
            results.Single(result => result.Name == "label").AsTensor<string>().ToArray(),
            Doubles(results.Single(result => result.Name == "scores"), isDouble),
            probabilities is null ? null : Doubles(probabilities, isDouble),
            session.ModelMetadata);
    }

    private static NamedOnnxValue Features<T>(ClassificationDataset data)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        var values = new T[data.Count * data.FeatureCount];
        for (int i = 0; i < data.Count; i++)
            data.CopyRow<T>(i, values.AsSpan(i * data.FeatureCount, data.FeatureCount));
        return NamedOnnxValue.CreateFromTensor("features", new DenseTensor<T>(values, [data.Count, data.FeatureCount]));
    }

    private static double[] Doubles(DisposableNamedOnnxValue value, bool isDouble) =>
        isDouble ? value.AsTensor<double>().ToArray() : [.. value.AsTensor<float>().Select(number => (double)number)];
}
