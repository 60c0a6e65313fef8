using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoGradLinear.Numerics;

/// <summary>Functions of the rows of a block: what <c>TensorPrimitives</c> computes of the elements of one example, for each of some examples.</summary>
public static partial class Lanes
{
    /// <summary>maxᵣ xᵣ; NaN if one of them is.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="block">The block.</param>
    /// <param name="rows">The number of rows, at least 1.</param>
    /// <param name="stride">The distance between rows.</param>
    /// <param name="example">The example in the first lane.</param>
    /// <returns>The largest elements.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Max<T>(ReadOnlySpan<T> block, int rows, int stride, int example)
    {
        Vector<T> largest = Load(block, 0, stride, example);
        for (int r = 1; r < rows; r++)
            largest = Vector.Max(largest, Load(block, r, stride, example));
        return largest;
    }

    /// <summary>minᵣ xᵣ; NaN if one of them is.</summary>
    /// <inheritdoc cref="Max{T}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Min<T>(ReadOnlySpan<T> block, int rows, int stride, int example)
    {
        Vector<T> smallest = Load(block, 0, stride, example);
        for (int r = 1; r < rows; r++)
            smallest = Vector.Min(smallest, Load(block, r, stride, example));
        return smallest;
    }

    /// <summary>The first row with the largest element, or with NaN. +0 is larger than −0.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="block">The block.</param>
    /// <param name="rows">The number of rows, at least 1.</param>
    /// <param name="stride">The distance between rows.</param>
    /// <param name="example">The example in the first lane.</param>
    /// <returns>The rows.</returns>
    public static Vector<T> IndexOfMax<T>(ReadOnlySpan<T> block, int rows, int stride, int example)
        where T : IFloatingPointIeee754<T>
        => IndexOfLargest(block, rows, stride, example, Vector<T>.One);

    /// <summary>The first row with the smallest element, or with NaN. −0 is smaller than +0.</summary>
    /// <inheritdoc cref="IndexOfMax{T}"/>
    public static Vector<T> IndexOfMin<T>(ReadOnlySpan<T> block, int rows, int stride, int example)
        where T : IFloatingPointIeee754<T>
        => IndexOfLargest(block, rows, stride, example, -Vector<T>.One);

    /// <summary>The first row with the largest of the elements times 1 or −1: the smallest is the largest of those with the other sign.</summary>
    private static Vector<T> IndexOfLargest<T>(ReadOnlySpan<T> block, int rows, int stride, int example, Vector<T> sign)
        where T : IFloatingPointIeee754<T>
    {
        Vector<T> largest = sign * Load(block, 0, stride, example);
        Vector<T> index = Vector<T>.Zero;
        for (int r = 1; r < rows; r++)
        {
            Vector<T> x = sign * Load(block, r, stride, example);
            Vector<T> isNew = Vector.GreaterThan<T>(x, largest)
                | (Vector.Equals<T>(x, largest) & Vector.AndNot(Vector.IsNegative(largest), Vector.IsNegative(x)))
                | Vector.AndNot(Vector.Equals<T>(largest, largest), Vector.Equals<T>(x, x));
            largest = Vector.ConditionalSelect(isNew, x, largest);
            index = Vector.ConditionalSelect(isNew, new Vector<T>(T.CreateTruncating(r)), index);
        }

        return index;
    }

    /// <summary>Σᵣ xᵣ.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="block">The block.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="stride">The distance between rows.</param>
    /// <param name="example">The example in the first lane.</param>
    /// <returns>The sums.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Sum<T>(ReadOnlySpan<T> block, int rows, int stride, int example)
    {
        Vector<T> sum = Vector<T>.Zero;
        for (int r = 0; r < rows; r++)
            sum += Load(block, r, stride, example);
        return sum;
    }

    /// <summary>Σᵣ xᵣ².</summary>
    /// <inheritdoc cref="Sum{T}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> SumOfSquares<T>(ReadOnlySpan<T> block, int rows, int stride, int example) => Dot(block, block, rows, stride, example);

    /// <summary>Σᵣ |xᵣ|.</summary>
    /// <inheritdoc cref="Sum{T}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> SumOfMagnitudes<T>(ReadOnlySpan<T> block, int rows, int stride, int example)
    {
        Vector<T> sum = Vector<T>.Zero;
        for (int r = 0; r < rows; r++)
            sum += Vector.Abs(Load(block, r, stride, example));
        return sum;
    }

    /// <summary>√Σᵣ xᵣ².</summary>
    /// <inheritdoc cref="Sum{T}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Norm<T>(ReadOnlySpan<T> block, int rows, int stride, int example) => Vector.SquareRoot(Dot(block, block, rows, stride, example));

    /// <summary>Σᵣ xᵣ yᵣ.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="x">A block.</param>
    /// <param name="y">Another one with the same stride.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="stride">The distance between rows.</param>
    /// <param name="example">The example in the first lane.</param>
    /// <returns>The sums.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, int rows, int stride, int example)
    {
        Vector<T> sum = Vector<T>.Zero;
        for (int r = 0; r < rows; r++)
            sum += Load(x, r, stride, example) * Load(y, r, stride, example);
        return sum;
    }

    /// <summary>√Σᵣ (xᵣ − yᵣ)².</summary>
    /// <inheritdoc cref="Dot{T}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Distance<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, int rows, int stride, int example)
    {
        Vector<T> sum = Vector<T>.Zero;
        for (int r = 0; r < rows; r++)
        {
            Vector<T> difference = Load(x, r, stride, example) - Load(y, r, stride, example);
            sum += difference * difference;
        }

        return Vector.SquareRoot(sum);
    }

    /// <summary>
    /// ln Σᵣ exp xᵣ = x_m + ln(1 + Σ_{r ≠ m} exp(xᵣ − x_m)), for the first largest element x_m; an infinity or NaN where that is one. The sum keeps what its additions round off, as
    /// <see cref="StableMath.LogSumExp{T}(ReadOnlySpan{T})"/> does: beside a result near 0 it is not small.
    /// </summary>
    /// <inheritdoc cref="IndexOfMax{T}"/>
    public static Vector<T> LogSumExp<T>(ReadOnlySpan<T> block, int rows, int stride, int example)
        where T : IFloatingPointIeee754<T>
    {
        Vector<T> index = IndexOfMax(block, rows, stride, example);
        Vector<T> largest = Max(block, rows, stride, example);
        (Vector<T> others, Vector<T> lost) = (Vector<T>.Zero, Vector<T>.Zero);
        for (int r = 0; r < rows; r++)
        {
            Vector<T> isLargest = Vector.Equals<T>(index, new Vector<T>(T.CreateTruncating(r)));
            Vector<T> term = Vector.AndNot(VectorMath.Exp(Load(block, r, stride, example) - largest), isLargest) + lost;
            Vector<T> sum = others + term;
            lost = term - (sum - others);
            others = sum;
        }

        // Of infinities the difference is NaN.
        return Vector.ConditionalSelect(Vector.IsFinite(largest), StableMath.AddLog1P(largest, others, lost), largest);
    }
}
