using System.Numerics;
using AutoGradLinear.Numerics;

namespace AutoGradLinear;

public static partial class GradientCheck
{
    /// <summary>The Taylor test of a gradient: the remainder |f(x + h d) − f(x) − h ⟨∇f, d⟩| falls as h² for random d, or the gradient is wrong.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="value">The function.</param>
    /// <param name="valueWithGradient">The function with the gradient to check.</param>
    /// <param name="point">Where to check.</param>
    /// <param name="options">Directions, seed and steps; null for the defaults.</param>
    /// <returns>The observed rate and a verdict for every direction.</returns>
    /// <remarks>
    /// Steps are halved until the remainder is lost in rounding. Where it is lost from the beginning the function is affine along d, and where the
    /// rate is too low, differences on both sides tell a kink from a wrong gradient; both are reported as what they are.
    /// </remarks>
    /// <exception cref="ArgumentException">The point is empty or not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static TaylorCheckReport TaylorRemainder<T>(
        ScalarFunction<T> value,
        ScalarFunctionWithGradient<T> valueWithGradient,
        ReadOnlySpan<T> point,
        GradientCheckOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T>
        => Taylor(value, valueWithGradient, null, point, options);

    /// <summary>
    /// The Taylor test of a gradient and a Hessian–vector product: |f(x + h d) − f(x) − h ⟨∇f, d⟩| falls as h², and with h²/2 ⟨d, H d⟩ taken off as well, as h³.
    /// </summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="value">The function.</param>
    /// <param name="valueWithGradient">The function with its gradient.</param>
    /// <param name="hessianVectorProduct">The product to check.</param>
    /// <param name="point">Where to check.</param>
    /// <param name="options">Directions, seed and steps; null for the defaults.</param>
    /// <returns>Two observed rates and verdicts for every direction.</returns>
    /// <remarks>Only ⟨d, H d⟩ is seen, which the antisymmetric part of H does not change: <see cref="HessianSymmetry{T}(HessianVectorProductFunction{T}, ReadOnlySpan{T}, GradientCheckOptions?)"/> sees that.</remarks>
    /// <exception cref="ArgumentException">The point is empty or not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static TaylorCheckReport TaylorRemainder<T>(
        ScalarFunction<T> value,
        ScalarFunctionWithGradient<T> valueWithGradient,
        HessianVectorProductFunction<T> hessianVectorProduct,
        ReadOnlySpan<T> point,
        GradientCheckOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(hessianVectorProduct);
        return Taylor(value, valueWithGradient, hessianVectorProduct, point, options);
    }

    /// <summary>Judges a derivative at 0 of a function of one variable.</summary>
    internal static GradientCheckEntry Along<T>(ScalarFunction<T> function, double derivative, double inner, GradientCheckOptions options)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double precision = CheckDirections.PrecisionOf<T>();
        T[] origin = [T.Zero];
        double centre = double.CreateTruncating(function(origin));
        SlopeEstimates slopes = SlopeEstimates.Measure(
            function, origin, 0, centre, inner, precision, options.LargestStep, StepCountOf(options, precision));
        return Judge(0, derivative, slopes, Math.Sqrt(precision) * Math.Abs(centre), ToleranceOf(options, precision));
    }

    private static TaylorCheckReport Taylor<T>(
        ScalarFunction<T> value,
        ScalarFunctionWithGradient<T> valueWithGradient,
        HessianVectorProductFunction<T>? product,
        ReadOnlySpan<T> point,
        GradientCheckOptions? options)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(valueWithGradient);
        options ??= new GradientCheckOptions();
        options.Validate();
        CheckDirections.RequireFinite(point);
        return new TaylorCheck<T>(value, valueWithGradient, product, point.ToArray(), options).Run();
    }
}
