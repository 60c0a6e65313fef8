using System.Numerics.Tensors;
using AutoGradLinear.Objectives;

namespace AutoGradLinear.Solvers;

/// <summary>The step of a stochastic method, stretch by stretch, so that what it works on stays in the first-level cache.</summary>
internal interface IStochasticStep
{
    /// <summary>Whether a step is x ← x − η ∇F, which remembers nothing.</summary>
    bool IsGradientDescent { get; }

    /// <summary>Begins a step.</summary>
    void Begin(double rate);

    /// <summary>Moves neighbouring parameters, the first of which stands at <paramref name="first"/>, by their gradient, which may be overwritten.</summary>
    void Move(int first, Span<double> parameters, Span<double> gradient);

    /// <summary>Carries what the method remembers of earlier steps.</summary>
    void Exchange(StateArchive archive);
}

/// <summary>
/// Epochs of batches: shuffles the examples, computes gradients, clips them, and lets a method take its steps. Nothing is allocated after the
/// start.
/// </summary>
internal sealed class StochasticLoop<TStep> : IRunState
    where TStep : IStochasticStep
{
    private const int Stretch = 512;

    private readonly IObjective objective;
    private readonly StochasticOptions options;
    private readonly TStep method;
    private readonly int batchSize;
    private readonly int batches;
    private readonly ExampleOrder shuffle;
    private readonly IterateAverage average;
    private readonly double[] point;
    private readonly double[] gradient;
    private readonly SparseSteps? sparse;
    private int[] order = [];
    private int batch;
    private double sum;
    private double mean = double.NaN;
    private long evaluations;

    public StochasticLoop(IObjective objective, StochasticOptions options, TStep method, ReadOnlySpan<double> start)
    {
        this.objective = objective;
        this.options = options;
        this.method = method;
        batchSize = Math.Min(options.BatchSize, objective.ExampleCount);
        batches = (objective.ExampleCount + batchSize - 1) / batchSize;
        shuffle = objective.NewOrder(options.Seed);
        average = new IterateAverage(options.Averaging, (long)options.Epochs * batches, start.Length);
        point = start.ToArray();
        gradient = new double[start.Length];
        if (method.IsGradientDescent && options is { ClipNorm: null, Averaging: IterateAveraging.None } && objective is ISparseObjective lazy)
            sparse = lazy.SparseStepsFrom(start, options.LearningRate);
    }

    /// <inheritdoc/>
    public int Iterations { get; private set; }

    /// <summary>Runs all epochs; the parameters receive the last point, or the average.</summary>
    public SolverResult Run(Span<double> parameters, in RunHooks hooks)
    {
        if (hooks.Checkpoints.TryResume(this))
            shuffle.MoveTo(Iterations);
        order = shuffle.Next();
        SolverStatus status = RunEpochs(hooks);
        sparse?.CopyTo(point);
        average.Current(point).CopyTo(parameters);
        return new SolverResult(status, mean, null, Iterations, evaluations);
    }

    /// <inheritdoc/>
    public void Exchange(StateArchive archive)
    {
        Iterations = archive.Item(Iterations);
        batch = archive.Item(batch);
        sum = archive.Item(sum);
        mean = archive.Item(mean);
        evaluations = archive.Item(evaluations);
        archive.Items<double>(point);
        foreach (double[] part in sparse?.State ?? [])
            archive.Items<double>(part);
        average.Exchange(archive);
        method.Exchange(archive);
    }

    private SolverStatus RunEpochs(in RunHooks hooks)
    {
        while (Iterations < options.Epochs)
        {
            while (batch < batches)
            {
                if (hooks.IsCancelled)
                {
                    hooks.Checkpoints.Leave(this);
                    return SolverStatus.Cancelled;
                }

                RunBatch();
                if (!hooks.Pass(this))
                    return SolverStatus.CheckpointFailed;
            }

            mean = sum / order.Length;
            Iterations++;
            batch = 0;
            sum = 0.0;
            order = shuffle.Next();
            sparse?.CopyTo(point);
            if (!hooks.Tell(new SolverStep(Iterations, mean, null), average.Current(point)))
                return SolverStatus.EarlyStopped;
        }

        return SolverStatus.IterationLimit;
    }

    private void RunBatch()
    {
        int first = batch * batchSize;
        shuffle.Reach(first);
        ReadOnlySpan<int> examples = order.AsSpan(first, Math.Min(batchSize, order.Length - first));
        double rate = options.RateAt(Iterations + ((double)batch / batches), Iterations + ((batch + 1.0) / batches));
        sum += examples.Length * (sparse?.Take(examples, rate) ?? TakeStep(examples, rate));
        evaluations++;
        batch++;
    }

    /// <summary>Takes a step by the whole gradient of a batch, and gives the objective before it.</summary>
    private double TakeStep(ReadOnlySpan<int> examples, double rate)
    {
        int next = (batch * batchSize) + examples.Length;
        ReadOnlySpan<int> upcoming = order.AsSpan(next, Math.Min(batchSize, order.Length - next));
        double value = objective.BatchValueWithGradient(point, examples, upcoming, gradient);
        if (options.ClipNorm is { } longest)
            Clip(gradient, longest);
        Step(rate);
        average.Add(point);
        return value;
    }

    private void Step(double rate)
    {
        method.Begin(rate);
        for (int first = 0; first < point.Length; first += Stretch)
        {
            int count = Math.Min(Stretch, point.Length - first);
            method.Move(first, point.AsSpan(first, count), gradient.AsSpan(first, count));
        }
    }

    private static void Clip(Span<double> gradient, double longest)
    {
        double norm = TensorPrimitives.Norm<double>(gradient);
        if (norm > longest)
            TensorPrimitives.Multiply(gradient, longest / norm, gradient);
    }
}
