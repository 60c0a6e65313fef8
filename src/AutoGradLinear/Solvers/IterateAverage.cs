using System.Numerics.Tensors;

namespace AutoGradLinear.Solvers;

/// <summary>The mean of the iterates that count: x̄ ← x̄ + (x − x̄) / k.</summary>
/// <param name="kind">Which ones count.</param>
/// <param name="total">The number of steps of the whole run.</param>
/// <param name="dimension">The number of parameters.</param>
internal sealed class IterateAverage(IterateAveraging kind, long total, int dimension)
{
    private readonly double[] mean = new double[kind == IterateAveraging.None ? 0 : dimension];
    private readonly long first = kind == IterateAveraging.Tail ? total / 2 : 0;
    private long steps;

    /// <summary>Takes note of the iterate after a step.</summary>
    public void Add(ReadOnlySpan<double> iterate)
    {
        steps++;
        if (kind == IterateAveraging.None || steps <= first)
            return;
        double part = 1.0 / (steps - first);
        if (part == 1.0)
            iterate.CopyTo(mean);
        else
            TensorPrimitives.Lerp(mean, iterate, part, mean);
    }

    /// <summary>Carries the mean.</summary>
    public void Exchange(StateArchive archive)
    {
        archive.Items<double>(mean);
        steps = archive.Item(steps);
    }

    /// <summary>The mean; the iterate itself until there is one.</summary>
    public ReadOnlySpan<double> Current(ReadOnlySpan<double> iterate) =>
        kind == IterateAveraging.None || steps <= first ? iterate : mean;
}
