using AutoGradLinear.Losses;

namespace AutoGradLinear.Tests.Solvers;

/// <summary>ε-insensitive distance from the target: three affine pieces.</summary>
[Loss]
public readonly partial record struct Insensitive(double Width)
{
    /// <summary>Computes the loss of one example.</summary>
    public double Value(double score, double target) => Math.Max(0.0, Math.Abs(score - target) - Width);
}

/// <summary>Huber's loss of the distance from the target: a square between two affine pieces.</summary>
[Loss]
public readonly partial record struct HuberDistance(double Width)
{
    /// <summary>Computes the loss of one example.</summary>
    public double Value(double score, double target)
    {
        double distance = score - target;
        double near = Math.Clamp(distance, -Width, Width);
        return near * (distance - (0.5 * near));
    }
}

/// <summary>Half the squared distance from the target.</summary>
[Loss]
public readonly partial record struct SquaredDistance
{
    /// <summary>Computes the loss of one example.</summary>
    public double Value(double score, double target) => 0.5 * (score - target) * (score - target);
}

/// <summary>Convex with a kink, and neither smooth nor piecewise quadratic: exp(1 − t s) − 1 where that is positive.</summary>
[Loss]
public readonly partial record struct ExponentialHinge
{
    /// <summary>Computes the loss of one example.</summary>
    public double Value(double score, double target) => Math.Max(0.0, Math.Exp(1.0 - (target * score)) - 1.0);
}

/// <summary>A loss with a kink so close to another that its pieces are not found one by one.</summary>
[Loss]
public readonly partial record struct NarrowStep(double Width)
{
    /// <summary>Computes the loss of one example.</summary>
    public double Value(double score, double target) => Math.Max(0.0, -target * score) + (5.0 * Math.Max(0.0, Width - (target * score)));
}

/// <summary>The hinge that is cut off at 1: not convex.</summary>
[Loss]
public readonly partial record struct Ramp
{
    /// <summary>Computes the loss of one example.</summary>
    public double Value(double score, double target) => Math.Min(1.0, Math.Max(0.0, 1.0 - (target * score)));
}
