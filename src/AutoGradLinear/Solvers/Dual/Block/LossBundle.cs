using System.Numerics.Tensors;

namespace AutoGradLinear.Solvers;

/// <summary>
/// A convex loss of several scores, seen from below by a few cuts: ℓ(s) ≥ max_m g_m·s − c_m, where g_m is a gradient and c_m its conjugate.
/// Finds the
/// mixture α = Σ μ_m g_m, c = Σ μ_m c_m that minimises q ‖α‖² / 2 − s₀·α + c, the dual of argminₛ max_m (g_m·s − c_m) + ‖s − s₀‖² / (2 q).
/// </summary>
/// <remarks>
/// A mixture of gradients is a dual variable that the loss allows, and c is no less than ℓ*(α), because ℓ* is convex; so nothing need be
/// known of
/// ℓ*. Bundle methods: C. Lemaréchal, "Nonsmooth Optimization", in Handbooks in OR and MS 1 (1989), chapter VII, section 4.
/// </remarks>
internal sealed class LossBundle(int scores)
{
    /// <summary>The largest number of cuts.</summary>
    public const int Capacity = 12;

    private const int MaxExchanges = 200;

    private readonly double[] gradients = new double[Capacity * scores];
    private readonly double[] conjugates = new double[Capacity];
    private readonly double[] products = new double[Capacity * Capacity];
    private readonly double[] linear = new double[Capacity];
    private readonly double[] slopes = new double[Capacity];
    private readonly double[] shares = new double[Capacity];
    private readonly double[] target = new double[scores];

    /// <summary>The number of cuts.</summary>
    public int Count { get; private set; }

    /// <summary>Where the gradient of the next cut goes.</summary>
    public Span<double> NextGradient => gradients.AsSpan(Count * scores, scores);

    /// <summary>Forgets all cuts, and takes up a new s₀.</summary>
    public void Begin(ReadOnlySpan<double> s0)
    {
        s0.CopyTo(target);
        Count = 0;
    }

    /// <summary>Adds the cut whose gradient was written to <see cref="NextGradient"/>.</summary>
    public void Add(double conjugate)
    {
        ReadOnlySpan<double> gradient = NextGradient;
        conjugates[Count] = conjugate;
        linear[Count] = conjugate - TensorPrimitives.Dot<double>(gradient, target);
        for (int m = 0; m <= Count; m++)
        {
            double product = TensorPrimitives.Dot(gradient, gradients.AsSpan(m * scores, scores));
            products[(m * Capacity) + Count] = product;
            products[(Count * Capacity) + m] = product;
        }

        shares[Count] = Count == 0 ? 1.0 : 0.0;
        Count++;
    }

    /// <summary>Shifts shares between two cuts at a time, until no exchange promises more than a tolerance.</summary>
    public void Solve(double q, double tolerance)
    {
        for (int m = 0; m < Count; m++)
            slopes[m] = linear[m] + (q * TensorPrimitives.Dot<double>(shares.AsSpan(0, Count), products.AsSpan(m * Capacity, Count)));
        for (int exchange = 0; exchange < MaxExchanges; exchange++)
        {
            int to = 0;
            int from = -1;
            for (int m = 0; m < Count; m++)
            {
                if (slopes[m] < slopes[to])
                    to = m;
                if (shares[m] > 0.0 && (from < 0 || slopes[m] > slopes[from]))
                    from = m;
            }

            double promise = slopes[from] - slopes[to];
            if (!(promise > tolerance))
                return;
            double squares = products[(to * Capacity) + to] + products[(from * Capacity) + from];
            double curvature = q * (squares - (2.0 * products[(to * Capacity) + from]));
            double share = curvature * shares[from] > promise ? promise / curvature : shares[from];
            shares[to] += share;
            shares[from] -= share;
            for (int m = 0; m < Count; m++)
                slopes[m] += q * share * (products[(m * Capacity) + to] - products[(m * Capacity) + from]);
        }
    }

    /// <summary>Writes α.</summary>
    /// <returns>c.</returns>
    public double Mix(Span<double> slope)
    {
        slope.Clear();
        double conjugate = 0.0;
        for (int m = 0; m < Count; m++)
        {
            if (shares[m] == 0.0)
                continue;
            TensorPrimitives.MultiplyAdd(gradients.AsSpan(m * scores, scores), shares[m], slope, slope);
            conjugate += shares[m] * conjugates[m];
        }

        return conjugate;
    }
}
