using System.Numerics.Tensors;
using AutoGradLinear.Objectives;

namespace AutoGradLinear.Solvers;

/// <summary>The step of a stochastic method, stretch by stretch, so that what it works on stays in the first-level cache.</summary>
internal interface IStochasticStep
{
    /// <summary>Begins a step.</summary>
    void Begin(double rate);

    /// <summary>Moves neighbouring parameters, the first of which stands at <paramref name="first"/>, by their gradient, which may be overwritten.</summary>
    void Move(int first, Span<double> parameters, Span<double> gradient);
}

/// <summary>
/// Epochs of batches: shuffles the examples, computes gradients, clips them, and lets a method take its steps. Nothing is allocated after the
/// start.
/// </summary>
internal static class StochasticLoop
{
    private const int Stretch = 512;

    public static SolverResult Run<TStep>(
        IObjective objective,
        StochasticOptions options,
        TStep method,
        Span<double> parameters,
        SolverObserver? observer,
        CancellationToken cancellationToken)
        where TStep : IStochasticStep
    {
        int count = objective.ExampleCount;
        int batchSize = Math.Min(options.BatchSize, count);
        int batches = (count + batchSize - 1) / batchSize;
        ExampleOrder shuffle = objective.NewOrder(options.Seed);
        var average = new IterateAverage(options.Averaging, (long)options.Epochs * batches, parameters.Length);
        double[] gradient = new double[parameters.Length];
        double mean = double.NaN;
        long evaluations = 0;

        for (int epoch = 0; epoch < options.Epochs; epoch++)
        {
            int[] order = shuffle.Next();
            double sum = 0.0;
            for (int batch = 0; batch < batches; batch++)
            {
                if (cancellationToken.IsCancellationRequested)
                    return Result(SolverStatus.Cancelled, epoch, parameters);
                int first = batch * batchSize;
                ReadOnlySpan<int> examples = order.AsSpan(first, Math.Min(batchSize, count - first));
                ReadOnlySpan<int> upcoming = order.AsSpan(first + examples.Length, Math.Min(batchSize, count - first - examples.Length));
                sum += examples.Length * objective.BatchValueWithGradient(parameters, examples, upcoming, gradient);
                evaluations++;
                if (options.ClipNorm is { } longest)
                    Clip(gradient, longest);
                Step(method, parameters, gradient, options.RateAt(epoch + ((double)batch / batches), epoch + ((batch + 1.0) / batches)));
                average.Add(parameters);
            }

            mean = sum / count;
            if (observer is not null && !observer(new SolverStep(epoch + 1, mean, null), average.Current(parameters)))
                return Result(SolverStatus.EarlyStopped, epoch + 1, parameters);
        }

        return Result(SolverStatus.IterationLimit, options.Epochs, parameters);

        SolverResult Result(SolverStatus status, int epochs, Span<double> last)
        {
            average.Current(last).CopyTo(last);
            return new SolverResult(status, mean, null, epochs, evaluations);
        }
    }

    private static void Step<TStep>(TStep method, Span<double> parameters, Span<double> gradient, double rate)
        where TStep : IStochasticStep
    {
        method.Begin(rate);
        for (int first = 0; first < parameters.Length; first += Stretch)
        {
            int count = Math.Min(Stretch, parameters.Length - first);
            method.Move(first, parameters.Slice(first, count), gradient.Slice(first, count));
        }
    }

    private static void Clip(Span<double> gradient, double longest)
    {
        double norm = TensorPrimitives.Norm<double>(gradient);
        if (norm > longest)
            TensorPrimitives.Multiply(gradient, longest / norm, gradient);
    }
}
