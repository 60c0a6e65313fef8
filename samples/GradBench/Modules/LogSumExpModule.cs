using System.Text.Json;
using AutoGradLinear.Benchmarks.GradBench;
using GradBench.Protocol;

namespace GradBench.Modules;

/// <summary>lse: <c>x</c> is a row.</summary>
internal static class LogSumExpModule
{
    public static Module Module { get; } = new("lse",
    [
        new("primal", input =>
        {
            double[] x = RowOf(input);
            return Evaluation.OfNumber(() => LogSumExp.Value(x));
        }),
        new("gradient", input =>
        {
            double[] x = RowOf(input);
            return Evaluation.OfRow(x.Length, gradient => LogSumExp.ValueWithGradient(x, gradient));
        }),
    ]);

    private static double[] RowOf(JsonElement input)
    {
        double[] x = Input.Row(input, "x");
        return x.Length > 0 ? x : throw new MessageException("'x' is empty.");
    }
}
