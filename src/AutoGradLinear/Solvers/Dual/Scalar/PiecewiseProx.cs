namespace AutoGradLinear.Solvers;

/// <summary>Steps in closed form, for losses that are piecewise affine or quadratic.</summary>
internal readonly struct PiecewiseProx(PiecewiseLoss negative, PiecewiseLoss positive) : IScalarProx
{
    public double Value(double score, int side) => Loss(side).Value(score);

    public DualCoordinate Start(int side) => Loss(side).SmallestSlope();

    public DualCoordinate Step(double score, double q, in DualCoordinate current, int side) =>
        Loss(side).Prox(score + (q * current.Slope), q);

    private PiecewiseLoss Loss(int side) => side == 0 ? negative : positive;
}
