namespace AutoGradLinear;

/// <summary>The members that <see cref="DifferentiableAttribute"/> can generate in addition to <c>FWithGradient</c>.</summary>
[Flags]
public enum Derivatives
{
    /// <summary>Only what is generated without being asked.</summary>
    None = 0,

    /// <summary><c>FPullback</c>, the vector–Jacobian product: adds <c>resultAdjoint · ∂F/∂p</c> to each accumulator.</summary>
    Pullback = 1,

    /// <summary><c>FPushforward</c>, the Jacobian–vector product: the derivative of the result along the direction that the tangents give (forward mode).</summary>
    Pushforward = 2,

    /// <summary><c>FHessianVectorProduct</c>, ∇²F · d for a direction d (forward mode over reverse mode), for a method that returns a number.</summary>
    HessianVectorProduct = 4,

    /// <summary><c>FHessian</c>, ∇²F as a dense matrix, row by row over all differentiated numbers in the order of the parameters.</summary>
    Hessian = 8,

    /// <summary><c>FHessianDiagonal</c>, the gradient and the diagonal of ∇²F.</summary>
    HessianDiagonal = 16,

    /// <summary><c>FJacobian</c>, ∂result/∂p as a dense matrix, one row for each result, for a method that fills a <see cref="Span{T}"/>.</summary>
    Jacobian = 32,

    /// <summary><c>FStable</c>, the value alone, in the form that the other members use.</summary>
    Value = 64,
}
