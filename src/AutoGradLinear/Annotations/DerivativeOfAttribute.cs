namespace AutoGradLinear;

/// <summary>
/// Says that a method is the derivative of a function. Wherever a differentiated body calls the function, the rule is used: it goes before
/// the function's own source and before what the compiler knows.
/// </summary>
/// <remarks>
/// <para>
/// The method is static and has the parameters of the function, optionally one more, named <c>result</c>, that receives the function's own
/// value. It returns ∂f/∂x; of several real parameters, a tuple of the partial derivatives in the order of the parameters. Integers,
/// booleans and enums have no partial derivative, nor have parameters with <see cref="NoGradientAttribute"/>, on the rule or on the
/// function.
/// </para>
/// <para>
/// The rule of a function that takes a <see cref="ReadOnlySpan{T}"/> is a pullback:
/// <c>static void Rule(ReadOnlySpan&lt;T&gt; x, T c, T resultAdjoint, Span&lt;T&gt; xAdjoint, ref T cAdjoint)</c> <b>adds</b> resultAdjoint
/// · ∂f/∂p to each accumulator. It may take <c>result</c> too, before <c>resultAdjoint</c>.
/// </para>
/// <para>
/// The function and its rule are taken to be pure: the same arguments give the same numbers, and nothing else happens.
/// <see cref="GradientCheck"/> checks a rule against differences of its function.
/// </para>
/// </remarks>
/// <param name="type">The type that declares the function.</param>
/// <param name="name">The name of the function, a static method; of overloads, the one with the parameters of the rule is meant.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DerivativeOfAttribute(Type type, string name) : Attribute
{
    /// <summary>The type that declares the function.</summary>
    public Type Type { get; } = type;

    /// <summary>The name of the function.</summary>
    public string Name { get; } = name;
}
