using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoGradLinear.Numerics;

/// <summary>The checks that generated code makes of its arguments: small enough to inline, with the throwing part kept apart.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class GeneratedCode
{
    /// <summary>Throws unless the lengths are equal.</summary>
    /// <param name="expected">The length that is required.</param>
    /// <param name="actual">The length of the argument.</param>
    /// <param name="parameterName">The parameter that carries the argument.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireSameLength(int expected, int actual, string parameterName)
    {
        if (expected != actual)
            ThrowLengthMismatch(expected, actual, parameterName);
    }

    /// <summary>Throws if the spans share memory.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="a">The argument of <paramref name="parameterName"/>.</param>
    /// <param name="b">Another input or sink.</param>
    /// <param name="parameterName">The parameter that carries <paramref name="a"/>.</param>
    /// <exception cref="ArgumentException">The spans overlap.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireNoOverlap<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, string parameterName)
    {
        // As MemoryExtensions.Overlaps, in one comparison: b begins behind the place where it would end at the start of a, and before the end of a.
        nint distance = Unsafe.ByteOffset(ref MemoryMarshal.GetReference(a), ref MemoryMarshal.GetReference(b));
        (nint first, nint second) = ((nint)a.Length * Unsafe.SizeOf<T>(), (nint)b.Length * Unsafe.SizeOf<T>());
        if ((nuint)(distance + second - 1) < (nuint)(first + second - 1) && !a.IsEmpty && !b.IsEmpty)
            ThrowOverlap(parameterName);
    }

    /// <summary>dividend / divisor, or 0 where that throws: for the length of memory that is made before it is known whether it will be used.</summary>
    /// <param name="dividend">The dividend.</param>
    /// <param name="divisor">The divisor.</param>
    /// <returns>The quotient.</returns>
    public static int Quotient(int dividend, int divisor)
        => divisor == 0 || (divisor == -1 && dividend == int.MinValue) ? 0 : dividend / divisor;

    /// <summary>
    /// The number of rounds of <c>for (int i = from; i &lt; to; i += step)</c>, where <c>i</c> wraps round beyond the integers; the largest integer where there are more, or no end.
    /// </summary>
    /// <param name="from">The first value.</param>
    /// <param name="to">The value that ends the loop.</param>
    /// <param name="step">What each round adds.</param>
    /// <returns>The number of rounds.</returns>
    public static int Rounds(int from, int to, int step)
    {
        long rounds = 0;
        for (int i = from; i < to;)
        {
            // Up to the end, or down until i wraps round.
            if (step == 0)
                return int.MaxValue;
            long here = step > 0 ? ((long)to - i + step - 1) / step : (((long)i - int.MinValue) / -(long)step) + 1;
            rounds += here;
            if (rounds >= int.MaxValue)
                return int.MaxValue;
            i = unchecked((int)(i + (here * step)));
        }

        return (int)rounds;
    }

    /// <summary>The slice, or an empty span where there are no such elements.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="row">The row.</param>
    /// <param name="start">The index of the first element.</param>
    /// <param name="count">The number of elements.</param>
    /// <returns>The slice.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<T> SliceOrEmpty<T>(ReadOnlySpan<T> row, int start, int count)
        => (ulong)(uint)start + (uint)count <= (uint)row.Length ? row.Slice(start, count) : default;

    /// <inheritdoc cref="SliceOrEmpty{T}(ReadOnlySpan{T}, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> SliceOrEmpty<T>(Span<T> row, int start, int count)
        => (ulong)(uint)start + (uint)count <= (uint)row.Length ? row.Slice(start, count) : default;

    /// <summary>
    /// Throws unless the arguments of a batch loss fit one another: <paramref name="scores"/> is a whole number of rows of
    /// <paramref name="stride"/>, there are at most <paramref name="stride"/> examples, there are no weights or one per example, and
    /// the gradient is as long as the scores.
    /// </summary>
    /// <param name="scores">The length of <c>scores</c>.</param>
    /// <param name="stride">The distance between the scores of two classes.</param>
    /// <param name="targets">The number of targets.</param>
    /// <param name="exampleWeights">The number of example weights; 0 where every weight is 1.</param>
    /// <param name="scoresGradient">The length of <c>scoresGradient</c>.</param>
    /// <exception cref="ArgumentException">A length does not fit; the message names it.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireBatchShape(int scores, int stride, int targets, int exampleWeights, int scoresGradient)
    {
        if (stride <= 0 || targets > stride || scores % stride != 0 || scores != scoresGradient
            || (exampleWeights != 0 && exampleWeights != targets))
        {
            ThrowBatchShape(scores, stride, targets, exampleWeights, scoresGradient);
        }
    }

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowLengthMismatch(int expected, int actual, string parameterName) =>
        throw new ArgumentException($"'{parameterName}' has length {actual}; {expected} is required.", parameterName);

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowOverlap(string parameterName) =>
        throw new ArgumentException(
            $"'{parameterName}' shares memory with another input or sink; give it storage of its own.", parameterName);

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowBatchShape(int scores, int stride, int targets, int exampleWeights, int scoresGradient)
    {
        if (stride <= 0)
            throw new ArgumentException($"'stride' is {stride}; it must be positive.", nameof(stride));
        if (targets > stride)
            throw new ArgumentException($"'targets' has length {targets}, more than the stride, {stride}.", nameof(targets));
        if (scores % stride != 0)
            throw new ArgumentException($"'scores' has length {scores}, not a multiple of the stride, {stride}.", nameof(scores));
        if (scores != scoresGradient)
            ThrowLengthMismatch(scores, scoresGradient, nameof(scoresGradient));
        throw new ArgumentException(
            $"'exampleWeights' has length {exampleWeights}; 0 or {targets} (one per example) is required.", nameof(exampleWeights));
    }
}
