namespace AutoGradLinear;

/// <summary>
/// Marks a <see cref="Span{T}"/> that a method without a return value fills as a result to be differentiated. Without the mark, the last <see cref="Span{T}"/> of such a method is
/// its result.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ResultAttribute : Attribute;
