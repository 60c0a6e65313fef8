namespace AutoGradLinear.Benchmarks.GradBench;

internal static partial class BundleAdjustment
{
    /// <summary>Cameras that look at points from some distance; camera and point of each observation by turns.</summary>
    internal static Scene CreateScene(int cameras, int points, int observations)
    {
        var rows = new RandomRows(seed: 13);
        double[] camera = rows.Normal(cameras * CameraSize);
        for (int i = 0; i < camera.Length; i += CameraSize)
        {
            for (int j = 0; j < 3; j++)
                camera[i + j] *= 0.3;
            camera[i + 5] -= 8;
            camera[i + 6] = 500 + 20 * camera[i + 6];
            camera[i + 9] *= 0.02;
            camera[i + 10] *= 0.002;
        }

        return new Scene(
            camera,
            rows.Normal(points * 3),
            [.. Enumerable.Range(0, observations).Select(i => i % cameras)],
            [.. Enumerable.Range(0, observations).Select(i => i % points)],
            rows.Uniform(observations),
            rows.Normal(2 * observations));
    }
}
