namespace AutoGradLinear.Losses;

/// <summary>A loss over classes that has one score for two of them.</summary>
internal interface IBinaryTarget
{
    /// <summary>The class that a positive score stands for, 0 or 1.</summary>
    int PositiveIndex { get; }

    /// <summary>The name of the loss of one score.</summary>
    string LossName { get; }
}
