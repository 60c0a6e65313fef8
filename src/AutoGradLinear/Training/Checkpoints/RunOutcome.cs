using AutoGradLinear.Solvers;

namespace AutoGradLinear.Training;

/// <summary>What a solver leaves when it has ended: all that is needed to make the model.</summary>
/// <param name="result">Why it stopped, and where.</param>
/// <param name="parameters">The parameters it led to.</param>
internal sealed class RunOutcome(SolverResult result, double[] parameters) : IRunState
{
    /// <inheritdoc/>
    public int Iterations => Result.Iterations;

    public SolverResult Result { get; private set; } = result;

    /// <inheritdoc/>
    public void Exchange(StateArchive archive)
    {
        Result = new SolverResult(
            archive.Item(Result.Status),
            archive.Item(Result.Objective),
            archive.Optional(Result.GradientNorm),
            archive.Item(Result.Iterations),
            archive.Item(Result.Evaluations))
        {
            DualityGap = archive.Optional(Result.DualityGap),
            Escaped = archive.Item(Result.Escaped),
        };
        archive.Items<double>(parameters);
    }
}
