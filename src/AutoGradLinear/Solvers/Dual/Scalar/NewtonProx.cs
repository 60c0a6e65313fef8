using System.Numerics;
using AutoGradLinear.Losses;

namespace AutoGradLinear.Solvers;

/// <summary>
/// Steps for any convex loss of one score, by Newton's method on q ℓ'(s) + s − s₀ = 0, which rises with s. Its root is bracketed from the
/// start: the slope is at least 1. The curvature is the quotient of differences of the generated gradient, at first with the point of the last
/// visit, so that an iteration costs one evaluation.
/// </summary>
/// <remarks>
/// A step that leaves the bracket is halved instead. The root need not be exact: the result is the slope at some point, and its conjugate
/// belongs to it. Where a kink holds the root, the bracket closes around it, and slope and conjugate are mixed from those of both ends.
/// </remarks>
internal readonly struct NewtonProx<T, TLoss>(TLoss loss) : IScalarProx
    where T : unmanaged, IFloatingPointIeee754<T>
    where TLoss : struct, ILoss<T, T>
{
    private const int MaxIterations = 100;

    /// <summary>The part of the residual at the start that may remain.</summary>
    private const double Tolerance = 1e-3;

    private static readonly double Precision = 4.0 * double.CreateTruncating(T.BitIncrement(T.One) - T.One);

    private readonly ScalarLoss<T, TLoss> loss = new(loss);

    public double Value(double score, int side) => loss.Value(score, side);

    public DualCoordinate Start(int side)
    {
        LossSample best = loss.At(0.0, side);
        double direction = -Math.Sign(best.Slope);
        for (double distance = 1.0; distance <= 1024.0 && best.Slope != 0.0; distance *= 2.0)
        {
            LossSample next = loss.At(direction * distance, side);
            if (!next.IsFinite || !(Math.Abs(next.Slope) < Math.Abs(best.Slope)))
                break;
            best = next;
        }

        return At(best);
    }

    public DualCoordinate Step(double score, double q, in DualCoordinate current, int side)
    {
        LossSample sample = loss.At(score, side);
        double residual = q * (sample.Slope - current.Slope);
        double s0 = sample.Point + (q * current.Slope);
        double enough = Math.Max(Tolerance * Math.Abs(residual), Precision * (Math.Abs(sample.Point) + Math.Abs(q * sample.Slope)));
        if (Math.Abs(residual) <= enough)
            return At(sample);

        LossSample low = sample;
        LossSample high = sample;
        double from = Math.Min(sample.Point, sample.Point - residual);
        double to = Math.Max(sample.Point, sample.Point - residual);
        double curvature = Quotient(sample.Slope - current.Slope, sample.Point - current.Point);
        for (int iteration = 0; iteration < MaxIterations; iteration++)
        {
            double next = sample.Point - (residual / (1.0 + (q * curvature)));
            if (!(next > from && next < to))
                next = from + (0.5 * (to - from));
            LossSample before = sample;
            sample = loss.At(next, side);
            residual = (q * sample.Slope) + sample.Point - s0;
            if (Math.Abs(residual) <= enough)
                return At(sample);
            if (to - from <= Precision * (Math.Abs(from) + Math.Abs(to)))
                return Mix(low, high, (s0 - sample.Point) / q);
            curvature = Quotient(sample.Slope - before.Slope, sample.Point - before.Point);
            (from, to) = residual < 0.0 ? (sample.Point, to) : (from, sample.Point);
            (low, high) = residual < 0.0 ? (sample, high) : (low, sample);
        }

        return At(sample);
    }

    private static DualCoordinate At(LossSample sample) => new(sample.Slope, sample.Conjugate, sample.Point);

    private static double Quotient(double slopes, double points)
    {
        double curvature = slopes / points;
        return curvature >= 0.0 && double.IsFinite(curvature) ? curvature : 0.0;
    }

    /// <summary>A slope between those of two points; ℓ* is convex, so it is no more than the mixture of theirs.</summary>
    private static DualCoordinate Mix(LossSample low, LossSample high, double slope)
    {
        double width = high.Slope - low.Slope;
        double part = width > 0.0 ? Math.Clamp((slope - low.Slope) / width, 0.0, 1.0) : 0.0;
        return new DualCoordinate(
            low.Slope + (part * width), low.Conjugate + (part * (high.Conjugate - low.Conjugate)), low.Point);
    }
}
