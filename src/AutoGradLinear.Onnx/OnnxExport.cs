using AutoGradLinear.Data;
using AutoGradLinear.Models;
using AutoGradLinear.Onnx;

namespace AutoGradLinear;

/// <summary>Saves classifiers as ONNX, for runtimes of other languages and machines.</summary>
/// <remarks>
/// <para>
/// Input: <c>features</c>, rows × raw features, floats (doubles where the model has doubles). Outputs: <c>label</c>, a text per row;
/// <c>scores</c>, rows × scores; <c>probabilities</c>, rows × classes, of calibrated models and of the library's losses that have a link.
/// The link of a loss of one's own is C#, and is left out.
/// </para>
/// <para>
/// The preparation is part of the graph. Names of classes, features, loss and penalty are in its metadata. Labels equal those of the
/// library, and scores do within rounding. A graph throws nothing: of a NaN it makes a label all the same, and negative counts of terms
/// count as 0.
/// </para>
/// <para>ONNX operator set 17, IR version 8; see https://onnx.ai/onnx/operators.</para>
/// </remarks>
public static class OnnxExport
{
    private const int IrVersion = 8;
    private const int OperatorSet = 17;

    /// <summary>A protobuf message is shorter than 2 GB; names and operators need some of it.</summary>
    private const long MostWeightBytes = 2_000_000_000;

    /// <summary>Saves a classifier as ONNX. The file is replaced as a whole or not at all.</summary>
    /// <param name="model">The classifier.</param>
    /// <param name="path">The file, such as <c>iris.onnx</c>.</param>
    /// <exception cref="InvalidOperationException">The weights are larger than an ONNX file can be.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void SaveOnnx(this LinearClassifier model, string path)
    {
        ArgumentNullException.ThrowIfNull(model);
        Save(model, null, path);
    }

    /// <summary>Saves a classifier with calibrated probabilities as ONNX. The file is replaced as a whole or not at all.</summary>
    /// <param name="model">The classifier, calibrated by <see cref="Calibration.Platt"/> or <see cref="Calibration.Temperature"/>.</param>
    /// <param name="path">The file, such as <c>iris.onnx</c>.</param>
    /// <exception cref="NotSupportedException">The calibration is isotonic.</exception>
    /// <exception cref="InvalidOperationException">The weights are larger than an ONNX file can be.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void SaveOnnx(this CalibratedClassifier model, string path)
    {
        ArgumentNullException.ThrowIfNull(model);
        Save(model.Model, model.Calibrator, path);
    }

    private static void Save(LinearClassifier model, Calibrator? calibrator, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        long bytes = 8L * model.ScoreCount * model.FeatureCount;
        if (bytes > MostWeightBytes)
            throw new InvalidOperationException($"{model.ScoreCount} scores of {model.FeatureCount} features take up to {bytes} bytes; an ONNX file holds less than 2 GB.");

        // ModelProto: ir_version (1), producer_name (2), producer_version (3), graph (7), opset_import (8), metadata_props (14).
        Message message = new Message()
            .Add(1, IrVersion)
            .Add(2, LibraryVersion.Name)
            .Add(3, LibraryVersion.Number)
            .Add(7, ClassifierGraph.Make(model, calibrator).ToMessage("linear_classifier"))
            .Add(8, new Message().Add(1, string.Empty).Add(2, OperatorSet))
            .Add(14, Metadata(model));
        ReplacedFile.Write(path, stream => message.ToBytes().WriteTo(stream));
    }

    /// <summary>StringStringEntryProto: key (1), value (2). Lists are JSON, as in the library's own model files.</summary>
    private static IEnumerable<Message> Metadata(LinearClassifier model)
    {
        yield return Entry("library", $"{LibraryVersion.Name} {LibraryVersion.Number}");
        yield return Entry("loss", model.LossName);
        yield return Entry("penalty", model.PenaltyName);
        yield return Entry("classes", SavedJson.TextOf(model.Classes));
        if (model.FeatureNames is not null)
            yield return Entry("feature_names", SavedJson.TextOf(model.FeatureNames));
    }

    private static Message Entry(string key, string value) => new Message().Add(1, key).Add(2, value);
}
