using AutoGradLinear.Data;
using AutoGradLinear.Objectives;

namespace AutoGradLinear.Solvers;

/// <summary>What the parts of a dual problem share.</summary>
/// <param name="Features">The features.</param>
/// <param name="Labels">One class index per example.</param>
/// <param name="Layout">Where weights and bias stand among the parameters.</param>
/// <param name="Penalty">The penalty.</param>
/// <param name="Examples">Weights and norms of the examples.</param>
/// <param name="Options">The solver's options.</param>
internal sealed record DualProblem(
    FeatureMatrix Features,
    int[] Labels,
    LinearLayout Layout,
    DualPenalty Penalty,
    DualExamples Examples,
    DualCoordinateAscentOptions Options)
{
    /// <summary>Whether there is a bias; it is the weight of a constant feature 1.</summary>
    public bool HasBias => Layout.Bias != Bias.None;

    /// <summary>Whether examples with nothing to give are left out for a while.</summary>
    public bool Shrinking => Options.Shrinking;

    /// <summary>The seed of a part.</summary>
    public long Seed(int part) => ((long)part << 32) + Options.Seed;
}
