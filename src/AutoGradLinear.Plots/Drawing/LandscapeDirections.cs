using System.Numerics.Tensors;
using AutoGradLinear.Numerics;
using AutoGradLinear.Objectives;

namespace AutoGradLinear.Plots;

/// <summary>Directions from the parameters of a model: W row by row, then b where there is one.</summary>
internal sealed class LandscapeDirections
{
    private readonly LinearLayout layout;
    private readonly double[] origin;

    public LandscapeDirections(LinearClassifier model, LinearLayout layout)
    {
        this.layout = layout;
        origin = Parameters(model);
    }

    /// <summary>The point at so many steps along both directions.</summary>
    public double[] Point(double[] first, double right, double[] second, double up)
    {
        double[] point = [.. origin];
        TensorPrimitives.MultiplyAdd<double>(first, right, point, point);
        TensorPrimitives.MultiplyAdd<double>(second, up, point, point);
        return point;
    }

    /// <summary>The direction that leads to another model in one step.</summary>
    public double[] Towards(LinearClassifier other)
    {
        double[] direction = Parameters(other);
        TensorPrimitives.Subtract<double>(direction, origin, direction);
        return direction;
    }

    /// <summary>A random direction, each row as long as that of the model.</summary>
    public double[] Random(int seed)
    {
        var random = new DeterministicRandom(seed);
        double[] direction = [.. origin.Select(_ => Normal(random))];
        for (int row = 0; row < layout.Scores; row++)
            Scale(direction.AsSpan(row * layout.Features, layout.Features), origin.AsSpan(row * layout.Features, layout.Features));
        Scale(direction.AsSpan(layout.WeightCount), origin.AsSpan(layout.WeightCount));
        return direction;
    }

    private double[] Parameters(LinearClassifier model)
    {
        double[] weights = new double[layout.WeightCount], bias = new double[layout.Scores];
        model.CopyParameters(weights, bias);
        return layout.Dimension == layout.WeightCount ? weights : [.. weights, .. bias];
    }

    private static void Scale(Span<double> direction, ReadOnlySpan<double> like)
    {
        double norm = TensorPrimitives.Norm<double>(direction);
        TensorPrimitives.Multiply(direction, norm > 0.0 ? TensorPrimitives.Norm(like) / norm : 0.0, direction);
    }

    /// <summary>A normally distributed number: G. Box and M. Muller, 1958.</summary>
    private static double Normal(DeterministicRandom random) =>
        Math.Sqrt(-2.0 * Math.Log(1.0 - random.NextDouble())) * Math.Cos(2.0 * Math.PI * random.NextDouble());
}
