namespace AutoGradLinear;

/// <summary>A number that is read off an evaluation, with the name that tables show.</summary>
/// <param name="Name">The name.</param>
/// <param name="Of">Reads the number; larger is better where it decides.</param>
public sealed record SearchMeasure(string Name, Func<EvaluationResult, double> Of)
{
    /// <summary>The part of the examples that is predicted right, in [0, 1].</summary>
    public static SearchMeasure Accuracy { get; } = new("accuracy", result => result.Accuracy);

    /// <summary>The mean recall of the classes, in [0, 1]; for classes of unequal size.</summary>
    public static SearchMeasure BalancedAccuracy { get; } = new("balanced accuracy", result => result.BalancedAccuracy);

    /// <summary>The mean loss with its sign changed, so that larger is better.</summary>
    public static SearchMeasure NegativeMeanLoss { get; } = new("−mean loss", result => -result.MeanLoss);
}
