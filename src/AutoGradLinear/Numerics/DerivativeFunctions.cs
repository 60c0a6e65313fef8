namespace AutoGradLinear;

/// <summary>The Jacobian–vector product of a real function, as a generated <c>FPushforward</c> has it.</summary>
/// <typeparam name="T">The real type.</typeparam>
/// <param name="point">The variables.</param>
/// <param name="tangent">The direction ẋ; as long as <paramref name="point"/>.</param>
/// <param name="resultTangent">Receives ⟨∇F, ẋ⟩.</param>
/// <returns>The value.</returns>
public delegate T ScalarPushforward<T>(ReadOnlySpan<T> point, ReadOnlySpan<T> tangent, out T resultTangent);

/// <summary>The vector–Jacobian product of a real function, as a generated <c>FPullback</c> has it.</summary>
/// <typeparam name="T">The real type.</typeparam>
/// <param name="point">The variables.</param>
/// <param name="resultAdjoint">The factor ȳ.</param>
/// <param name="pointAdjoint">The product ȳ · ∇F is added to it; as long as <paramref name="point"/>.</param>
/// <returns>The value.</returns>
public delegate T ScalarPullback<T>(ReadOnlySpan<T> point, T resultAdjoint, Span<T> pointAdjoint);

/// <summary>The Jacobian–vector product of a function that fills a span, as a generated <c>FPushforward</c> has it.</summary>
/// <typeparam name="T">The real type.</typeparam>
/// <param name="point">The variables.</param>
/// <param name="result">Is overwritten with F(x).</param>
/// <param name="tangent">The direction ẋ; as long as <paramref name="point"/>.</param>
/// <param name="resultTangent">Is overwritten with J ẋ; as long as <paramref name="result"/>.</param>
public delegate void VectorPushforward<T>(ReadOnlySpan<T> point, Span<T> result, ReadOnlySpan<T> tangent, Span<T> resultTangent);

/// <summary>The vector–Jacobian product of a function that fills a span, as a generated <c>FPullback</c> has it.</summary>
/// <typeparam name="T">The real type.</typeparam>
/// <param name="point">The variables.</param>
/// <param name="result">Is overwritten with F(x).</param>
/// <param name="resultAdjoint">The factors ȳ; as long as <paramref name="result"/>.</param>
/// <param name="pointAdjoint">The product Jᵀ ȳ is added to it; as long as <paramref name="point"/>.</param>
public delegate void VectorPullback<T>(ReadOnlySpan<T> point, Span<T> result, ReadOnlySpan<T> resultAdjoint, Span<T> pointAdjoint);

/// <summary>The Hessian–vector product of a real function, as a generated <c>FHessianVectorProduct</c> has it.</summary>
/// <typeparam name="T">The real type.</typeparam>
/// <param name="point">The variables.</param>
/// <param name="direction">The direction d; as long as <paramref name="point"/>.</param>
/// <param name="product">Is overwritten with ∇²F d; as long as <paramref name="point"/>.</param>
/// <returns>The value.</returns>
public delegate T HessianVectorProductFunction<T>(ReadOnlySpan<T> point, ReadOnlySpan<T> direction, Span<T> product);

/// <summary>The dense Hessian of a real function, as a generated <c>FHessian</c> has it.</summary>
/// <typeparam name="T">The real type.</typeparam>
/// <param name="point">The n variables.</param>
/// <param name="hessian">Is overwritten with ∂²F/∂xᵢ∂xⱼ at [i · n + j].</param>
/// <returns>The value.</returns>
public delegate T HessianFunction<T>(ReadOnlySpan<T> point, Span<T> hessian);
