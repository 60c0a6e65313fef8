using AutoGradLinear.Objectives;

namespace AutoGradLinear.Solvers;

/// <summary>Evaluates an objective where a step leads to, which may be where the loss is not finite: then the step was too long.</summary>
internal sealed class TrialPoints(IObjective objective)
{
    /// <summary>The first row whose loss was not finite since <see cref="Begin"/>, as the exception that tells it.</summary>
    public NonFiniteLossException? Failure { get; private set; }

    /// <summary>The number of evaluations.</summary>
    public long Evaluations { get; private set; }

    /// <summary>Begins a search from a new point.</summary>
    public void Begin() => Failure = null;

    /// <summary>Carries the number of evaluations.</summary>
    public void Exchange(StateArchive archive) => Evaluations = archive.Item(Evaluations);

    /// <summary>F, and its gradient; +∞ where F is not finite, and then the gradient is arbitrary.</summary>
    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        Evaluations++;
        try
        {
            double value = objective.ValueWithGradient(point, gradient);
            return double.IsFinite(value) ? value : double.PositiveInfinity;
        }
        catch (NonFiniteLossException failure)
        {
            Failure ??= failure;
            return double.PositiveInfinity;
        }
    }
}
