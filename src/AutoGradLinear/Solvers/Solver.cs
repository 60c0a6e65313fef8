namespace AutoGradLinear;

/// <summary>The method that minimises the objective.</summary>
public enum Solver
{
    /// <summary>
    /// <see cref="Lbfgs"/> where loss and penalty are proved smooth, or the data is small enough for passes over all of it to be cheap;
    /// otherwise <see cref="Sgd"/>. The training result says which one was picked.
    /// </summary>
    Auto,

    /// <summary>Limited-memory BFGS: passes over all examples, no settings to tune.</summary>
    Lbfgs,

    /// <summary>Mini-batch stochastic gradient descent with momentum.</summary>
    Sgd,
}
