using System.Numerics;

namespace AutoGradLinear.Tests.Numerics;

/// <summary>f(x) = eˣ⁰ sin x₁ + x₂² x₀ with all its derivatives, by hand and with mistakes.</summary>
internal static class CheckSubject<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static T[] Point { get; } = [T.CreateTruncating(0.3), T.CreateTruncating(-1.2), T.CreateTruncating(2.0)];

    public static T Value(ReadOnlySpan<T> x) => (T.Exp(x[0]) * T.Sin(x[1])) + (x[2] * x[2] * x[0]);

    public static T WithGradient(ReadOnlySpan<T> x, Span<T> gradient)
    {
        gradient[0] = (T.Exp(x[0]) * T.Sin(x[1])) + (x[2] * x[2]);
        gradient[1] = T.Exp(x[0]) * T.Cos(x[1]);
        gradient[2] = (x[2] + x[2]) * x[0];
        return Value(x);
    }

    public static T Pushforward(ReadOnlySpan<T> x, ReadOnlySpan<T> tangent, out T resultTangent)
    {
        Span<T> gradient = stackalloc T[3];
        T value = WithGradient(x, gradient);
        resultTangent = (gradient[0] * tangent[0]) + (gradient[1] * tangent[1]) + (gradient[2] * tangent[2]);
        return value;
    }

    /// <summary>The pullback with a mistake.</summary>
    public static ScalarPullback<T> Pullback(Mistake<T>? mistake = null) => (x, adjoint, accumulator) =>
    {
        Span<T> gradient = stackalloc T[3];
        T value = WithGradient(x, gradient);
        mistake?.Invoke(gradient, x);
        for (int k = 0; k < 3; k++)
            accumulator[k] += adjoint * gradient[k];
        return value;
    };

    /// <summary>The value with a gradient that has a mistake.</summary>
    public static ScalarFunctionWithGradient<T> Gradient(Mistake<T> mistake) => (x, gradient) =>
    {
        T value = WithGradient(x, gradient);
        mistake(gradient, x);
        return value;
    };

    public static T Hessian(ReadOnlySpan<T> x, Span<T> hessian)
    {
        hessian.Clear();
        hessian[0] = T.Exp(x[0]) * T.Sin(x[1]);
        hessian[1] = hessian[3] = T.Exp(x[0]) * T.Cos(x[1]);
        hessian[2] = hessian[6] = x[2] + x[2];
        hessian[4] = -T.Exp(x[0]) * T.Sin(x[1]);
        hessian[8] = x[0] + x[0];
        return Value(x);
    }

    /// <summary>The product with a Hessian that has a mistake.</summary>
    public static HessianVectorProductFunction<T> Product(Mistake<T>? mistake = null) => (x, direction, product) =>
    {
        Span<T> hessian = stackalloc T[9];
        T value = Hessian(x, hessian);
        mistake?.Invoke(hessian, x);
        product.Clear();
        for (int k = 0; k < 9; k++)
            product[k / 3] += hessian[k] * direction[k % 3];
        return value;
    };
}

/// <summary>Spoils derivatives in place.</summary>
internal delegate void Mistake<T>(Span<T> derivatives, ReadOnlySpan<T> x);
