using System.Text.Json;
using AutoGradLinear.Benchmarks.GradBench;
using GradBench.Protocol;

namespace GradBench.Modules;

/// <summary>
/// kmeans: rows <c>points</c> and <c>centroids</c>; the direction of Newton's method is the gradient over the diagonal of the Hessian.
/// </summary>
internal static class KMeansModule
{
    public static Module Module { get; } = new("kmeans",
    [
        new("cost", input =>
        {
            (double[] centers, double[] points, int dimensions) = Read(input);
            return Evaluation.OfNumber(() => KMeans.Cost(centers, points, dimensions));
        }),
        new("dir", Direction),
    ]);

    private static Evaluation Direction(JsonElement input)
    {
        (double[] centers, double[] points, int dimensions) = Read(input);
        double[] direction = new double[centers.Length];
        double[] diagonal = new double[centers.Length];
        return new Evaluation(
            () =>
            {
                KMeans.CostHessianDiagonal(centers, points, dimensions, direction, diagonal);
                for (int i = 0; i < direction.Length; i++)
                    direction[i] /= diagonal[i];
            },
            writer => Output.WriteRows(writer, direction, direction.Length / dimensions));
    }

    private static (double[] Centers, double[] Points, int Dimensions) Read(JsonElement input)
    {
        double[] points = Input.Rows(input, "points", out int dimensions);
        double[] centers = Input.Rows(input, "centroids", out int width);
        return dimensions > 0 && width == dimensions
            ? (centers, points, dimensions)
            : throw new MessageException($"'points' has rows of {dimensions} numbers, and 'centroids' of {width}.");
    }
}
