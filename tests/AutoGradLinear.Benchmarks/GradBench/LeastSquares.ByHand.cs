using System.Numerics;

namespace AutoGradLinear.Benchmarks.GradBench;

internal static partial class LeastSquares
{
    /// <summary>
    /// Value and gradient as they are written by hand: ∂/∂xⱼ = −Σᵢ rᵢ tᵢʲ. Each lane of a vector has a point of its own; the polynomial is
    /// evaluated by Horner's scheme, the powers are made again for the gradient, whose lanes are added at the end. Four vectors at once,
    /// because a multiplication takes four cycles.
    /// </summary>
    internal static double ValueByHand(ReadOnlySpan<double> x, int n, Span<double> gradient)
    {
        const int StackLimit = 256;
        Span<Vector<double>> lanes = x.Length <= StackLimit ? stackalloc Vector<double>[x.Length] : new Vector<double>[x.Length];
        lanes.Clear();
        var squares = Vector<double>.Zero;
        for (int i = 0; i < n; i += 4 * Vector<double>.Count)
        {
            int second = i + Vector<double>.Count, third = second + Vector<double>.Count, fourth = third + Vector<double>.Count;
            var points = (Points(i, n), Points(second, n), Points(third, n), Points(fourth, n));
            squares += AddGradient(x, points, lanes);
        }

        for (int j = 0; j < gradient.Length; j++)
            gradient[j] = -Vector.Sum(lanes[j]);
        return Vector.Sum(squares) / 2;
    }

    /// <summary>The points from the i-th on, one per lane; NaN where there are no more.</summary>
    private static Vector<double> Points(int i, int n)
    {
        Vector<double> index = Vector<double>.Indices + new Vector<double>(i);
        Vector<double> points = new Vector<double>(2) * index / new Vector<double>(n - 1) - Vector<double>.One;
        return Vector.ConditionalSelect(Vector.LessThan(index, new Vector<double>(n)), points, new Vector<double>(double.NaN));
    }

    private static Vector<double> AddGradient(
        ReadOnlySpan<double> x, (Vector<double> A, Vector<double> B, Vector<double> C, Vector<double> D) t, Span<Vector<double>> gradient)
    {
        Vector<double> a = Vector<double>.Zero, b = a, c = a, d = a;
        for (int j = x.Length - 1; j >= 0; j--)
        {
            var coefficient = new Vector<double>(x[j]);
            a = Vector.FusedMultiplyAdd(a, t.A, coefficient);
            b = Vector.FusedMultiplyAdd(b, t.B, coefficient);
            c = Vector.FusedMultiplyAdd(c, t.C, coefficient);
            d = Vector.FusedMultiplyAdd(d, t.D, coefficient);
        }

        Vector<double> ra = Residuals(t.A, a), rb = Residuals(t.B, b), rc = Residuals(t.C, c), rd = Residuals(t.D, d);
        Vector<double> ta = OrZero(t.A), tb = OrZero(t.B), tc = OrZero(t.C), td = OrZero(t.D);
        (a, b, c, d) = (ra, rb, rc, rd);
        for (int j = 0; j < gradient.Length; j++)
        {
            gradient[j] += (a + b) + (c + d);
            a *= ta;
            b *= tb;
            c *= tc;
            d *= td;
        }

        return (ra * ra + rb * rb) + (rc * rc + rd * rd);
    }

    /// <summary>The sign less the polynomial; 0 where there is no point.</summary>
    private static Vector<double> Residuals(Vector<double> points, Vector<double> polynomial)
    {
        Vector<double> sign = Vector.ConditionalSelect(
            Vector.Equals(points, Vector<double>.Zero), Vector<double>.Zero, Vector.CopySign(Vector<double>.One, points));
        return OrZero(sign - polynomial);
    }

    private static Vector<double> OrZero(Vector<double> numbers) =>
        Vector.ConditionalSelect(Vector.Equals(numbers, numbers), numbers, Vector<double>.Zero);
}
