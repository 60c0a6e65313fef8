namespace AutoGradLinear;

/// <summary>
/// Asks the compiler for the derivatives of a method, as ordinary C# beside it.
/// </summary>
/// <remarks>
/// <para>
/// On <c>static T F(p1, …, pn)</c> in a <c>partial</c> type the generator writes
/// <c>T FWithGradient(p1, …, pn, sinks…)</c>, which returns the value and overwrites each sink with the gradient
/// ∂F/∂p. <c>T</c> is <see cref="float"/>, <see cref="double"/>, or a type parameter constrained to
/// <see cref="System.Numerics.IFloatingPointIeee754{TSelf}"/>.
/// </para>
/// <para>
/// Every parameter of type <c>T</c>, or a span or array of <c>T</c>, is differentiated unless it carries
/// <see cref="NoGradientAttribute"/>. Integers, booleans, enums and the members of <c>this</c> are constants.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DifferentiableAttribute : Attribute
{
    /// <summary>Asks for <c>FWithGradient</c>, and for <c>FPullback</c> where the method is visible outside its assembly.</summary>
    public DifferentiableAttribute()
    {
    }

    /// <summary>Asks for the listed members as well.</summary>
    /// <param name="derivatives">The members to generate in addition to <c>FWithGradient</c>.</param>
    public DifferentiableAttribute(Derivatives derivatives) => Derivatives = derivatives;

    /// <summary>The members that are generated in addition to <c>FWithGradient</c>.</summary>
    public Derivatives Derivatives { get; }

    /// <summary>
    /// Whether formulas that overflow or lose their digits are computed in an equal form that does not, in the value and in all derivatives; true unless said otherwise.
    /// A diagnostic says which are.
    /// </summary>
    public bool Rewriting { get; set; } = true;
}
