using System.Numerics.Tensors;
using AutoGradLinear.Objectives;

namespace AutoGradLinear.Solvers;

/// <summary>
/// Mini-batch stochastic gradient descent with momentum: v ← μ v + g, x ← x − η v (heavy ball) or x ← x − η (g + μ v) (Nesterov).
/// </summary>
/// <remarks>
/// The examples are shuffled before each epoch by a generator of the library's own, so that a seed gives the same run everywhere. Heavy
/// ball: B. Polyak, USSR Comp. Math. 4(5), 1964. Nesterov's form as in I. Sutskever et al., ICML 2013, rearranged to need no look-ahead
/// gradient. Batches tell of the objective only an estimate, so the run ends when its epochs are done, or by its observer.
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
        IObjective objective, Span<double> parameters, SolverObserver? observer = null, CancellationToken cancellationToken = default) =>
        Minimize(objective, parameters, RunHooks.Of(observer, cancellationToken));

    /// <summary>Minimises an objective, from where its checkpoints have left it.</summary>
    internal SolverResult Minimize(IObjective objective, Span<double> parameters, in RunHooks hooks)
    {
        SolverChecks.RequireDimension(objective, parameters);
        var step = new Step(options, parameters.Length);
        return new StochasticLoop<Step>(objective, options, step, parameters).Run(parameters, hooks);
    }

    private sealed class Step(SgdOptions options, int dimension) : IStochasticStep
    {
        private readonly double[] velocities = new double[options.Momentum == 0.0 ? 0 : dimension];
        private double rate;

        public bool IsGradientDescent => options.Momentum == 0.0;

        public void Begin(double rate) => this.rate = rate;

        public void Move(int first, Span<double> parameters, Span<double> gradient)
        {
            if (IsGradientDescent)
            {
                TensorPrimitives.MultiplyAdd(gradient, -rate, parameters, parameters);
                return;
            }

            Span<double> velocity = velocities.AsSpan(first, parameters.Length);
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

        public void Exchange(StateArchive archive) => archive.Items<double>(velocities);
    }
}
