using Xunit;

namespace AutoGradLinear.Tests.Numerics;

/// <summary>Generated members fit the delegates of the checks, and pass them.</summary>
public class GeneratedDerivativeTests
{
    private static readonly double[] Point = [0.4, -1.1, 0.9];

    [Fact]
    public void BothModesOfAFunctionAreTransposes()
        => GradientCheck.ForwardAgainstReverse<double>(CheckedFunctions.ValleyPushforward, CheckedFunctions.ValleyPullback, Point).ThrowIfFailed();

    [Fact]
    public void APullbackThatFillsASpanIsTheTransposeOfAHandwrittenPushforward()
        => GradientCheck.ForwardAgainstReverse<double>(
            (x, result, tangent, resultTangent) =>
            {
                CheckedFunctions.Products(x, result);
                for (int i = 0; i < result.Length; i++)
                    resultTangent[i] = (Math.Cos(x[i]) * tangent[i] * x[i + 1]) + (Math.Sin(x[i]) * tangent[i + 1]);
            },
            CheckedFunctions.ProductsPullback,
            Point,
            resultLength: 2).ThrowIfFailed();

    [Fact]
    public void RemaindersFallAsSecondAndThirdPowers()
        => GradientCheck.TaylorRemainder<double>(CheckedFunctions.Valley, CheckedFunctions.ValleyWithGradient, CheckedFunctions.ValleyHessianVectorProduct, Point).ThrowIfFailed();

    [Fact]
    public void TheHessianIsSymmetric()
        => GradientCheck.HessianSymmetry<double>(CheckedFunctions.ValleyHessianVectorProduct, Point).ThrowIfFailed();
}

/// <summary>A real function and one that fills a span.</summary>
internal static partial class CheckedFunctions
{
    /// <summary>Rosenbrock's valley.</summary>
    [Differentiable(Derivatives.Pullback | Derivatives.Pushforward | Derivatives.HessianVectorProduct)]
    public static double Valley(ReadOnlySpan<double> x)
    {
        double sum = 0.0;
        for (int i = 1; i < x.Length; i++)
        {
            double across = x[i] - (x[i - 1] * x[i - 1]);
            double along = 1.0 - x[i - 1];
            sum += (100.0 * across * across) + (along * along);
        }

        return sum;
    }

    /// <summary>Products of neighbours.</summary>
    [Differentiable(Derivatives.Pullback)]
    public static void Products(ReadOnlySpan<double> x, Span<double> result)
    {
        for (int i = 0; i < result.Length; i++)
            result[i] = Math.Sin(x[i]) * x[i + 1];
    }
}
