using System.Reflection;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>Methods that return nothing and fill spans: their pullbacks.</summary>
public class ResultTests
{
    private static readonly Type Caller = GeneratorRun.Of("""
        using System;
        using AutoGradLinear;

        public static partial class C
        {
            [Differentiable]
            public static void Polar(double radius, double angle, Span<double> result)
            {
                result[0] = radius * Math.Cos(angle);
                result[1] = radius * Math.Sin(angle);
            }

            [Differentiable]
            public static void Scan(ReadOnlySpan<double> v, double decay, Span<double> result)
            {
                double state = 0;
                for (int i = 0; i < v.Length; i++)
                {
                    state = decay * state + v[i] * v[i];
                    result[i] = state;
                }

                result[0] += result[v.Length - 1];
            }

            [Differentiable]
            public static void Both([Result] Span<double> sums, double x, [Result] Span<double> products, double y, [NoGradient] Span<double> scratch)
            {
                scratch[0] = x + y;
                scratch[1] = x * y;
                sums[0] = scratch[0];
                products[0] = scratch[1];
                sums[1] = scratch[0] * scratch[0];
            }

            public static double[] CallPolar(double[] adjoint, double start)
            {
                double[] result = [7, 7];
                double r = start, a = start;
                PolarPullback(2, 0.5, result, adjoint, ref r, ref a);
                return [.. result, r, a];
            }

            public static double[] CallScan(double[] v, double decay, double[] adjoint)
            {
                var result = new double[v.Length];
                var gradient = new double[v.Length];
                double byDecay = 0;
                ScanPullback(v, decay, result, adjoint, gradient, ref byDecay);
                return [.. gradient, byDecay];
            }

            public static double[] ValuesOfScan(double[] v, double decay) { var result = new double[v.Length]; Scan(v, decay, result); return result; }

            public static double[] CallBoth(double[] sumsAdjoint, double[] productsAdjoint)
            {
                double x = 0, y = 0;
                BothPullback(new double[2], 3, new double[1], 5, new double[2], sumsAdjoint, productsAdjoint, ref x, ref y);
                return [x, y];
            }
        }
        """).Load().GetType("C")!;

    // A few products of numbers near 1.
    private const double Tolerance = 1e-14;

    [Fact]
    public void TheResultIsFilledAndAdjointsAreAdded()
    {
        (double sin, double cos) = Math.SinCos(0.5);
        double[] expected = [2 * cos, 2 * sin, 10 + (3 * cos) - (4 * sin), 10 - (3 * 2 * sin) - (4 * 2 * cos)];
        Reference.Near(expected, Call("CallPolar", new double[] { 3, -4 }, 10.0), Tolerance, () => "");
    }

    [Fact]
    public void AdjointsFlowBackThroughResultsThatAreReadAndOverwritten()
    {
        double[] v = [0.7, -1.2, 0.4];
        double[] adjoint = [0.5, -2, 1.5];
        double[] actual = Call("CallScan", v, 0.8, adjoint);

        // Differences of the adjoint's product with the result; polynomials of low degree, so that rounding dominates.
        const double Step = 1e-5;
        double Product(double[] at, double decay) => Call("ValuesOfScan", at, decay).Zip(adjoint, (r, a) => r * a).Sum();
        for (int i = 0; i < v.Length; i++)
        {
            (double[] up, double[] down) = ([.. v], [.. v]);
            up[i] += Step;
            down[i] -= Step;
            Assert.Equal((Product(up, 0.8) - Product(down, 0.8)) / (2 * Step), actual[i], 1e-9);
        }

        Assert.Equal((Product(v, 0.8 + Step) - Product(v, 0.8 - Step)) / (2 * Step), actual[3], 1e-9);
    }

    [Fact]
    public void SeveralResultsHaveAnAdjointEach()
        => Assert.Equal([2 + (7 * 5) + (11 * 2 * 8), 2 + (7 * 3) + (11 * 2 * 8)], Call("CallBoth", new double[] { 2, 11 }, new double[] { 7 }));

    [Fact]
    public void AnAdjointOfAnotherLengthIsAnArgumentException()
    {
        var thrown = Assert.Throws<TargetInvocationException>(() => Call("CallPolar", new double[3], 0.0));
        Assert.Equal("resultAdjoint", Assert.IsType<ArgumentException>(thrown.InnerException).ParamName);
    }

    private static double[] Call(string method, params object[] arguments) => (double[])Caller.GetMethod(method)!.Invoke(null, arguments)!;
}
