namespace AutoGradLinear.Benchmarks.GradBench;

/// <summary>Rows of pseudo-random numbers that are the same in every run.</summary>
internal sealed class RandomRows(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>Numbers that are uniform in [0, 1).</summary>
    public double[] Uniform(int length)
    {
        double[] row = new double[length];
        for (int i = 0; i < length; i++)
            row[i] = _random.NextDouble();
        return row;
    }

    /// <summary>Numbers of the standard normal distribution, as Box and Muller draw them.</summary>
    public double[] Normal(int length)
    {
        double[] row = new double[length];
        for (int i = 0; i < length; i++)
            row[i] = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
        return row;
    }
}
