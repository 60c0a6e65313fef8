using AutoGradLinear;
using AutoGradLinear.Numerics;

namespace LectureTour.HardCases;

/// <summary>A point of the plane with its class, 0 or 1.</summary>
internal readonly record struct PlanePoint(double X, double Y, int Label)
{
    public double NormSquared => (X * X) + (Y * Y);

    public double DistanceTo(double x, double y) => Math.Sqrt(((X - x) * (X - x)) + ((Y - y) * (Y - y)));
}

/// <summary>Points of two classes.</summary>
internal sealed record PlaneData(IReadOnlyList<PlanePoint> Points)
{
    /// <summary>The half side of the square that points come from.</summary>
    public const double Reach = 3.0;

    private const int PointsPerClass = 150;

    /// <summary>Draws as many points of either class, uniformly where the rule gives them a class; null is a gap between the classes.</summary>
    public static PlaneData Draw(Func<PlanePoint, int?> rule, long seed)
    {
        var random = new DeterministicRandom(seed);
        List<PlanePoint> points = [];
        int[] counts = new int[2];
        while (points.Count < 2 * PointsPerClass)
        {
            var point = new PlanePoint(Coordinate(), Coordinate(), 0);
            if (rule(point) is not { } label || counts[label] == PointsPerClass)
                continue;
            counts[label]++;
            points.Add(point with { Label = label });
        }

        return new PlaneData(points);

        double Coordinate() => Reach * ((2.0 * random.NextDouble()) - 1.0);
    }

    /// <summary>Makes a dataset of what a function makes of each point.</summary>
    public ClassificationDataset ToDataset(Func<PlanePoint, double[]> features) =>
        ClassificationDataset.FromRows<int>(Points.Select(features).ToArray(), [.. Points.Select(point => point.Label)], [0, 1]);

    /// <summary>The points of one class.</summary>
    public PlaneData Of(int label) => new([.. Points.Where(point => point.Label == label)]);

    /// <summary>The part of the points that a function gives their class.</summary>
    public double Accuracy(Func<PlanePoint, int> predict) => Points.Average(point => predict(point) == point.Label ? 1.0 : 0.0);
}
