namespace AutoGradLinear.Benchmarks.GradBench;

/// <summary>Cameras (11 numbers each), points (3 each), and of each observation its camera, point, weight and feature (2 numbers).</summary>
internal sealed record Scene(
    double[] Cameras, double[] Points, int[] CameraIndices, int[] PointIndices, double[] Weights, double[] Features)
{
    public ReadOnlySpan<double> CameraOf(int observation)
        => Cameras.AsSpan(CameraIndices[observation] * BundleAdjustment.CameraSize, BundleAdjustment.CameraSize);

    public ReadOnlySpan<double> PointOf(int observation) => Points.AsSpan(PointIndices[observation] * 3, 3);

    public ReadOnlySpan<double> FeatureOf(int observation) => Features.AsSpan(2 * observation, 2);
}
