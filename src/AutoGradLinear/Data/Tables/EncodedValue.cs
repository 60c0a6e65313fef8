namespace AutoGradLinear.Data;

/// <summary>What one value of a column becomes: one of the column's features, and 1 in a second one.</summary>
/// <param name="Feature">The index within the column's features; <see cref="None"/> where all are 0.</param>
/// <param name="Value">The value of the feature.</param>
/// <param name="Second">The index of a feature that is 1, or <see cref="None"/>; greater than <paramref name="Feature"/>.</param>
internal readonly record struct EncodedValue(int Feature, double Value, int Second = EncodedValue.None)
{
    public const int None = -1;

    private const int RefusedFeature = -2;

    /// <summary>All features are 0.</summary>
    public static EncodedValue Zeros => new(None, 0.0);

    /// <summary>The value is not allowed.</summary>
    public static EncodedValue Refused => new(RefusedFeature, 0.0);

    public bool IsRefused => Feature == RefusedFeature;

    /// <summary>How many values are other than 0.</summary>
    public int StoredCount => (Feature >= 0 && Value != 0.0 ? 1 : 0) + (Second >= 0 ? 1 : 0);
}
