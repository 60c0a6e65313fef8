using AutoGradLinear.Numerics;

namespace LectureTour.HardCases;

/// <content>Training by gradient descent with momentum, from a seeded start.</content>
internal sealed partial class TwoLayerNetwork
{
    private const int Steps = 3000;
    private const double LearningRate = 0.1;
    private const double Momentum = 0.9;
    private const double Strength = 1e-5;

    public static TwoLayerNetwork Train(PlaneData data, int hiddenCount, long seed, CancellationToken cancellation)
    {
        double[] points = [.. data.Points.SelectMany(point => new[] { point.X, point.Y })];
        int[] labels = [.. data.Points.Select(point => point.Label)];
        double[] parameters = Start(hiddenCount, seed);
        double[] gradient = new double[parameters.Length];
        double[] velocity = new double[parameters.Length];
        for (int step = 0; step < Steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            ObjectiveWithGradient(parameters, points, labels, Strength, gradient);
            for (int k = 0; k < parameters.Length; k++)
            {
                velocity[k] = (Momentum * velocity[k]) - (LearningRate * gradient[k]);
                parameters[k] += velocity[k];
            }
        }

        return new TwoLayerNetwork(parameters);
    }

    /// <summary>Uniform in [−1, 1]: equal units would get equal gradients and stay equal.</summary>
    private static double[] Start(int hiddenCount, long seed)
    {
        var random = new DeterministicRandom(seed);
        return [.. Enumerable.Range(0, ParameterCount(hiddenCount)).Select(_ => (2.0 * random.NextDouble()) - 1.0)];
    }
}
