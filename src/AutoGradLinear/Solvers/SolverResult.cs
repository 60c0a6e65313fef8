namespace AutoGradLinear.Solvers;

/// <summary>The outcome of a minimisation.</summary>
/// <param name="Status">Why the solver stopped.</param>
/// <param name="Objective">
/// The objective at the final point: exact for methods that see all examples, the last epoch's estimate for stochastic ones.
/// </param>
/// <param name="GradientNorm">‖∇F‖₂ (OWL-QN: of the pseudo-gradient) at the final point; null where the solver does not know it.</param>
/// <param name="Iterations">The number of iterations (or epochs) that were completed.</param>
/// <param name="Evaluations">
/// The number of times the objective or a product with its Hessian was computed (over all examples, or over a batch).
/// </param>
public readonly record struct SolverResult(SolverStatus Status, double Objective, double? GradientNorm, int Iterations, long Evaluations)
{
    /// <summary>
    /// By how much the objective exceeds the dual one, which bounds its distance from the minimum; null where the solver does not know it.
    /// </summary>
    public double? DualityGap { get; init; }

    /// <summary>Whether no step from the start lowered the objective, and <see cref="DescentOptions.Escape"/> led away from it.</summary>
    public bool Escaped { get; init; }
}

/// <summary>What a solver tells after each iteration (or epoch).</summary>
/// <param name="Iteration">The number of iterations that are completed.</param>
/// <param name="Objective">
/// The objective: exact for methods that see all examples; for stochastic ones the mean over the epoch's batches, as they were met.
/// For <see cref="DualCoordinateAscent"/> it has the losses of the epoch's examples, as they were met.
/// </param>
/// <param name="GradientNorm">‖∇F‖₂; null where the solver does not know it.</param>
public readonly record struct SolverStep(int Iteration, double Objective, double? GradientNorm)
{
    /// <summary>
    /// The duality gap, for <see cref="DualCoordinateAscent"/> as the epoch met it; null where the solver does not know it.
    /// </summary>
    public double? DualityGap { get; init; }
}

/// <summary>Watches a solver.</summary>
/// <param name="step">The iteration that was just completed.</param>
/// <param name="parameters">The parameters it led to; valid during the call.</param>
/// <returns>Whether to go on; false ends the run with <see cref="SolverStatus.EarlyStopped"/>.</returns>
public delegate bool SolverObserver(in SolverStep step, ReadOnlySpan<double> parameters);
