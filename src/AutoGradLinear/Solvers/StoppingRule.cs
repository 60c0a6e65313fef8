namespace AutoGradLinear.Solvers;

/// <summary>
/// When a method that sees all examples has converged: the gradient is small against its scale, or the objective has all but ceased to fall.
/// </summary>
/// <param name="options">The tolerances.</param>
/// <param name="scale">What the gradient is measured against.</param>
internal sealed class StoppingRule(DescentOptions options, double scale)
{
    private readonly double[] values = new double[options.ObjectiveWindow];

    /// <summary>What the gradient is measured against.</summary>
    public double Scale => scale;

    /// <summary>Whether the gradient is small, or zero.</summary>
    public bool IsStationary(double gradientNorm) => double.IsFinite(gradientNorm) && gradientNorm <= options.GradientTolerance * scale;

    /// <summary>Takes note of the objective before an iteration, counted from 1.</summary>
    public void Begin(int iteration, double value) => values[(iteration - 1) % values.Length] = value;

    /// <summary>Why to stop after an iteration; null to go on.</summary>
    public SolverStatus? After(int iteration, double value, double gradientNorm)
    {
        if (IsStationary(gradientNorm))
            return SolverStatus.GradientConverged;

        // The oldest value of the window is the next one to be written over.
        bool isFlat = iteration >= values.Length
            && values[iteration % values.Length] - value <= options.ObjectiveTolerance * Math.Abs(value);
        return isFlat ? SolverStatus.ObjectiveConverged : null;
    }
}
