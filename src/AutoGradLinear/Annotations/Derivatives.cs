namespace AutoGradLinear;

/// <summary>The members that <see cref="DifferentiableAttribute"/> can generate in addition to <c>FWithGradient</c>.</summary>
[Flags]
public enum Derivatives
{
    /// <summary>Only what is generated without being asked.</summary>
    None = 0,

    /// <summary><c>FPullback</c>, the vector–Jacobian product: adds <c>resultAdjoint · ∂F/∂p</c> to each accumulator.</summary>
    Pullback = 1,
}
