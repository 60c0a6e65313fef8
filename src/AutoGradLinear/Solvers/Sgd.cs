using System.Numerics.Tensors;
using AutoGradLinear.Numerics;
using AutoGradLinear.Objectives;

namespace AutoGradLinear.Solvers;

/// <summary>
/// Mini-batch stochastic gradient descent with momentum: v ← μ v + g, x ← x − η v (heavy ball) or x ← x − η (g + μ v) (Nesterov).
/// </summary>
/// <remarks>
/// The examples are shuffled before each epoch by a generator of the library's own, so that a seed gives the same run everywhere. Heavy
/// ball: B. Polyak, USSR Comp. Math. 4(5), 1964. Nesterov's form as in I. Sutskever et al., ICML 2013, rearranged to need no look-ahead
/// gradient.
/// </remarks>
public sealed class Sgd
{
    private readonly SgdOptions options;

    /// <summary>Makes a solver.</summary>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public Sgd(SgdOptions? options = null)
    {
        this.options = options ?? new SgdOptions();
        this.options.Validate();
    }

    /// <summary>Minimises an objective.</summary>
    /// <param name="objective">The objective.</param>
    /// <param name="parameters">The start on entry, the final point on return; <see cref="IObjective.Dimension"/> long.</param>
    /// <param name="observer">Is told after each epoch, and may end the run.</param>
    /// <param name="cancellationToken">Ends the run after the current batch.</param>
    /// <returns>Why it stopped, and where.</returns>
    /// <exception cref="ArgumentException">The number of parameters is wrong.</exception>
    /// <exception cref="NonFiniteLossException">The loss is not finite; where training diverges, lower the learning rate.</exception>
    public SolverResult Minimize(
        IObjective objective, Span<double> parameters, SolverObserver? observer = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(objective);
        if (parameters.Length != objective.Dimension)
        {
            throw new ArgumentException(
                $"'parameters' has length {parameters.Length}; the objective has {objective.Dimension}.", nameof(parameters));
        }

        int count = objective.ExampleCount;
        int batchSize = Math.Min(options.BatchSize, count);
        int batches = (count + batchSize - 1) / batchSize;
        var random = new DeterministicRandom(options.Seed);
        int[] order = new int[count];
        double[] gradient = new double[parameters.Length];
        double[] velocity = new double[parameters.Length];
        double mean = double.NaN;
        long evaluations = 0;
        for (int i = 0; i < count; i++)
            order[i] = i;

        for (int epoch = 0; epoch < options.Epochs; epoch++)
        {
            random.Shuffle<int>(order);
            double sum = 0.0;
            for (int batch = 0; batch < batches; batch++)
            {
                if (cancellationToken.IsCancellationRequested)
                    return new SolverResult(SolverStatus.Cancelled, mean, null, epoch, evaluations);
                int first = batch * batchSize;
                ReadOnlySpan<int> examples = order.AsSpan(first, Math.Min(batchSize, count - first));
                sum += examples.Length * objective.BatchValueWithGradient(parameters, examples, gradient);
                evaluations++;
                Step(parameters, gradient, velocity, options.LearningRate * Factor(epoch + ((double)batch / batches)));
            }

            mean = sum / count;
            if (observer is not null && !observer(new SolverStep(epoch + 1, mean, null), parameters))
                return new SolverResult(SolverStatus.EarlyStopped, mean, null, epoch + 1, evaluations);
        }

        return new SolverResult(SolverStatus.IterationLimit, mean, null, options.Epochs, evaluations);
    }

    private void Step(Span<double> parameters, double[] gradient, double[] velocity, double rate)
    {
        TensorPrimitives.MultiplyAdd(velocity, options.Momentum, gradient, velocity);
        if (options.Nesterov)
        {
            TensorPrimitives.MultiplyAdd(velocity, options.Momentum, gradient, gradient);
            TensorPrimitives.MultiplyAdd(gradient, -rate, parameters, parameters);
        }
        else
        {
            TensorPrimitives.MultiplyAdd(velocity, -rate, parameters, parameters);
        }
    }

    private double Factor(double epochsDone)
    {
        double part = epochsDone / options.Epochs;
        return options.Schedule switch
        {
            LearningRateSchedule.Cosine => 0.5 * (1.0 + Math.Cos(Math.PI * part)),
            LearningRateSchedule.Linear => 1.0 - part,
            LearningRateSchedule.InverseTime => 1.0 / (1.0 + epochsDone),
            _ => 1.0,
        };
    }
}
