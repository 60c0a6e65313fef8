namespace AutoGradLinear.Benchmarks.GradBench;

/// <summary>The cost of k-means: Σᵢ minⱼ ‖cⱼ − pᵢ‖², of which Newton's method wants the gradient and the diagonal of the Hessian.</summary>
internal static partial class KMeans
{
    [Differentiable(Derivatives.HessianDiagonal)]
    internal static double Cost(ReadOnlySpan<double> centers, [NoGradient] ReadOnlySpan<double> points, int dimensions)
    {
        double cost = 0;
        for (int point = 0; point < points.Length; point += dimensions)
        {
            double closest = double.PositiveInfinity;
            for (int center = 0; center < centers.Length; center += dimensions)
                closest = Math.Min(closest, SquaredDistance(points.Slice(point, dimensions), centers.Slice(center, dimensions)));
            cost += closest;
        }

        return cost;
    }

    private static double SquaredDistance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }
}
