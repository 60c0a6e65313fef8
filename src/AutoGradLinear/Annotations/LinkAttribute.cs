namespace AutoGradLinear;

/// <summary>
/// Marks the method of a loss that turns scores into probabilities, <c>void Probabilities(ReadOnlySpan&lt;T&gt; scores, Span&lt;T&gt; probabilities)</c>;
/// a classifier trained with that loss then has <c>PredictProbabilities</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinkAttribute : Attribute;
