namespace AutoGradLinear.Objectives;

/// <summary>Where weights and bias stand in the flat vector of parameters: W row by row (classes × features), then b.</summary>
/// <param name="Classes">The number of classes.</param>
/// <param name="Features">The number of features.</param>
/// <param name="Bias">Whether there is a bias, and whether the penalty sees it.</param>
public readonly record struct LinearLayout(int Classes, int Features, Bias Bias)
{
    /// <summary>The number of weights, classes × features.</summary>
    public int WeightCount => checked(Classes * Features);

    /// <summary>The number of parameters: the weights, and one bias per class unless there is none.</summary>
    public int Dimension => checked(WeightCount + (Bias == Bias.None ? 0 : Classes));

    /// <summary>The number of parameters, from the first one, that the penalty sees.</summary>
    public int PenalisedCount => Bias == Bias.Penalised ? Dimension : WeightCount;
}
