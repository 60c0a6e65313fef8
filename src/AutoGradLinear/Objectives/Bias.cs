namespace AutoGradLinear;

/// <summary>What becomes of the bias b in f(x) = W x + b.</summary>
public enum Bias
{
    /// <summary>There is a bias, and the penalty does not see it.</summary>
    Free,

    /// <summary>There is a bias, and the penalty sees it after the weights, as if it were the weight of a constant feature 1.</summary>
    Penalised,

    /// <summary>There is no bias: f(x) = W x.</summary>
    None,
}
