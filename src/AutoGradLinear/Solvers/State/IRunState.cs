namespace AutoGradLinear.Solvers;

/// <summary>
/// A run as its state between two iterations: all that what follows depends on, and nothing that can be computed from the objective and the
/// options in the same bits.
/// </summary>
internal interface IRunState
{
    /// <summary>The number of iterations or epochs that are complete.</summary>
    int Iterations { get; }

    /// <summary>Names the parts of the state, in an order that never changes.</summary>
    /// <param name="archive">Takes the parts, or gives them back.</param>
    void Exchange(StateArchive archive);
}
