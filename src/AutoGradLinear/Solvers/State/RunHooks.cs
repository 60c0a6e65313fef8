namespace AutoGradLinear.Solvers;

/// <summary>What a run is accompanied by.</summary>
/// <param name="Observer">Is told after each iteration, and may end the run; null for nobody.</param>
/// <param name="Checkpoints">Keeps states between iterations.</param>
/// <param name="CancellationToken">Ends the run.</param>
internal readonly record struct RunHooks(SolverObserver? Observer, RunCheckpoints Checkpoints, CancellationToken CancellationToken)
{
    /// <summary>Whether the run is to end.</summary>
    public bool IsCancelled => CancellationToken.IsCancellationRequested;

    /// <summary>A run without checkpoints.</summary>
    public static RunHooks Of(SolverObserver? observer, CancellationToken cancellationToken) =>
        new(observer, RunCheckpoints.None, cancellationToken);

    /// <summary>Keeps the state between two iterations if it is time to; a run that is cancelled leaves one anyway.</summary>
    /// <returns>Whether to go on.</returns>
    public bool Pass(IRunState run) => IsCancelled || Checkpoints.Pass(run);

    /// <summary>Tells the observer.</summary>
    /// <returns>Whether to go on.</returns>
    public bool Tell(in SolverStep step, ReadOnlySpan<double> parameters) => Observer is null || Observer(step, parameters);
}
