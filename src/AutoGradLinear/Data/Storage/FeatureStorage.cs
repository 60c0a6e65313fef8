namespace AutoGradLinear;

/// <summary>The type in which a dataset keeps its features. The loss, not the dataset, fixes the type of computation.</summary>
public enum FeatureStorage
{
    /// <summary>Whole numbers 0..255, as in images.</summary>
    Byte,

    /// <summary>16-bit reals.</summary>
    Half,

    /// <summary>32-bit reals.</summary>
    Single,

    /// <summary>64-bit reals.</summary>
    Double,
}
