namespace AutoGradLinear;

/// <summary>A real function of many real variables.</summary>
/// <typeparam name="T">The real type.</typeparam>
/// <param name="point">The variables.</param>
/// <returns>The value.</returns>
public delegate T ScalarFunction<T>(ReadOnlySpan<T> point);

/// <summary>A real function of many real variables that also gives its gradient.</summary>
/// <typeparam name="T">The real type.</typeparam>
/// <param name="point">The variables.</param>
/// <param name="gradient">Is overwritten with the gradient; as long as <paramref name="point"/>.</param>
/// <returns>The value.</returns>
public delegate T ScalarFunctionWithGradient<T>(ReadOnlySpan<T> point, Span<T> gradient);
