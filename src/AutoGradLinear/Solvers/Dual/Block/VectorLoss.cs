using System.Numerics;
using System.Numerics.Tensors;
using AutoGradLinear.Losses;

namespace AutoGradLinear.Solvers;

/// <summary>A loss of several scores, evaluated by its generated gradient at the nearest numbers of its type.</summary>
internal sealed class VectorLoss<T, TLoss>(TLoss loss, int scores)
    where T : unmanaged, IFloatingPointIeee754<T>
    where TLoss : struct, ILoss<T, int>
{
    private readonly TLoss loss = loss;
    private readonly T[] point = new T[scores];
    private readonly T[] slope = new T[scores];

    /// <summary>ℓ(s); writes the gradient g.</summary>
    /// <param name="at">The scores s.</param>
    /// <param name="label">The right class.</param>
    /// <param name="gradient">Receives g.</param>
    /// <param name="conjugate">ℓ*(g) = g·s − ℓ(s).</param>
    /// <returns>The loss.</returns>
    public double Evaluate(ReadOnlySpan<double> at, int label, Span<double> gradient, out double conjugate)
    {
        for (int c = 0; c < point.Length; c++)
            point[c] = T.CreateTruncating(at[c]);
        double value = double.CreateTruncating(loss.ValueWithGradient(point, label, slope));
        double product = 0.0;
        for (int c = 0; c < slope.Length; c++)
        {
            gradient[c] = double.CreateTruncating(slope[c]);
            product += gradient[c] * double.CreateTruncating(point[c]);
        }

        conjugate = product - value;
        return value;
    }

    /// <summary>ℓ(s).</summary>
    public double Value(ReadOnlySpan<double> at, int label)
    {
        for (int c = 0; c < point.Length; c++)
            point[c] = T.CreateTruncating(at[c]);
        return double.CreateTruncating(loss.Evaluate(point, label));
    }

    /// <summary>
    /// The smallest gradient on the ray of steepest descent from 0, and its conjugate: a dual variable to start from. It is 0 where the
    /// loss has
    /// a minimum there.
    /// </summary>
    public double SmallestGradient(int label, Span<double> gradient)
    {
        double[] origin = new double[gradient.Length];
        double[] candidate = new double[gradient.Length];
        Evaluate(origin, label, gradient, out double conjugate);
        double[] direction = gradient.ToArray();
        double length = TensorPrimitives.MaxMagnitude<double>(direction);
        for (double distance = 1.0; distance <= 1024.0 && TensorPrimitives.SumOfSquares<double>(gradient) > 0.0; distance *= 2.0)
        {
            TensorPrimitives.Multiply(direction, -distance / Math.Abs(length), origin);
            double value = Evaluate(origin, label, candidate, out double next);
            double size = TensorPrimitives.SumOfSquares<double>(candidate);
            if (!double.IsFinite(value) || !(size < TensorPrimitives.SumOfSquares<double>(gradient)))
                continue;
            candidate.CopyTo(gradient);
            conjugate = next;
        }

        return conjugate;
    }
}
