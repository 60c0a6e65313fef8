namespace AutoGradLinear;

/// <summary>Which iterates of a stochastic method are averaged. The average has less of the batches' noise than the last iterate.</summary>
/// <remarks>
/// B. Polyak and A. Juditsky, "Acceleration of stochastic approximation by averaging", SIAM J. Control Optim. 30, 1992; D. Ruppert, 1988.
/// </remarks>
public enum IterateAveraging
{
    /// <summary>None: the result is the last iterate.</summary>
    None,

    /// <summary>
    /// Those of the second half of the run, which have forgotten the start (A. Rakhlin, O. Shamir and K. Sridharan, "Making gradient descent
    /// optimal for strongly convex stochastic optimization", ICML 2012).
    /// </summary>
    Tail,

    /// <summary>All of them (Polyak–Ruppert).</summary>
    All,
}
