using System.Numerics;
using AutoGradLinear.Losses;

namespace AutoGradLinear.Solvers;

/// <summary>
/// Steps for any convex loss of one score, by Newton's method on q ℓ'(s) + s − s₀ = 0, which rises with s. Its root is bracketed from the
/// start: the slope is at least 1. The curvature is the quotient of differences of the generated gradient, at first with the point of the
/// last
/// visit, so that an iteration costs one evaluation.
/// </summary>
/// <remarks>
/// The bracket is halved where a step would leave it, or where the last one did not halve the residual. The root need not be exact: the
/// result is the slope at some point, and its conjugate
/// belongs to it. Where a kink holds the root, the bracket closes around it, and slope and conjugate are mixed from those of both ends.
/// </remarks>
internal readonly struct NewtonProx<T, TLoss>(TLoss loss) : IScalarProx
    where T : unmanaged, IFloatingPointIeee754<T>
    where TLoss : struct, ILoss<T, T>
{
    private const int MaxIterations = 100;

    /// <summary>The residual that may remain, as a part of the way that the score has moved.</summary>
    private const double Tolerance = 1e-2;

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
        double rounding = Precision * (Math.Abs(sample.Point) + Math.Abs(q * sample.Slope));
        if (Math.Abs(residual) <= rounding)
            return At(sample);

        double start = sample.Point;
        double narrow = Precision * (Math.Abs(start) + Math.Abs(residual));
        LossSample low = sample;
        LossSample high = sample;
        double from = Math.Min(sample.Point, sample.Point - residual);
        double to = Math.Max(sample.Point, sample.Point - residual);
        double curvature = Quotient(sample.Slope - current.Slope, sample.Point - current.Point);
        bool isSlow = false;
        for (int iteration = 0; iteration < MaxIterations; iteration++)
        {
            double next = sample.Point - (residual / (1.0 + (q * curvature)));
            if (isSlow || !(next > from && next < to))
                next = from + (0.5 * (to - from));
            (LossSample before, double residualBefore) = (sample, residual);
            sample = loss.At(next, side);
            residual = (q * sample.Slope) + sample.Point - s0;
            isSlow = Math.Abs(residual) > 0.5 * Math.Abs(residualBefore);
            if (Math.Abs(residual) <= Math.Max(rounding, Tolerance * Math.Abs(sample.Point - start)))
                return At(sample);
            if (to - from <= narrow)
                break;
            curvature = Quotient(sample.Slope - before.Slope, sample.Point - before.Point);
            (from, to) = residual < 0.0 ? (sample.Point, to) : (from, sample.Point);
            (low, high) = residual < 0.0 ? (sample, high) : (low, sample);
        }

        return Mix(low, high, (s0 - sample.Point) / q);
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
