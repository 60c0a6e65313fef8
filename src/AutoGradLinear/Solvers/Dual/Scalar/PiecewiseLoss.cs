namespace AutoGradLinear.Solvers;

/// <summary>A convex function of one score that is a polynomial of degree 2 at most between its breakpoints.</summary>
/// <param name="pieces">The polynomials from left to right.</param>
/// <param name="breakpoints">Where each but the last of them ends, ascending.</param>
internal sealed class PiecewiseLoss(ReadOnlySpan<Polynomial> pieces, ReadOnlySpan<double> breakpoints)
{
    /// <summary>So large a q that the prox all but minimises the loss.</summary>
    private const double Everything = 1e12;

    private readonly Piece[] pieces = Join(pieces, breakpoints);

    private readonly record struct Piece(Polynomial Polynomial, double End, double SlopeBeforeEnd, double SlopeAfterEnd);

    /// <summary>ℓ(s).</summary>
    public double Value(double score)
    {
        int k = 0;
        while (score > pieces[k].End)
            k++;
        return pieces[k].Polynomial.Value(score);
    }

    /// <summary>The slope of the smallest magnitude.</summary>
    public DualCoordinate SmallestSlope()
    {
        DualCoordinate found = Prox(0.0, Everything);
        return Math.Abs(found.Slope) > 1e-9 ? found : new DualCoordinate(0.0, -Value(found.Point), found.Point);
    }

    /// <summary>
    /// The slope at argminₛ ℓ(s) + (s − s₀)² / (2 q). The map s + q ∂ℓ(s) rises from piece to piece, so the first piece or breakpoint whose
    /// image reaches s₀ holds the minimum.
    /// </summary>
    public DualCoordinate Prox(double s0, double q)
    {
        foreach (ref readonly Piece piece in pieces.AsSpan())
        {
            double beyond = s0 - piece.End;
            if (beyond <= q * piece.SlopeBeforeEnd)
            {
                Polynomial polynomial = piece.Polynomial;
                double s = (s0 - (q * polynomial.Linear)) / (1.0 + (q * polynomial.Curvature));
                return new DualCoordinate(polynomial.Slope(s), (0.5 * polynomial.Curvature * s * s) - polynomial.Constant, s);
            }

            if (beyond <= q * piece.SlopeAfterEnd)
            {
                double slope = Math.Clamp(beyond / q, piece.SlopeBeforeEnd, piece.SlopeAfterEnd);
                return new DualCoordinate(slope, (slope * piece.End) - piece.Polynomial.Value(piece.End), piece.End);
            }
        }

        // The last piece has no end, so only a score that is NaN comes here.
        return new DualCoordinate(double.NaN, double.NaN, double.NaN);
    }

    private static Piece[] Join(ReadOnlySpan<Polynomial> polynomials, ReadOnlySpan<double> breakpoints)
    {
        var joined = new Piece[polynomials.Length];
        for (int k = 0; k < breakpoints.Length; k++)
        {
            double before = polynomials[k].Slope(breakpoints[k]);
            joined[k] = new Piece(polynomials[k], breakpoints[k], before, Math.Max(before, polynomials[k + 1].Slope(breakpoints[k])));
        }

        joined[^1] = new Piece(polynomials[^1], double.PositiveInfinity, 0.0, 0.0);
        return joined;
    }
}
