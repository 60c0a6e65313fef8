namespace AutoGradLinear.Benchmarks.GradBench;

/// <summary>What is measured.</summary>
internal static class Objectives
{
    public static IReadOnlyList<Objective> All { get; } =
    [
        LogSumExpWorkloads.Objective,
        LeastSquaresWorkloads.Objective,
        OdeWorkloads.Objective,
        DeterminantWorkloads.Objective,
        GmmWorkloads.Objective,
        BundleAdjustmentWorkloads.Objective,
        LstmWorkloads.Objective,
        KMeansWorkloads.Objective,
    ];
}
