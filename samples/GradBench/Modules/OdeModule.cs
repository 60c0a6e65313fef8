using System.Text.Json;
using AutoGradLinear.Benchmarks.GradBench;
using GradBench.Protocol;

namespace GradBench.Modules;

/// <summary>ode: <c>x</c> has the parameters, <c>s</c> is the number of steps.</summary>
internal static class OdeModule
{
    public static Module Module { get; } = new("ode",
    [
        new("primal", input =>
        {
            (double[] x, int steps) = Read(input);
            return Evaluation.OfRow(x.Length, y => Ode.Solve(x, steps, y));
        }),
        new("gradient", input =>
        {
            (double[] x, int steps) = Read(input);
            return Evaluation.OfRow(x.Length, gradient => Ode.LastWithGradient(x, steps, gradient));
        }),
    ]);

    private static (double[] X, int Steps) Read(JsonElement input)
    {
        double[] x = Input.Row(input, "x");
        return x.Length > 0 ? (x, Input.Integer(input, "s", smallest: 1)) : throw new MessageException("'x' is empty.");
    }
}
