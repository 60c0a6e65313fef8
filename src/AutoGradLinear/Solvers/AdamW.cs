using System.Numerics.Tensors;
using AutoGradLinear.Objectives;

namespace AutoGradLinear.Solvers;

/// <summary>
/// Mini-batch Adam with decoupled weight decay: every parameter has a step of its own, about η long, so that features need not be of similar
/// size. x ← (1 − η λ) x − η m̂ / (√v̂ + ε), where m̂ and v̂ are running means of g and g², corrected for their start at 0.
/// </summary>
/// <remarks>
/// D. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR 2015; I. Loshchilov and F. Hutter, "Decoupled weight decay
/// regularization", ICLR 2019 (algorithm 2, with the decay times the learning rate, as is usual in code). The objective's penalty is in the
/// gradient; <see cref="AdamWOptions.Decay"/> is a decay beside it, only where asked. Batches tell of the objective only an estimate, so the run
/// ends when its epochs are done, or by its observer.
/// </remarks>
public sealed class AdamW
{
    private readonly AdamWOptions options;

    /// <summary>Makes a solver.</summary>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public AdamW(AdamWOptions? options = null)
    {
        this.options = options ?? new AdamWOptions();
        this.options.Validate();
    }

    /// <summary>Minimises an objective.</summary>
    /// <param name="objective">The objective.</param>
    /// <param name="parameters">The start on entry, the final point on return; <see cref="IObjective.Dimension"/> long.</param>
    /// <param name="observer">Is told after each epoch, and may end the run.</param>
    /// <param name="cancellationToken">Ends the run after the current batch.</param>
    /// <returns>Why it stopped, and where.</returns>
    /// <exception cref="ArgumentException">The number of parameters is wrong, or less than what is to decay.</exception>
    /// <exception cref="NonFiniteLossException">The loss is not finite; where training diverges, lower the learning rate.</exception>
    public SolverResult Minimize(
        IObjective objective, Span<double> parameters, SolverObserver? observer = null, CancellationToken cancellationToken = default) =>
        Minimize(objective, parameters, RunHooks.Of(observer, cancellationToken));

    /// <summary>Minimises an objective, from where its checkpoints have left it.</summary>
    internal SolverResult Minimize(IObjective objective, Span<double> parameters, in RunHooks hooks)
    {
        SolverChecks.RequireDimension(objective, parameters);
        int decayed = options.DecayedCount ?? parameters.Length;
        if (decayed > parameters.Length)
        {
            throw new ArgumentException(
                $"{decayed} parameters are to decay, and there are {parameters.Length}; lower '{nameof(options.DecayedCount)}'.",
                nameof(parameters));
        }

        var step = new Step(options, parameters.Length, decayed);
        return new StochasticLoop<Step>(objective, options, step, parameters).Run(parameters, hooks);
    }

    private sealed class Step(AdamWOptions options, int dimension, int decayed) : IStochasticStep
    {
        private readonly double[] means = new double[dimension];
        private readonly double[] squares = new double[dimension];
        private double forgotten1 = 1.0;
        private double forgotten2 = 1.0;
        private double rate;

        public bool IsGradientDescent => false;

        /// <summary>Means that began at 0 have 1 − βᵗ of their weight.</summary>
        public void Begin(double rate)
        {
            this.rate = rate;
            forgotten1 *= options.Beta1;
            forgotten2 *= options.Beta2;
        }

        public void Move(int first, Span<double> parameters, Span<double> gradient)
        {
            Span<double> mean = means.AsSpan(first, parameters.Length);
            Span<double> square = squares.AsSpan(first, parameters.Length);
            TensorPrimitives.Lerp(mean, gradient, 1.0 - options.Beta1, mean);
            TensorPrimitives.Multiply(gradient, gradient, gradient);
            TensorPrimitives.Lerp(square, gradient, 1.0 - options.Beta2, square);
            TensorPrimitives.Sqrt(square, gradient);
            TensorPrimitives.Multiply(gradient, 1.0 / Math.Sqrt(1.0 - forgotten2), gradient);
            TensorPrimitives.Add(gradient, options.Epsilon, gradient);
            TensorPrimitives.Divide(mean, gradient, gradient);
            if (options.Decay > 0.0)
                Decay(parameters[..Math.Clamp(decayed - first, 0, parameters.Length)]);
            TensorPrimitives.MultiplyAdd(gradient, -rate / (1.0 - forgotten1), parameters, parameters);
        }

        public void Exchange(StateArchive archive)
        {
            archive.Items<double>(means);
            archive.Items<double>(squares);
            forgotten1 = archive.Item(forgotten1);
            forgotten2 = archive.Item(forgotten2);
        }

        private void Decay(Span<double> weights) => TensorPrimitives.Multiply(weights, 1.0 - (rate * options.Decay), weights);
    }
}
