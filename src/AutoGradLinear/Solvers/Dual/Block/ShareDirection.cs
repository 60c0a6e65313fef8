namespace AutoGradLinear.Solvers;

/// <summary>
/// The change of shares, of sum 0, that leads to the minimum of a quadratic function of them: Newton's step in the differences from the
/// first share.
/// </summary>
internal sealed class ShareDirection(int capacity)
{
    /// <summary>A pivot below this part of its diagonal is no curvature.</summary>
    private const double Flat = 1e-10;

    private readonly double[] factor = new double[capacity * capacity];
    private readonly double[] change = new double[capacity];

    /// <summary>The change of each share, in the order of the cuts.</summary>
    public ReadOnlySpan<double> Change => change;

    /// <summary>Finds the direction.</summary>
    /// <param name="cuts">The cuts that have a share.</param>
    /// <param name="slopes">The derivatives, by cut.</param>
    /// <param name="products">The second derivatives, by cut and cut.</param>
    /// <param name="stride">The distance of rows of <paramref name="products"/>.</param>
    /// <returns>
    /// How far to go along it: 1; or without an end, where the function is affine along a direction, because cuts lie in the hull of others.
    /// </returns>
    public double Find(ReadOnlySpan<int> cuts, ReadOnlySpan<double> slopes, ReadOnlySpan<double> products, int stride)
    {
        // With d₀ = −Σ dₐ: M d = −(slopes − slope₀), Mₐᵦ = Pₐᵦ − Pₐ₀ − P₀ᵦ + P₀₀, by M = L Lᵀ.
        int first = cuts[0] * stride;
        double corner = products[first + cuts[0]];
        int count = cuts.Length - 1;
        for (int a = 0; a < count; a++)
        {
            int row = cuts[a + 1] * stride;
            Span<double> factors = factor.AsSpan(a * capacity, a + 1);
            double diagonal = 0.0;
            for (int b = 0; b <= a; b++)
            {
                ReadOnlySpan<double> others = factor.AsSpan(b * capacity, b + 1);
                double product = products[row + cuts[b + 1]] - products[row + cuts[0]] - products[first + cuts[b + 1]] + corner;
                diagonal = product;
                for (int k = 0; k < b; k++)
                    product -= factors[k] * others[k];
                factors[b] = b < a ? product / others[b] : product;
            }

            if (!(factors[a] > Flat * diagonal))
                return AlongFlat(a, cuts, slopes);
            factors[a] = Math.Sqrt(factors[a]);
            double right = slopes[cuts[0]] - slopes[cuts[a + 1]];
            for (int k = 0; k < a; k++)
                right -= factors[k] * change[k + 1];
            change[a + 1] = right / factors[a];
        }

        SolveTransposed(count);
        Balance(count);
        return 1.0;
    }

    /// <summary>Cut <paramref name="a"/> is a mixture of those before it, up to a difference in the slopes: exchanges it for these.</summary>
    private double AlongFlat(int a, ReadOnlySpan<int> cuts, ReadOnlySpan<double> slopes)
    {
        // M d = 0 with dₐ = 1: L Lᵀ d = −M[·, a], of which L⁻¹ M[·, a] stands in the row of a.
        for (int k = 0; k < a; k++)
            change[k + 1] = -factor[(a * capacity) + k];
        SolveTransposed(a);
        change[a + 1] = 1.0;
        change.AsSpan(a + 2, cuts.Length - a - 2).Clear();
        Balance(a + 1);
        double slope = 0.0;
        for (int k = 0; k <= a + 1; k++)
            slope += change[k] * slopes[cuts[k]];
        if (slope > 0.0)
        {
            for (int k = 0; k <= a + 1; k++)
                change[k] = -change[k];
        }

        return double.PositiveInfinity;
    }

    /// <summary>Solves Lᵀ d = y for the first shares behind the first one, in place.</summary>
    private void SolveTransposed(int count)
    {
        for (int a = count - 1; a >= 0; a--)
        {
            double value = change[a + 1];
            for (int k = a + 1; k < count; k++)
                value -= factor[(k * capacity) + a] * change[k + 1];
            change[a + 1] = value / factor[(a * capacity) + a];
        }
    }

    private void Balance(int count)
    {
        change[0] = 0.0;
        for (int k = 1; k <= count; k++)
            change[0] -= change[k];
    }
}
