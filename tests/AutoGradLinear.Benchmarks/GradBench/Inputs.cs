namespace AutoGradLinear.Benchmarks.GradBench;

/// <summary>Pseudo-random inputs that are the same in every run.</summary>
internal static class Inputs
{
    private const int Seed = 31337;

    /// <summary>Numbers between 0 and 1.</summary>
    public static double[] Uniform(int count)
    {
        var random = new Random(Seed);
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++)
            numbers[i] = random.NextDouble();
        return numbers;
    }
}
