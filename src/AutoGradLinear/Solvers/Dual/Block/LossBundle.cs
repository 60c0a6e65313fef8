using System.Numerics.Tensors;

namespace AutoGradLinear.Solvers;

/// <summary>
/// A convex loss of several scores, seen from below by a few cuts: ℓ(s) ≥ max_m g_m·s − c_m, where g_m is a gradient and c_m its conjugate.
/// Finds the mixture α = Σ μ_m g_m, c = Σ μ_m c_m that minimises q ‖α‖² / 2 − s₀·α + c, the dual of
/// argminₛ max_m (g_m·s − c_m) + ‖s − s₀‖² / (2 q).
/// </summary>
/// <remarks>
/// A mixture of gradients is a dual variable that the loss allows, and c is no less than ℓ*(α), because ℓ* is convex; so nothing need be
/// known of ℓ*. Bundle methods: C. Lemaréchal, "Nonsmooth Optimization", in Handbooks in OR and MS 1 (1989), chapter VII, section 4. The
/// shares are found by an active set, after P. Wolfe, "Finding the Nearest Point in a Polytope", Mathematical Programming 11 (1976): few
/// cuts have a share, and for these the minimum is exact.
/// </remarks>
internal sealed class LossBundle(int scores)
{
    /// <summary>The largest number of cuts.</summary>
    public const int Capacity = 12;

    private const int MaxExchanges = 50;

    private readonly double[] gradients = new double[Capacity * scores];
    private readonly double[] conjugates = new double[Capacity];
    private readonly double[] products = new double[Capacity * Capacity];
    private readonly double[] linear = new double[Capacity];
    private readonly double[] slopes = new double[Capacity];
    private readonly double[] shares = new double[Capacity];
    private readonly double[] target = new double[scores];
    private readonly ShareDirection direction = new(Capacity);
    private readonly int[] support = new int[Capacity];
    private int supportCount;
    private double curvature;

    /// <summary>The number of cuts.</summary>
    public int Count { get; private set; }

    /// <summary>Where the gradient of the next cut goes.</summary>
    public Span<double> NextGradient => gradients.AsSpan(Count * scores, scores);

    /// <summary>Forgets all cuts, and takes up a new s₀ and q.</summary>
    public void Begin(ReadOnlySpan<double> s0, double q)
    {
        s0.CopyTo(target);
        curvature = q;
        Count = 0;
        supportCount = 0;
    }

    /// <summary>Adds the cut whose gradient was written to <see cref="NextGradient"/>; the first has all of the mixture.</summary>
    public void Add(double conjugate)
    {
        ReadOnlySpan<double> gradient = NextGradient;
        conjugates[Count] = conjugate;
        linear[Count] = conjugate - TensorPrimitives.Dot<double>(gradient, target);
        for (int m = 0; m <= Count; m++)
        {
            double product = curvature * TensorPrimitives.Dot(gradient, gradients.AsSpan(m * scores, scores));
            products[(m * Capacity) + Count] = product;
            products[(Count * Capacity) + m] = product;
        }

        shares[Count] = 0.0;
        if (Count == 0)
        {
            shares[0] = 1.0;
            support[supportCount++] = 0;
        }

        Count++;
    }

    /// <summary>Minimises over the mixtures, up to a tolerance in what one more exchange of shares would promise.</summary>
    public void Solve(double tolerance)
    {
        for (int exchange = 0; exchange < MaxExchanges; exchange++)
        {
            double mean = Slopes();
            int lowest = TensorPrimitives.IndexOfMin<double>(slopes.AsSpan(0, Count));
            if (!(mean - slopes[lowest] > tolerance))
                return;
            if (shares[lowest] == 0.0)
                support[supportCount++] = lowest;
            while (!Exchange())
                Slopes();
        }
    }

    /// <summary>Writes α.</summary>
    /// <returns>c.</returns>
    public double Mix(Span<double> slope)
    {
        slope.Clear();
        double conjugate = 0.0;
        foreach (int m in support.AsSpan(0, supportCount))
        {
            TensorPrimitives.MultiplyAdd(gradients.AsSpan(m * scores, scores), shares[m], slope, slope);
            conjugate += shares[m] * conjugates[m];
        }

        return conjugate;
    }

    /// <summary>The derivative by each share.</summary>
    /// <returns>Its mean over the mixture.</returns>
    private double Slopes()
    {
        double mean = 0.0;
        for (int m = 0; m < Count; m++)
        {
            double slope = linear[m];
            foreach (int k in support.AsSpan(0, supportCount))
                slope += shares[k] * products[(m * Capacity) + k];
            slopes[m] = slope;
            mean += shares[m] * slope;
        }

        return mean;
    }

    /// <summary>
    /// Goes to the minimum over mixtures of the cuts that have a share, or as far as all shares stay positive; then one cut loses its own.
    /// </summary>
    /// <returns>Whether the minimum was reached.</returns>
    private bool Exchange()
    {
        ReadOnlySpan<int> cuts = support.AsSpan(0, supportCount);
        double step = direction.Find(cuts, slopes, products, Capacity);
        ReadOnlySpan<double> change = direction.Change;
        int leaving = -1;
        for (int k = 0; k < cuts.Length; k++)
        {
            if (change[k] < 0.0 && shares[cuts[k]] < -change[k] * step)
            {
                step = -shares[cuts[k]] / change[k];
                leaving = k;
            }
        }

        for (int k = 0; k < cuts.Length; k++)
            shares[cuts[k]] = Math.Max(0.0, shares[cuts[k]] + (step * change[k]));
        if (leaving < 0)
            return true;
        shares[cuts[leaving]] = 0.0;
        support[leaving] = support[--supportCount];
        return supportCount == 1;
    }
}
