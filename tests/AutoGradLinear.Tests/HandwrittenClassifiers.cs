using AutoGradLinear.Models;
using AutoGradLinear.Training;

namespace AutoGradLinear.Tests;

/// <summary>A classifier as the generator emits it, with the hinge and floats.</summary>
public sealed class HingeModel : LinearClassifier<float, HandwrittenHinge<float>, HandwrittenRidge<float>>,
    ILinearClassifier<HingeModel, float, HandwrittenHinge<float>, HandwrittenRidge<float>>
{
    private HingeModel(LinearModel<float, HandwrittenHinge<float>, HandwrittenRidge<float>> model)
        : base(model)
    {
    }

    protected override IReadOnlyList<KeyValuePair<string, double>> LossHyperparameters => ModelFile.Hyperparameters(Loss);

    protected override IReadOnlyList<KeyValuePair<string, double>> PenaltyHyperparameters => ModelFile.Hyperparameters(Penalty);

    static HingeModel ILinearClassifier<HingeModel, float, HandwrittenHinge<float>, HandwrittenRidge<float>>.Create(
        LinearModel<float, HandwrittenHinge<float>, HandwrittenRidge<float>> model) => new(model);

    public static HingeModel Train(
        ClassificationDataset data,
        HandwrittenHinge<float> loss,
        HandwrittenRidge<float> penalty,
        TrainingOptions? options = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
        => Trainer(loss, penalty, options).Train(data, progress, cancellationToken);

    public static Trainer<HingeModel> Trainer(
        HandwrittenHinge<float> loss, HandwrittenRidge<float> penalty, TrainingOptions? options = null)
        => new LinearTrainer<HingeModel, float, HandwrittenHinge<float>, HandwrittenRidge<float>>(loss, penalty, options);

    public static HingeModel Load(string path, HandwrittenHinge<float> loss, HandwrittenRidge<float> penalty) =>
        new(ModelFile.Load<float, HandwrittenHinge<float>, HandwrittenRidge<float>>(path, loss, penalty));

    public static HingeModel Load(string path) =>
        new(ModelFile.LoadWithHyperparameters<float, HandwrittenHinge<float>, HandwrittenRidge<float>>(path));
}

/// <summary>A classifier as the generator emits it, with softmax cross-entropy and doubles.</summary>
public sealed class SoftmaxModel : LinearClassifier<double, HandwrittenSoftmax<double>, HandwrittenRidge<double>>,
    ILinearClassifier<SoftmaxModel, double, HandwrittenSoftmax<double>, HandwrittenRidge<double>>
{
    private SoftmaxModel(LinearModel<double, HandwrittenSoftmax<double>, HandwrittenRidge<double>> model)
        : base(model)
    {
    }

    static SoftmaxModel ILinearClassifier<SoftmaxModel, double, HandwrittenSoftmax<double>, HandwrittenRidge<double>>.Create(
        LinearModel<double, HandwrittenSoftmax<double>, HandwrittenRidge<double>> model) => new(model);

    public static SoftmaxModel Train(
        ClassificationDataset data,
        HandwrittenSoftmax<double> loss,
        HandwrittenRidge<double> penalty,
        TrainingOptions? options = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
        => Trainer(loss, penalty, options).Train(data, progress, cancellationToken);

    public static Trainer<SoftmaxModel> Trainer(
        HandwrittenSoftmax<double> loss, HandwrittenRidge<double> penalty, TrainingOptions? options = null)
        => new LinearTrainer<SoftmaxModel, double, HandwrittenSoftmax<double>, HandwrittenRidge<double>>(loss, penalty, options);

    public static SoftmaxModel Load(string path, HandwrittenSoftmax<double> loss, HandwrittenRidge<double> penalty) =>
        new(ModelFile.Load<double, HandwrittenSoftmax<double>, HandwrittenRidge<double>>(path, loss, penalty));
}
