namespace AutoGradLinear.Solvers;

/// <summary>Keeps the states of a run, so that it can be taken up again where it was interrupted. This one keeps nothing.</summary>
/// <remarks>A run calls these only between iterations, or where going on from its state is going on with the iteration it is in.</remarks>
internal class RunCheckpoints
{
    /// <summary>Keeps nothing.</summary>
    public static RunCheckpoints None { get; } = new();

    /// <summary>Brings a run to the state that was kept last.</summary>
    /// <returns>Whether there was one; without, the run begins at its start.</returns>
    public virtual bool TryResume(IRunState run) => false;

    /// <summary>Keeps the state if it is time to.</summary>
    /// <returns>Whether to go on.</returns>
    public virtual bool Pass(IRunState run) => true;

    /// <summary>Keeps the state of a run that is cancelled, whatever the time.</summary>
    public virtual void Leave(IRunState run)
    {
    }
}
