using AutoGradLinear.Models;

namespace AutoGradLinear.Tests.Models;

/// <summary>Models of given weights.</summary>
internal static class Models
{
    public static HingeModel Make(float[] weights, float[] bias, string[] classes, string[]? featureNames = null) =>
        Create<HingeModel>(new LinearModel<float, HandwrittenHinge<float>, HandwrittenRidge<float>>(
            weights, bias, classes, featureNames, new(1f), new(0.25f)));

    private static TModel Create<TModel>(LinearModel<float, HandwrittenHinge<float>, HandwrittenRidge<float>> model)
        where TModel : ILinearClassifier<TModel, float, HandwrittenHinge<float>, HandwrittenRidge<float>>
        => TModel.Create(model);
}
