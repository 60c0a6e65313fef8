namespace AutoGradLinear.Evaluation;

/// <summary>What the scores of an example stand for.</summary>
/// <param name="Count">1, or the number of classes.</param>
/// <param name="PositiveIndex">The class that a high score stands for where there is one score; null where each class has its own.</param>
/// <param name="Classes">The names of the classes, if they are known.</param>
internal sealed record ScoreLayout(int Count, int? PositiveIndex, IReadOnlyList<string>? Classes)
{
    public int ClassCount => Math.Max(2, Count);
}
