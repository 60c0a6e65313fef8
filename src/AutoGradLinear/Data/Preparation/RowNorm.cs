namespace AutoGradLinear;

/// <summary>The length that rows are divided by. A row of zeros stays as it is.</summary>
public enum RowNorm
{
    /// <summary>Rows stay as they are.</summary>
    None,

    /// <summary>Σ |xⱼ|.</summary>
    L1,

    /// <summary>√Σ xⱼ².</summary>
    L2,
}
