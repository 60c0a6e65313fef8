using System.Text.Json;
using AutoGradLinear.Benchmarks.GradBench;
using GradBench.Protocol;

namespace GradBench.Modules;

/// <summary>det: <c>A</c> is a square matrix row by row, <c>ell</c> the number of its rows.</summary>
internal static class DeterminantModule
{
    public static Module Module { get; } = new("det",
    [
        new("primal", input =>
        {
            (double[] matrix, int size) = Read(input);
            return Evaluation.OfNumber(() => Determinant.Value(matrix, size));
        }),
        new("gradient", input =>
        {
            (double[] matrix, int size) = Read(input);
            return Evaluation.OfRow(matrix.Length, gradient => Determinant.ValueWithGradient(matrix, size, gradient));
        }),
    ]);

    private static (double[] Matrix, int Size) Read(JsonElement input)
    {
        int size = Input.Integer(input, "ell", smallest: 1);
        return (Input.Row(input, "A", length: size * size), size);
    }
}
