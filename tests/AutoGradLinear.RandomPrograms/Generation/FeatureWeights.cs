namespace AutoGradLinear.RandomPrograms.Generation;

/// <summary>How often each feature is used, relative to the others: one table.</summary>
internal sealed class FeatureWeights
{
    public static readonly FeatureWeights Default = new(new()
    {
        [Feature.Core] = 10,
        [Feature.Branches] = 10,
        [Feature.Switches] = 5,
        [Feature.Loops] = 10,
        [Feature.Jumps] = 8,
        [Feature.Elements] = 10,
        [Feature.Arrays] = 10,
        [Feature.InOut] = 3,
        [Feature.Slices] = 6,
        [Feature.Grids] = 3,
        [Feature.Tables] = 2,
        [Feature.WholeArrays] = 4,
        [Feature.Tuples] = 4,
        [Feature.Structs] = 4,
        [Feature.Enums] = 2,
        [Feature.Helpers] = 5,
        [Feature.VoidHelpers] = 5,
        [Feature.References] = 4,
        [Feature.Generics] = 2,
        [Feature.LocalFunctions] = 3,
        [Feature.Recursion] = 3,
        [Feature.SideEffects] = 4,
        [Feature.Singles] = 2,
        [Feature.Functions] = 5,
        [Feature.Reductions] = 3,
        [Feature.Exceptions] = 1,
    });

    private readonly Dictionary<Feature, int> _weights;

    private FeatureWeights(Dictionary<Feature, int> weights) => _weights = weights;

    public int this[Feature feature] => _weights.GetValueOrDefault(feature);

    /// <summary>The same weights for some features, and none for the others.</summary>
    public FeatureWeights Only(IEnumerable<Feature> features)
        => new(features.Append(Feature.Core).Distinct().ToDictionary(feature => feature, feature => this[feature]));

    public FeatureWeights Without(IEnumerable<Feature> features)
        => new(_weights.Where(item => !features.Contains(item.Key)).ToDictionary());

    /// <summary>
    /// The weights of one program: each feature but the first stays with even chances, some grow. Programs then differ in what they are
    /// about, and none is about everything at once.
    /// </summary>
    public FeatureWeights Varied(Dice dice)
        => new(_weights.ToDictionary(
            item => item.Key,
            item => item.Key is Feature.Core ? item.Value : item.Value * dice.Pick(0, 0, 1, 1, 3)));
}
