using System.Text.Json;
using AutoGradLinear.Benchmarks.GradBench;
using GradBench.Protocol;

namespace GradBench.Modules;

/// <summary>llsq: <c>x</c> has the coefficients of a polynomial, <c>n</c> is the number of points.</summary>
internal static class LeastSquaresModule
{
    public static Module Module { get; } = new("llsq",
    [
        new("primal", input =>
        {
            (double[] x, int n) = Read(input);
            return Evaluation.OfNumber(() => LeastSquares.Value(x, n));
        }),
        new("gradient", input =>
        {
            (double[] x, int n) = Read(input);
            return Evaluation.OfRow(x.Length, gradient => LeastSquares.ValueWithGradient(x, n, gradient));
        }),
    ]);

    private static (double[] X, int N) Read(JsonElement input) => (Input.Row(input, "x"), Input.Integer(input, "n", smallest: 2));
}
