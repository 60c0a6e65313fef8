namespace AutoGradLinear.Solvers;

/// <summary>
/// When a method that sees all examples has converged: the gradient is small against its scale, or the objective has all but ceased to fall.
/// </summary>
/// <param name="options">The tolerances.</param>
internal sealed class StoppingRule(DescentOptions options)
{
    private readonly double[] values = new double[options.ObjectiveWindow];

    /// <summary>What the gradient is measured against.</summary>
    public double Scale { get; set; }

    /// <summary>Whether the gradient is small, or zero.</summary>
    public bool IsStationary(double gradientNorm) => double.IsFinite(gradientNorm) && gradientNorm <= options.GradientTolerance * Scale;

    /// <summary>Takes note of the objective after so many iterations, before the next one.</summary>
    public void Begin(int iterations, double value) => values[iterations % values.Length] = value;

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

    /// <summary>Carries the rule's memory.</summary>
    public void Exchange(StateArchive archive)
    {
        Scale = archive.Item(Scale);
        archive.Items<double>(values);
    }
}
