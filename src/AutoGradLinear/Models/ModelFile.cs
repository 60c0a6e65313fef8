using System.Numerics;
using AutoGradLinear.Data;
using AutoGradLinear.Losses;

namespace AutoGradLinear.Models;

/// <summary>
/// Linear classifiers in files of the safetensors layout, with the tensors <c>weights</c> (scores × prepared features) and <c>bias</c>
/// (scores).
/// </summary>
/// <remarks>
/// <para>
/// The metadata hold the version of the format and of the library, the names of classes and features, of loss and penalty, their
/// hyperparameters, and the preparation. Other tools that read safetensors can read the weights.
/// </para>
/// <para>A file is read without being trusted: every size, offset, type and number is checked before it is used.</para>
/// </remarks>
public static class ModelFile
{
    /// <summary>Saves a model; the file is replaced as a whole or not at all.</summary>
    /// <typeparam name="T">float, double or Half.</typeparam>
    /// <typeparam name="TLoss">The loss.</typeparam>
    /// <typeparam name="TPenalty">The penalty.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="model">The model.</param>
    /// <param name="lossHyperparameters">Names and values; empty where they are not known.</param>
    /// <param name="penaltyHyperparameters">Names and values; empty where they are not known.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="InvalidOperationException">The model is larger than a file of this layout can be.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> has no counterpart in the layout.</exception>
    public static void Save<T, TLoss, TPenalty>(
        string path,
        LinearModel<T, TLoss, TPenalty> model,
        IReadOnlyList<KeyValuePair<string, double>> lossHyperparameters,
        IReadOnlyList<KeyValuePair<string, double>> penaltyHyperparameters)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, ILoss<T, int>
        where TPenalty : struct, IPenalty<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(model);
        var metadata = new ModelMetadata(
            model.Classes,
            model.FeatureNames,
            model.LossName,
            typeof(TPenalty).ToString(),
            lossHyperparameters,
            penaltyHyperparameters,
            model.Binary is { } decision
                ? new PositiveClass(model.Classes[decision.PositiveIndex], double.CreateTruncating(decision.Threshold))
                : null,
            model.Preparation);
        byte[] content = SafetensorsWriter.Write(metadata, model.Weights, model.Bias);
        ReplacedFile.Write(path, stream => stream.Write(content));
    }

    /// <summary>Loads a model whose loss and penalty are given.</summary>
    /// <typeparam name="T">The real type of the weights, as saved.</typeparam>
    /// <typeparam name="TLoss">The loss, as saved.</typeparam>
    /// <typeparam name="TPenalty">The penalty, as saved.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="penalty">The penalty.</param>
    /// <returns>The model.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">
    /// The file is damaged or of another kind; the message names it and says what was expected.
    /// </exception>
    public static LinearModel<T, TLoss, TPenalty> Load<T, TLoss, TPenalty>(string path, TLoss loss, TPenalty penalty)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, ILoss<T, int>
        where TPenalty : struct, IPenalty<T>
    {
        (ModelMetadata metadata, T[] weights, T[] bias) = Read<T>(path);
        RequireNames<TLoss, TPenalty>(path, metadata);
        return Make(path, metadata, weights, bias, loss, penalty);
    }

    /// <summary>Loads a model, its loss and its penalty with the hyperparameters that are in the file.</summary>
    /// <typeparam name="T">The real type of the weights, as saved.</typeparam>
    /// <typeparam name="TLoss">The loss, as saved.</typeparam>
    /// <typeparam name="TPenalty">The penalty, as saved.</typeparam>
    /// <param name="path">The file.</param>
    /// <returns>The model.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">
    /// The file is damaged or of another kind, or holds other hyperparameters; the message names it and says what was expected.
    /// </exception>
    public static LinearModel<T, TLoss, TPenalty> LoadWithHyperparameters<T, TLoss, TPenalty>(string path)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, ILoss<T, int>, IHyperparameters<TLoss>
        where TPenalty : struct, IPenalty<T>, IHyperparameters<TPenalty>
    {
        (ModelMetadata metadata, T[] weights, T[] bias) = Read<T>(path);
        RequireNames<TLoss, TPenalty>(path, metadata);
        TLoss loss = Restore<TLoss>(path, "loss", metadata.LossHyperparameters);
        TPenalty penalty = Restore<TPenalty>(path, "penalty", metadata.PenaltyHyperparameters);
        return Make(path, metadata, weights, bias, loss, penalty);
    }

    /// <summary>Loads a model of one score whose loss and penalty are given.</summary>
    /// <typeparam name="T">The real type of the weights, as saved.</typeparam>
    /// <typeparam name="TLoss">The loss of one score, as saved.</typeparam>
    /// <typeparam name="TPenalty">The penalty, as saved.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="loss">The loss of one score.</param>
    /// <param name="penalty">The penalty.</param>
    /// <returns>The model.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">
    /// The file is damaged or of another kind; the message names it and says what was expected.
    /// </exception>
    public static LinearModel<T, BinaryTarget<T, TLoss>, TPenalty> LoadBinary<T, TLoss, TPenalty>(string path, TLoss loss, TPenalty penalty)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, ILoss<T, T>
        where TPenalty : struct, IPenalty<T>
    {
        (ModelMetadata metadata, T[] weights, T[] bias) = Read<T>(path);
        RequireNames<TLoss, TPenalty>(path, metadata);
        return Make(path, metadata, weights, bias, MakeBinary<T, TLoss>(path, metadata, loss), penalty);
    }

    /// <summary>Loads a model of one score, its loss and its penalty with the hyperparameters that are in the file.</summary>
    /// <typeparam name="T">The real type of the weights, as saved.</typeparam>
    /// <typeparam name="TLoss">The loss of one score, as saved.</typeparam>
    /// <typeparam name="TPenalty">The penalty, as saved.</typeparam>
    /// <param name="path">The file.</param>
    /// <returns>The model.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">
    /// The file is damaged or of another kind, or holds other hyperparameters; the message names it and says what was expected.
    /// </exception>
    public static LinearModel<T, BinaryTarget<T, TLoss>, TPenalty> LoadBinaryWithHyperparameters<T, TLoss, TPenalty>(string path)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, ILoss<T, T>, IHyperparameters<TLoss>
        where TPenalty : struct, IPenalty<T>, IHyperparameters<TPenalty>
    {
        (ModelMetadata metadata, T[] weights, T[] bias) = Read<T>(path);
        RequireNames<TLoss, TPenalty>(path, metadata);
        TLoss loss = Restore<TLoss>(path, "loss", metadata.LossHyperparameters);
        TPenalty penalty = Restore<TPenalty>(path, "penalty", metadata.PenaltyHyperparameters);
        return Make(path, metadata, weights, bias, MakeBinary<T, TLoss>(path, metadata, loss), penalty);
    }

    /// <summary>Lists the hyperparameters of a loss or penalty, as they are saved.</summary>
    /// <typeparam name="THyperparameters">The loss or penalty.</typeparam>
    /// <param name="value">The loss or penalty.</param>
    /// <returns>Names and values, in the order of declaration.</returns>
    public static IReadOnlyList<KeyValuePair<string, double>> Hyperparameters<THyperparameters>(THyperparameters value)
        where THyperparameters : struct, IHyperparameters<THyperparameters>
    {
        ReadOnlySpan<string> names = THyperparameters.HyperparameterNames;
        double[] values = value.GetHyperparameters();
        var list = new KeyValuePair<string, double>[names.Length];
        for (int i = 0; i < list.Length; i++)
            list[i] = new KeyValuePair<string, double>(names[i], values[i]);
        return list;
    }

    private static (ModelMetadata Metadata, T[] Weights, T[] Bias) Read<T>(string path)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return new SafetensorsReader(path, stream).Read<T>();
    }

    private static LinearModel<T, TLoss, TPenalty> Make<T, TLoss, TPenalty>(
        string path, ModelMetadata metadata, T[] weights, T[] bias, TLoss loss, TPenalty penalty)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, ILoss<T, int>
        where TPenalty : struct, IPenalty<T>
    {
        try
        {
            T threshold = metadata.Positive is { } positive ? T.CreateTruncating(positive.Threshold) : T.Zero;
            return new LinearModel<T, TLoss, TPenalty>(
                weights, bias, metadata.Classes, metadata.FeatureNames, loss, penalty, null, threshold, metadata.Preparation);
        }
        catch (ArgumentException invalid)
        {
            throw Error(path, invalid.Message, invalid);
        }
    }

    private static BinaryTarget<T, TLoss> MakeBinary<T, TLoss>(string path, ModelMetadata metadata, TLoss loss)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, ILoss<T, T>
    {
        if (metadata.Positive is not { } positive)
            throw Error(path, "the model has a score for each class; expected one with a positive class.");
        int index = ClassMapping.IndexOf(metadata.Classes, positive.Name);
        return index >= 0
            ? new BinaryTarget<T, TLoss>(loss, index)
            : throw Error(
                path, $"'positive_class' is '{SavedObject.Shown(positive.Name)}'; expected one of {TableChecks.List(metadata.Classes.Select(SavedObject.Shown))}.");
    }

    private static void RequireNames<TLoss, TPenalty>(string path, ModelMetadata metadata)
    {
        RequireType(path, "loss", metadata.Loss, typeof(TLoss).ToString());
        RequireType(path, "penalty", metadata.Penalty, typeof(TPenalty).ToString());
    }

    private static void RequireType(string path, string what, string saved, string expected)
    {
        if (!string.Equals(saved, expected, StringComparison.Ordinal))
            throw Error(path, $"the model has the {what} '{saved}'; expected '{expected}'.");
    }

    private static THyperparameters Restore<THyperparameters>(
        string path, string what, IReadOnlyList<KeyValuePair<string, double>> saved)
        where THyperparameters : struct, IHyperparameters<THyperparameters>
    {
        ReadOnlySpan<string> names = THyperparameters.HyperparameterNames;
        double[] values = new double[names.Length];
        bool same = names.Length == saved.Count;
        for (int i = 0; same && i < names.Length; i++)
        {
            same = string.Equals(names[i], saved[i].Key, StringComparison.Ordinal);
            values[i] = saved[i].Value;
        }

        if (!same)
        {
            throw Error(
                path,
                $"the model has the {what} hyperparameters [{TableChecks.List(saved.Select(pair => SavedObject.Shown(pair.Key)))}]; expected "
                + $"[{string.Join(", ", names.ToArray())}]. Load it with the {what} given.");
        }

        return THyperparameters.FromHyperparameters(values);
    }

    private static DataFormatException Error(string path, string problem, Exception? cause = null) => new(path, string.Empty, problem, cause);
}
