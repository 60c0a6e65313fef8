using System.Globalization;
using System.Numerics;
using AutoGradLinear.Data;
using AutoGradLinear.Losses;

namespace AutoGradLinear.Training;

/// <summary>The fingerprint of a training: all that decides which steps it takes, but for the machine.</summary>
internal static class RunFingerprint
{
    /// <summary>Describes a training.</summary>
    /// <param name="data">The training data.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="penalty">The penalty.</param>
    /// <param name="solver">The method, never <see cref="Solver.Auto"/>.</param>
    /// <param name="options">The options; threads and checkpoints change no step.</param>
    /// <param name="start">The parameters to start from.</param>
    public static Fingerprint Of<T, TLoss, TPenalty>(
        ClassificationDataset data, TLoss loss, TPenalty penalty, Solver solver, TrainingOptions options, ReadOnlySpan<double> start)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, ILoss<T, int>
        where TPenalty : struct, IPenalty<T>
    {
        List<(string Name, string Value)> parts =
        [
            ("library version", typeof(RunFingerprint).Assembly.GetName().Version?.ToString() ?? "unknown"),
            ("loss", HyperparameterText.OfLoss<T, TLoss>(loss)),
            ("penalty", HyperparameterText.OfPenalty<T, TPenalty>(penalty)),
            ("solver", solver.ToString()),
            .. OptionParts(options),
            ("class weights", options.ClassWeights.Resolve(data) is { } factors ? Checksum<double>(factors) : "none"),
            ("initial parameters", Checksum(start)),
            .. DataParts("data", data),
        ];
        if (options.Validation is { } validation)
            parts.AddRange(DataParts("validation data", validation));
        return new Fingerprint(parts);
    }

    private static IEnumerable<(string Name, string Value)> OptionParts(TrainingOptions options) =>
    [
        (nameof(options.MaxIterations), Text(options.MaxIterations)),
        (nameof(options.Tolerance), Text(options.Tolerance)),
        (nameof(options.GapTolerance), Text(options.GapTolerance)),
        (nameof(options.HistorySize), Text(options.HistorySize)),
        (nameof(options.InitialMatrix), options.InitialMatrix?.ToString() ?? "chosen"),
        (nameof(options.Epochs), Text(options.Epochs)),
        (nameof(options.BatchSize), Text(options.BatchSize)),
        (nameof(options.LearningRate), Text(options.LearningRate)),
        (nameof(options.Momentum), Text(options.Momentum)),
        (nameof(options.Nesterov), options.Nesterov.ToString()),
        (nameof(options.LearningRateSchedule), options.LearningRateSchedule.ToString()),
        (nameof(options.WarmupEpochs), Text(options.WarmupEpochs)),
        (nameof(options.ClipNorm), Text(options.ClipNorm)),
        (nameof(options.Averaging), options.Averaging.ToString()),
        (nameof(options.WeightDecay), Text(options.WeightDecay)),
        (nameof(options.Seed), Text(options.Seed)),
        (nameof(options.Bias), options.Bias.ToString()),
        (nameof(options.Patience), Text(options.Patience)),
    ];

    private static IEnumerable<(string Name, string Value)> DataParts(string what, ClassificationDataset data)
    {
        yield return ($"number of examples of the {what}", Text(data.Count));
        yield return ($"number of features of the {what}", Text(data.FeatureCount));
        yield return ($"storage of the {what}", $"{(data.IsSparse ? "sparse" : "dense")} {data.Storage}");
        yield return ($"classes of the {what}", Checksum(data.Classes));
        yield return ($"feature names of the {what}", data.FeatureNames is { } names ? Checksum(names) : "none");
        yield return ($"labels of the {what}", Checksum(data.Labels));
        yield return ($"weights of the {what}", data.HasWeights ? Checksum(data.Weights) : "none");
        var checksum = new Checksum32();
        data.Features.AddTo(ref checksum);
        yield return ($"features of the {what}", Text(checksum));
    }

    private static string Checksum(IReadOnlyList<string> names)
    {
        var checksum = new Checksum32();
        foreach (string name in names)
        {
            checksum.Add<int>([name.Length]);
            checksum.Add<char>(name);
        }

        return Text(checksum);
    }

    private static string Checksum<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var checksum = new Checksum32();
        checksum.Add(values);
        return Text(checksum);
    }

    private static string Text(Checksum32 checksum) => $"#{checksum.Value:X8}";

    private static string Text<T>(T? value)
        where T : struct, INumber<T> =>
        value is { } number ? Text(number) : "none";

    private static string Text<T>(T value)
        where T : INumber<T> =>
        value.ToString(null, CultureInfo.InvariantCulture);
}
