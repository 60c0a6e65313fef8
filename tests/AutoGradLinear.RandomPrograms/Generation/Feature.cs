namespace AutoGradLinear.RandomPrograms.Generation;

/// <summary>The parts of the language, each of which can be weighted and left out.</summary>
internal enum Feature
{
    /// <summary>Locals, assignment, arithmetic: always on.</summary>
    Core,
    Branches,
    Loops,
    Jumps,
    Elements,
    Arrays,
    Helpers,
}

/// <summary>How often each feature is used, relative to the others: one table.</summary>
internal sealed class FeatureWeights
{
    public static readonly FeatureWeights Default = new(new()
    {
        [Feature.Core] = 10,
        [Feature.Branches] = 10,
        [Feature.Loops] = 10,
        [Feature.Jumps] = 10,
        [Feature.Elements] = 10,
        [Feature.Arrays] = 10,
        [Feature.Helpers] = 6,
    });

    private readonly Dictionary<Feature, int> _weights;

    private FeatureWeights(Dictionary<Feature, int> weights) => _weights = weights;

    public int this[Feature feature] => _weights.GetValueOrDefault(feature);

    /// <summary>The same weights for some features, and none for the others.</summary>
    public FeatureWeights Only(IEnumerable<Feature> features)
        => new(features.Append(Feature.Core).Distinct().ToDictionary(feature => feature, feature => this[feature]));

    public FeatureWeights Without(IEnumerable<Feature> features)
        => new(_weights.Where(item => !features.Contains(item.Key)).ToDictionary());
}
