using System.Numerics;
using AutoGradLinear.Losses;

namespace AutoGradLinear.Solvers;

/// <summary>
/// Finds the pieces of a loss that is proved to be piecewise affine or quadratic, from its generated value and gradient. Intervals are
/// halved
/// until each is one polynomial or too narrow; breakpoints are where neighbouring polynomials meet.
/// </summary>
/// <remarks>The loss itself is the judge: what was found is compared with it, and where they differ there are no pieces.</remarks>
internal sealed class PieceSearch<T, TLoss>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TLoss : struct, ILoss<T, T>
{
    private const double NarrowestInterval = 1.0 / 4096;
    private const double WidestRange = 1 << 20;

    /// <summary>Where the outer pieces end for a comparison. A convex loss that has left a line never comes back to it, so a breakpoint that was not seen shows there.</summary>
    private const double Farthest = 1e12;

    /// <summary>Where an interval is probed and divided: at no point that a breakpoint is likely to be.</summary>
    private static readonly double[] Probes = [0.21321, 0.48713, 0.78977];

    private readonly ScalarLoss<T, TLoss> loss;
    private readonly int side;
    private readonly double precision = 64.0 * double.CreateTruncating(T.BitIncrement(T.One) - T.One);
    private readonly List<Segment> segments = [];

    private PieceSearch(TLoss loss, int side)
    {
        this.loss = new ScalarLoss<T, TLoss>(loss);
        this.side = side;
    }

    private readonly record struct Segment(double From, double To, Polynomial Polynomial);

    /// <summary>The pieces of a loss for the examples of one side, or null where it is not made of a few.</summary>
    public static PiecewiseLoss? Find(TLoss loss, int side)
    {
        for (double range = 8.0; range <= WidestRange; range *= 8.0)
        {
            var search = new PieceSearch<T, TLoss>(loss, side);
            search.Divide(search.loss.At(-1.0371 * range, side), search.loss.At(1.0193 * range, side));
            if (search.Join() is { } found)
                return found;
        }

        return null;
    }

    private void Divide(LossSample from, LossSample to)
    {
        if (OnePolynomial(from, to) is { } polynomial)
        {
            if (segments.Count > 0 && Agrees(segments[^1].Polynomial, from) && Agrees(segments[^1].Polynomial, to))
                segments[^1] = segments[^1] with { To = to.Point };
            else
                segments.Add(new Segment(from.Point, to.Point, polynomial));
            return;
        }

        if (!(to.Point - from.Point > NarrowestInterval))
            return;
        LossSample middle = Between(from, to, Probes[1]);
        Divide(from, middle);
        Divide(middle, to);
    }

    private Polynomial? OnePolynomial(LossSample from, LossSample to)
    {
        if (!from.IsFinite || !to.IsFinite)
            return null;
        double curvature = (to.Slope - from.Slope) / (to.Point - from.Point);
        if (Math.Abs(to.Slope - from.Slope) <= precision * Math.Abs(to.Slope))
            curvature = 0.0;
        LossSample nearest = Math.Abs(from.Point) < Math.Abs(to.Point) ? from : to;
        double linear = nearest.Slope - (curvature * nearest.Point);
        double constant = nearest.Value - (nearest.Point * (linear + (0.5 * curvature * nearest.Point)));
        var polynomial = new Polynomial(constant, linear, curvature);
        bool agrees = Agrees(polynomial, from) && Agrees(polynomial, to);
        foreach (double probe in Probes)
            agrees = agrees && Agrees(polynomial, Between(from, to, probe));
        return agrees ? polynomial : null;
    }

    private LossSample Between(LossSample from, LossSample to, double part) => loss.At(from.Point + (part * (to.Point - from.Point)), side);

    private bool Agrees(Polynomial polynomial, LossSample sample)
    {
        double s = Math.Abs(sample.Point);
        double slopes = Math.Abs(polynomial.Linear) + (polynomial.Curvature * s);
        return Math.Abs(polynomial.Slope(sample.Point) - sample.Slope) <= precision * slopes
            && Math.Abs(polynomial.Value(sample.Point) - sample.Value) <= precision * (Math.Abs(polynomial.Constant) + (s * slopes));
    }

    private PiecewiseLoss? Join()
    {
        if (segments.Count == 0)
            return null;
        var breakpoints = new double[segments.Count - 1];
        for (int k = 0; k < breakpoints.Length; k++)
        {
            double? place = Meeting(segments[k], segments[k + 1]);
            if (place is null || (k > 0 && place <= breakpoints[k - 1]))
                return null;
            breakpoints[k] = place.Value;
        }

        Polynomial[] pieces = [.. segments.Select(segment => segment.Polynomial)];
        return IsTheLoss(pieces, breakpoints) ? new PiecewiseLoss(pieces, breakpoints) : null;
    }

    /// <summary>Where the values of two neighbours are the same, or, where one continues the other smoothly, their slopes.</summary>
    private static double? Meeting(Segment left, Segment right)
    {
        Polynomial a = left.Polynomial;
        Polynomial b = right.Polynomial;
        var difference = new Polynomial(a.Constant - b.Constant, a.Linear - b.Linear, a.Curvature - b.Curvature);
        double place = 0.5 * (left.To + right.From);
        if (Math.Abs(difference.Slope(place)) <= 2.0 * NarrowestInterval * Math.Abs(difference.Curvature))
        {
            place = -difference.Linear / difference.Curvature;
        }
        else
        {
            for (int round = 0; round < 4; round++)
                place -= difference.Value(place) / difference.Slope(place);
        }

        bool isBetween = place >= left.To - NarrowestInterval && place <= right.From + NarrowestInterval;
        return isBetween ? place : null;
    }

    /// <summary>Compares near and far from the breakpoints, and far outside of the range.</summary>
    private bool IsTheLoss(Polynomial[] pieces, double[] breakpoints)
    {
        double offset = Math.Max(1e-4, Math.Sqrt(precision) * 1e-2);
        for (int k = 0; k < pieces.Length; k++)
        {
            double from = k == 0 ? -Farthest : breakpoints[k - 1];
            double to = k == breakpoints.Length ? Farthest : breakpoints[k];
            double slope = pieces[k].Slope(from);
            if (pieces[k].Curvature < 0.0 || (k > 0 && slope < pieces[k - 1].Slope(from) - (precision * Math.Abs(slope))))
                return false;
            double width = to - from;
            double[] points = [from + offset, from + (0.01 * width), from + (0.37 * width), from + (0.93 * width), to - offset];
            if (points.Any(point => point > from && point < to && !Agrees(pieces[k], loss.At(point, side))))
                return false;
        }

        return true;
    }
}
