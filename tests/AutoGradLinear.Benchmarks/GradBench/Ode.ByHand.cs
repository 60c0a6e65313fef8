using System.Buffers;

namespace AutoGradLinear.Benchmarks.GradBench;

internal static partial class Ode
{
    /// <summary>
    /// Value and gradient as they are written by hand. yᵢ depends on four neighbours below, so that a step is one pass with a few numbers
    /// in registers, forward as well as backward, and only y is kept of each step. Before the row stand four numbers, x = 0 and y = 1 next
    /// to it, that stand for y₀′ = x₀ · 1.
    /// </summary>
    internal static double LastByHand(ReadOnlySpan<double> x, int steps, Span<double> gradient)
    {
        const int Before = 4;
        int width = x.Length + Before;
        double[] rented = ArrayPool<double>.Shared.Rent((steps + 3) * width);
        try
        {
            Span<double> rows = rented.AsSpan(0, (steps + 3) * width);
            Span<double> padded = rows[^width..];
            padded[..Before].Clear();
            x.CopyTo(padded[Before..]);
            rows[..width].Clear();
            rows[Before - 1] = 1;
            double h = EndTime / steps;
            for (int step = 0; step < steps; step++)
                Advance(padded, h, rows.Slice(step * width, width), rows.Slice((step + 1) * width, width));

            Span<double> adjoint = rows.Slice((steps + 1) * width, width);
            adjoint.Clear();
            adjoint[^1] = 1;
            gradient.Clear();
            for (int step = steps - 1; step >= 0; step--)
                Return(padded, h, rows.Slice(step * width, width), adjoint, gradient);
            return rows[(steps + 1) * width - 1];
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    /// <summary>
    /// One step: k1 = x y₋, k2 = x a₋ with a = y + h/2 k1, k3 = x b₋ with b = y + h/2 k2, k4 = x c₋ with c = y + h k3, where ₋ is the
    /// neighbour.
    /// </summary>
    private static void Advance(ReadOnlySpan<double> x, double h, ReadOnlySpan<double> y, Span<double> next)
    {
        y[..4].CopyTo(next);
        x = x[..next.Length];
        y = y[..next.Length];
        double half = h / 2, sixth = h / 6;
        double before = y[3], a = before, b = before, c = before;
        for (int i = 4; i < next.Length; i++)
        {
            double current = y[i];
            double k1 = x[i] * before, k2 = x[i] * a, k3 = x[i] * b, k4 = x[i] * c;
            next[i] = current + sixth * (k1 + 2 * (k2 + k3) + k4);
            a = current + half * k1;
            b = current + half * k2;
            c = current + h * k3;
            before = current;
        }
    }

    /// <summary>
    /// One step back. The adjoint of what stands at i comes from the slopes at i + 1, which the last round left; the trial points at i − 1
    /// are made again from y, each from those that the rounds before have made further down.
    /// </summary>
    private static void Return(ReadOnlySpan<double> x, double h, ReadOnlySpan<double> y, Span<double> adjoint, Span<double> gradient)
    {
        x = x[..adjoint.Length];
        y = y[..adjoint.Length];
        double half = h / 2, sixth = h / 6, third = h / 3;
        int last = adjoint.Length - 1;
        double a1 = A(x, y, last - 1), a2 = A(x, y, last - 2), b1 = y[last - 1] + half * x[last - 1] * a2;
        double toBefore = 0, toA = 0, toB = 0, toC = 0;
        for (int i = last; i >= 4; i--)
        {
            double incoming = adjoint[i];
            double k4 = sixth * incoming;
            double k3 = third * incoming + h * toC;
            double k2 = third * incoming + half * toB;
            double k1 = sixth * incoming + half * toA;
            double a3 = A(x, y, i - 3);
            double b2 = y[i - 2] + half * x[i - 2] * a3;
            double c1 = y[i - 1] + h * x[i - 1] * b2;
            gradient[i - 4] += k1 * y[i - 1] + k2 * a1 + k3 * b1 + k4 * c1;
            adjoint[i] = incoming + toBefore + toA + toB + toC;
            (toBefore, toA, toB, toC) = (x[i] * k1, x[i] * k2, x[i] * k3, x[i] * k4);
            (a1, a2, b1) = (a2, a3, b2);
        }

        double A(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int i) => y[i] + half * x[i] * y[i - 1];
    }
}
