namespace AutoGradLinear;

/// <summary>
/// Makes a penalty (regularization term) of a <c>partial struct</c> with a method <c>T Value(ReadOnlySpan&lt;T&gt; weights)</c>;
/// the generator writes its derivative, as an implementation of <see cref="Losses.IPenalty{T}"/>.
/// </summary>
/// <remarks>The weights are those of all classes, row by row (classes × features). The bias is not penalised.</remarks>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class PenaltyAttribute : Attribute
{
    /// <summary>
    /// Whether formulas that overflow or lose their digits are computed in an equal form that does not, in the value and in all derivatives; true unless said otherwise.
    /// A diagnostic says which are.
    /// </summary>
    public bool Rewriting { get; set; } = true;
}
