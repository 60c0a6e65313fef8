namespace AutoGradLinear.Benchmarks.GradBench;

/// <summary>Pseudo-random inputs that are the same in every run.</summary>
internal static class Inputs
{
    private const int Seed = 31337;

    /// <summary>Numbers between 0 and 1.</summary>
    public static double[] Uniform(int count) => new RandomRows(Seed).Uniform(count);
}
