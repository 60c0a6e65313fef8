using AutoGradLinear.Objectives;

namespace AutoGradLinear.Solvers;

/// <summary>What every solver requires of its settings and arguments.</summary>
internal static class SolverChecks
{
    /// <exception cref="ArgumentException">The number of parameters is wrong.</exception>
    public static void RequireDimension(IObjective objective, ReadOnlySpan<double> parameters)
    {
        ArgumentNullException.ThrowIfNull(objective);
        if (parameters.Length != objective.Dimension)
        {
            throw new ArgumentException(
                $"'parameters' has length {parameters.Length}; the objective has {objective.Dimension}.", nameof(parameters));
        }
    }

    /// <summary>The second derivatives of an objective.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static ICurvature RequireCurvature(IObjective objective) => objective is ICurvature { HasCurvature: true } curvature
        ? curvature
        : throw new ArgumentException(
            "The objective has no second derivatives: its loss or penalty is not known to be smooth. Use a solver that needs none, as L-BFGS.",
            nameof(objective));

    /// <summary>Estimates of second derivatives, for a preconditioner.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static ICurvature RequireCurvatureEstimates(IObjective objective) => objective is ICurvature { EstimatesCurvature: true } curvature
        ? curvature
        : throw new ArgumentException(
            $"The objective knows nothing of its second derivatives. Use '{nameof(InitialMatrix.Scaled)}' or '{nameof(InitialMatrix.EstimatedDiagonal)}'.", nameof(objective));

    /// <exception cref="ArgumentOutOfRangeException">The tolerance is negative or NaN.</exception>
    public static void RequireTolerance(double tolerance, string name)
    {
        if (!(tolerance >= 0.0))
            throw new ArgumentOutOfRangeException(name, tolerance, "A tolerance is 0 or more.");
    }

    /// <exception cref="ArgumentOutOfRangeException">The number is not in [0, 1).</exception>
    public static void RequireDecayRate(double rate, string name)
    {
        if (!(rate >= 0.0 && rate < 1.0))
            throw new ArgumentOutOfRangeException(name, rate, $"{name} lies in [0, 1).");
    }

    /// <exception cref="ArgumentOutOfRangeException">The number is not positive and finite.</exception>
    public static void RequirePositive(double value, string name)
    {
        if (!(value > 0.0 && double.IsFinite(value)))
            throw new ArgumentOutOfRangeException(name, value, $"{name} is positive and finite.");
    }
}
