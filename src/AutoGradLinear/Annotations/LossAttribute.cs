namespace AutoGradLinear;

/// <summary>
/// Makes a loss of a <c>partial struct</c> with a method named <c>Value</c>; the generator writes its derivative.
/// </summary>
/// <remarks>
/// <para>The forms of <c>Value</c>, for a real type <c>T</c>:</para>
/// <list type="bullet">
/// <item><c>T Value(ReadOnlySpan&lt;T&gt; scores, int label)</c>: one score per class and the index of the right one;</item>
/// <item><c>T Value(T score, T target)</c>: one real output;</item>
/// <item><c>T Value(ReadOnlySpan&lt;T&gt; scores, ReadOnlySpan&lt;T&gt; target)</c>: soft or multiple labels.</item>
/// </list>
/// <para>
/// Only the scores are differentiated. The fields and properties of the struct are the hyperparameters of the loss.
/// The generated part implements <see cref="Losses.ILoss{T, TTarget}"/> and <see cref="Losses.IBatchLoss{T, TTarget}"/>.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class LossAttribute : Attribute
{
    /// <summary>
    /// Whether formulas that overflow or lose their digits are computed in an equal form that does not, in the value and in all derivatives; true unless said otherwise.
    /// A diagnostic says which are.
    /// </summary>
    public bool Rewriting { get; set; } = true;
}
