using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace AutoGradLinear.Numerics;

// Functions of rows of numbers, from which the largest is taken out.
public static partial class StableMath
{
    /// <summary>Computes ln Σᵢ e^xᵢ = m + ln(1 + Σ e^(xᵢ − m)), where m is the largest x and the sum leaves it out.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="x">The arguments.</param>
    /// <returns>The logarithm; −∞ where there are no arguments, m where it is infinite.</returns>
    /// <remarks>
    /// <para>
    /// The sum makes up for its roundings, so that the error does not grow with the number of arguments (of which <see cref="Half"/> can
    /// count 65 504).
    /// </para>
    /// <para>
    /// Error: at most 3 units for double and float. Where m is negative the result can cancel to zero; the units are those of m where m is
    /// larger in magnitude than the result.
    /// </para>
    /// </remarks>
    public static T LogSumExp<T>(ReadOnlySpan<T> x)
        where T : IFloatingPointIeee754<T>
    {
        if (x.IsEmpty)
            return T.NegativeInfinity;
        int largest = TensorPrimitives.IndexOfMax(x);
        T maximum = x[largest];
        if (!T.IsFinite(maximum))
            return maximum;
        T others = SumOfOthers(x, largest, out T lost);
        return AddLog1P(maximum, others, lost);
    }

    /// <summary>Computes e^xᵢ / Σⱼ e^xⱼ for every i.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">Receives numbers in [0, 1] whose sum is 1; may be <paramref name="x"/> itself.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="destination"/> has another length, or shares only a part of its memory with <paramref name="x"/>.
    /// </exception>
    /// <remarks>
    /// <para>
    /// e^(xᵢ − m) / (1 + Σ e^(xⱼ − m)), where m is the largest x and the sum leaves it out. The roundings of the differences and of the sum
    /// are made up for. All results are NaN where m is not finite: if every x is −∞, or any is ∞ or NaN.
    /// </para>
    /// <para>Error: at most 3.5 units for double and float.</para>
    /// </remarks>
    public static void Softmax<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IFloatingPointIeee754<T>
    {
        if (!TryFindMaximum(x, destination, out int largest))
            return;
        T maximum = x[largest];
        T sum = T.Zero;
        T lost = T.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            T term = ExpOfDifference(x[i], maximum, out T lostOfTerm);
            destination[i] = term + lostOfTerm;
            if (i != largest)
                Add(term, lostOfTerm, ref sum, ref lost);
        }

        TensorPrimitives.Divide(destination, T.One + (sum + lost), destination);
    }

    /// <summary>Computes xᵢ − ln Σⱼ e^xⱼ for every i, the logarithm of <see cref="Softmax"/>.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">Receives numbers that are at most 0; may be <paramref name="x"/> itself.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="destination"/> has another length, or shares only a part of its memory with <paramref name="x"/>.
    /// </exception>
    /// <remarks>
    /// <para>
    /// (xᵢ − m) − ln(1 + Σ e^(xⱼ − m)), where m is the largest x and the sum leaves it out: both parts have the same sign, and nothing
    /// cancels. All results are NaN where m is not finite: if every x is −∞, or any is ∞ or NaN.
    /// </para>
    /// <para>Error: at most 2.5 units for double, 3 for float.</para>
    /// </remarks>
    public static void LogSoftmax<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IFloatingPointIeee754<T>
    {
        if (!TryFindMaximum(x, destination, out int largest))
            return;
        T maximum = x[largest];
        T others = SumOfOthers(x, largest, out T lost);
        T logarithm = AddLog1P(T.Zero, others, lost);
        for (int i = 0; i < x.Length; i++)
            destination[i] = (x[i] - maximum) - logarithm;
    }

    /// <summary>Computes Σ e^(xᵢ − m) = result + lost over all but the largest, m, which is finite.</summary>
    private static T SumOfOthers<T>(ReadOnlySpan<T> x, int largest, out T lost)
        where T : IFloatingPointIeee754<T>
    {
        T maximum = x[largest];
        T sum = T.Zero;
        lost = T.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            if (i == largest)
                continue;
            T term = ExpOfDifference(x[i], maximum, out T lostOfTerm);
            Add(term, lostOfTerm, ref sum, ref lost);
        }

        return sum;
    }

    /// <summary>
    /// Adds a term to a sum with what rounding took from both before; <paramref name="lost"/> is what it takes from the sum now.
    /// </summary>
    /// <remarks>
    /// W. Kahan, "Further remarks on reducing truncation errors", Communications of the ACM 8, 1965; the remainder is exact in any order.
    /// </remarks>
    private static void Add<T>(T term, T lostOfTerm, ref T sum, ref T lost)
        where T : IFloatingPointIeee754<T>
    {
        T before = sum;
        term += lost + lostOfTerm;
        sum = before + term;
        lost = RoundingOf(before, -term, sum);
    }

    /// <summary>Checks the spans and finds the largest x; where there is no finite one, fills the destination with NaN.</summary>
    private static bool TryFindMaximum<T>(ReadOnlySpan<T> x, Span<T> destination, out int largest)
        where T : IFloatingPointIeee754<T>
    {
        if (x.Length != destination.Length)
            ThrowLength(x.Length, destination.Length);
        if (x.Overlaps(destination, out int offset) && offset != 0)
            ThrowOverlap();
        largest = x.IsEmpty ? -1 : TensorPrimitives.IndexOfMax(x);
        if (largest >= 0 && T.IsFinite(x[largest]))
            return true;
        destination.Fill(T.NaN);
        return false;
    }

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowLength(int expected, int actual) =>
        throw new ArgumentException($"'destination' has length {actual}; {expected}, the length of 'x', is required.", "destination");

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowOverlap() =>
        throw new ArgumentException(
            "'destination' shares a part of its memory with 'x'; give it the same span, or storage of its own.", "destination");
}
