namespace AutoGradLinear;

/// <summary>
/// Makes a typed trainer and model, f(x) = W x + b, of a <c>partial class</c>: <c>Train</c>, <c>Trainer</c>, <c>Predict</c>,
/// <c>PredictLabel</c>, <c>Evaluate</c>, <c>Save</c> and <c>Load</c>.
/// </summary>
/// <typeparam name="TLoss">A struct marked with <see cref="LossAttribute"/>, or any implementation of <see cref="Losses.ILoss{T, TTarget}"/>.</typeparam>
/// <typeparam name="TPenalty">A struct marked with <see cref="PenaltyAttribute"/>, or any implementation of <see cref="Losses.IPenalty{T}"/>.</typeparam>
/// <remarks>
/// Training minimises the weighted mean loss plus the penalty,
/// Σᵢ wᵢ ℓ(W xᵢ + b, yᵢ) / Σᵢ wᵢ + R(W).
/// With a loss of one score and a target of its own type, the classifier decides between two classes with targets −1 and +1.
/// The type parameters are not constrained because a source generator cannot see what it is about to generate.
/// </remarks>
[AttributeUsage(AttributeTargets.Class)]
public sealed class LinearClassifierAttribute<TLoss, TPenalty> : Attribute;
