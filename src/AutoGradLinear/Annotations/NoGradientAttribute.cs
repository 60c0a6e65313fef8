namespace AutoGradLinear;

/// <summary>Takes a parameter out of the differentiation: it is a constant, and no sink is generated for it.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class NoGradientAttribute : Attribute;
