namespace AutoGradLinear.Objectives;

/// <summary>Where weights and bias stand in the flat vector of parameters: W row by row (scores × features), then b.</summary>
/// <param name="Scores">The number of scores: one per class, or one alone where a binary loss decides between two.</param>
/// <param name="Features">The number of features.</param>
/// <param name="Bias">Whether there is a bias, and whether the penalty sees it.</param>
public readonly record struct LinearLayout(int Scores, int Features, Bias Bias)
{
    /// <summary>The number of weights, scores × features.</summary>
    public int WeightCount => checked(Scores * Features);

    /// <summary>The number of parameters: the weights, and one bias per score unless there is none.</summary>
    public int Dimension => checked(WeightCount + (Bias == Bias.None ? 0 : Scores));

    /// <summary>The number of parameters, from the first one, that the penalty sees.</summary>
    public int PenalisedCount => Bias == Bias.Penalised ? Dimension : WeightCount;
}
