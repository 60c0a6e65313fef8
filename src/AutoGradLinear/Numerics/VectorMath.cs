using System.ComponentModel;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace AutoGradLinear.Numerics;

/// <summary>Functions lane by lane, for generated loops over rows: small enough to become part of the loop.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class VectorMath
{
    private const float Log2E = 1.4426950408889634f;

    /// <summary>ln 2 in two parts: products of the first one with whole numbers of up to 8 bits are exact.</summary>
    private const float Ln2Head = 0.693359375f;
    private const float Ln2Tail = -2.1219444005469057e-4f;

    private const double Log2EDouble = 1.4426950408889634;

    /// <summary>The same for whole numbers of up to 11 bits.</summary>
    private const double Ln2HeadDouble = 0.6931471803691238;
    private const double Ln2TailDouble = 1.9082149292705877e-10;

    /// <summary>The elements of a row from an index on; the caller knows that there are as many.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="row">The row.</param>
    /// <param name="index">The index of the first element.</param>
    /// <returns>The elements.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Load<T>(ReadOnlySpan<T> row, int index)
    {
        Debug.Assert(index >= 0 && index <= row.Length - Vector<T>.Count, "Vectors end where the row does.");
        return Vector.LoadUnsafe(ref MemoryMarshal.GetReference(row), (nuint)index);
    }

    /// <summary>Overwrites the elements of a row from an index on; the caller knows that there are as many.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="lanes">The elements.</param>
    /// <param name="row">The row.</param>
    /// <param name="index">The index of the first element.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Vector<T> lanes, Span<T> row, int index)
    {
        Debug.Assert(index >= 0 && index <= row.Length - Vector<T>.Count, "Vectors end where the row does.");
        lanes.StoreUnsafe(ref MemoryMarshal.GetReference(row), (nuint)index);
    }

    /// <summary>mask ? x : 0, as one operation on bits.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="mask">All bits of a lane, or none.</param>
    /// <param name="x">What stays where the mask is set.</param>
    /// <returns>The lanes of x, and zeros.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> KeepWhere<T>(Vector<T> mask, Vector<T> x) => Vector.BitwiseAnd(x, mask);

    /// <inheritdoc cref="KeepWhere{T}(Vector{T}, Vector{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> KeepWhere(Vector<int> mask, Vector<float> x) => KeepWhere(Vector.AsVectorSingle(mask), x);

    /// <inheritdoc cref="KeepWhere{T}(Vector{T}, Vector{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> KeepWhere(Vector<long> mask, Vector<double> x) => KeepWhere(Vector.AsVectorDouble(mask), x);

    /// <summary>mask ? 0 : x, as one operation on bits.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="mask">All bits of a lane, or none.</param>
    /// <param name="x">What stays where the mask is not set.</param>
    /// <returns>The lanes of x, and zeros.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> ZeroWhere<T>(Vector<T> mask, Vector<T> x) => Vector.AndNot(x, mask);

    /// <inheritdoc cref="ZeroWhere{T}(Vector{T}, Vector{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> ZeroWhere(Vector<int> mask, Vector<float> x) => ZeroWhere(Vector.AsVectorSingle(mask), x);

    /// <inheritdoc cref="ZeroWhere{T}(Vector{T}, Vector{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> ZeroWhere(Vector<long> mask, Vector<double> x) => ZeroWhere(Vector.AsVectorDouble(mask), x);

    /// <summary>max(0, x): NaN stays NaN, and zeros become positive.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="x">The arguments.</param>
    /// <returns>x where it is positive or NaN, else 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> AtLeastZero<T>(Vector<T> x) => ZeroWhere(Vector.LessThanOrEqual<T>(x, Vector<T>.Zero), x);

    /// <summary>min(0, x): NaN stays NaN, and a zero keeps its sign.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="x">The arguments.</param>
    /// <returns>0 where x is positive, else x.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> AtMostZero<T>(Vector<T> x) => ZeroWhere(Vector.GreaterThan<T>(x, Vector<T>.Zero), x);

    /// <summary>eˣ = 2ⁿ eʳ, with n the whole number nearest to x / ln 2 and the Taylor polynomial of degree 7 for |r| ≤ ½ ln 2.</summary>
    /// <param name="x">The arguments; NaN gives NaN.</param>
    /// <returns>The exponentials, within 1.5 units in the last place.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Exp(Vector<float> x)
    {
        // Beyond these the result is 0 or infinite. A NaN stays: it is the second operand.
        x = Vector.MinNative(new Vector<float>(90f), Vector.MaxNative(new Vector<float>(-105f), x));
        Vector<float> n = Vector.Round(x * Log2E);
        Vector<float> r = Vector.MultiplyAddEstimate(n, new Vector<float>(-Ln2Head), x);
        r = Vector.MultiplyAddEstimate(n, new Vector<float>(-Ln2Tail), r);
        Vector<float> sum = Vector.MultiplyAddEstimate(new Vector<float>(1f / 5040f), r, new Vector<float>(1f / 720f));
        sum = Vector.MultiplyAddEstimate(sum, r, new Vector<float>(1f / 120f));
        sum = Vector.MultiplyAddEstimate(sum, r, new Vector<float>(1f / 24f));
        sum = Vector.MultiplyAddEstimate(sum, r, new Vector<float>(1f / 6f));
        sum = Vector.MultiplyAddEstimate(sum, r, new Vector<float>(0.5f));
        sum = Vector.MultiplyAddEstimate(sum, r * r, r) + Vector<float>.One;

        // 2ⁿ in two factors: it may be subnormal, or overflow where the product does not.
        Vector<int> power = Vector.ConvertToInt32Native(n);
        Vector<int> half = power >> 1;
        return sum * PowerOfTwo(half) * PowerOfTwo(power - half);
    }

    /// <inheritdoc cref="Exp(Vector{float})"/>
    /// <remarks>The polynomial has degree 13.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Exp(Vector<double> x)
    {
        x = Vector.MinNative(new Vector<double>(710.0), Vector.MaxNative(new Vector<double>(-746.0), x));
        Vector<double> n = Vector.Round(x * Log2EDouble);
        Vector<double> r = Vector.MultiplyAddEstimate(n, new Vector<double>(-Ln2HeadDouble), x);
        r = Vector.MultiplyAddEstimate(n, new Vector<double>(-Ln2TailDouble), r);
        Vector<double> sum = Vector.MultiplyAddEstimate(new Vector<double>(1.0 / 6227020800), r, new Vector<double>(1.0 / 479001600));
        sum = Vector.MultiplyAddEstimate(sum, r, new Vector<double>(1.0 / 39916800));
        sum = Vector.MultiplyAddEstimate(sum, r, new Vector<double>(1.0 / 3628800));
        sum = Vector.MultiplyAddEstimate(sum, r, new Vector<double>(1.0 / 362880));
        sum = Vector.MultiplyAddEstimate(sum, r, new Vector<double>(1.0 / 40320));
        sum = Vector.MultiplyAddEstimate(sum, r, new Vector<double>(1.0 / 5040));
        sum = Vector.MultiplyAddEstimate(sum, r, new Vector<double>(1.0 / 720));
        sum = Vector.MultiplyAddEstimate(sum, r, new Vector<double>(1.0 / 120));
        sum = Vector.MultiplyAddEstimate(sum, r, new Vector<double>(1.0 / 24));
        sum = Vector.MultiplyAddEstimate(sum, r, new Vector<double>(1.0 / 6));
        sum = Vector.MultiplyAddEstimate(sum, r, new Vector<double>(0.5));
        sum = Vector.MultiplyAddEstimate(sum, r * r, r) + Vector<double>.One;
        Vector<long> power = Vector.ConvertToInt64Native(n);
        Vector<long> half = power >> 1;
        return sum * PowerOfTwo(half) * PowerOfTwo(power - half);
    }

    /// <summary>The same for a type parameter that is <see cref="float"/> or <see cref="double"/>: no other real type has vectors.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="x">The arguments; NaN gives NaN.</param>
    /// <returns>The exponentials, within 1.5 units in the last place.</returns>
    /// <exception cref="NotSupportedException">The type has no vectors.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Exp<T>(Vector<T> x)
        => typeof(T) == typeof(float) ? Exp(x.As<T, float>()).As<float, T>()
            : typeof(T) == typeof(double) ? Exp(x.As<T, double>()).As<double, T>()
            : throw new NotSupportedException($"There are no vectors of {typeof(T)}.");

    /// <summary>ln x.</summary>
    /// <param name="x">The arguments; NaN where one is negative or NaN, −∞ for 0.</param>
    /// <returns>The logarithms.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Log(Vector<float> x) => Vector.Log(x);

    /// <inheritdoc cref="Log(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Log(Vector<double> x) => Vector.Log(x);

    /// <inheritdoc cref="Log(Vector{float})"/>
    /// <typeparam name="T">The real type.</typeparam>
    /// <exception cref="NotSupportedException">The type has no vectors.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Log<T>(Vector<T> x)
        => typeof(T) == typeof(float) ? Log(x.As<T, float>()).As<float, T>()
            : typeof(T) == typeof(double) ? Log(x.As<T, double>()).As<double, T>()
            : throw new NotSupportedException($"There are no vectors of {typeof(T)}.");

    /// <summary>√(1 + x) − 1 = x / (√(1 + x) + 1).</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="x">The arguments; below −1 the result is NaN.</param>
    /// <returns>The differences.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Sqrt1PM1<T>(Vector<T> x)
        => Vector.ConditionalSelect(Vector.IsPositiveInfinity(x), x, x / (Vector.SquareRoot(Vector<T>.One + x) + Vector<T>.One));

    /// <summary>x &gt; y ? x : y, so that a NaN is never larger and y stays where it is one.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="x">The first operand.</param>
    /// <param name="y">The second operand.</param>
    /// <returns>The larger lanes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Larger<T>(Vector<T> x, Vector<T> y)
        => Sse.IsSupported ? Vector.MaxNative(x, y) : Vector.ConditionalSelect(Vector.GreaterThan(x, y), x, y); // MAXPS is exactly this.

    /// <summary>The largest lane: of a maximum that was kept lane by lane, where no lane is larger than a NaN.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="lanes">The lanes.</param>
    /// <returns>The largest one; NaN only where the first one is.</returns>
    public static T LargestOf<T>(Vector<T> lanes)
        where T : IFloatingPointIeee754<T>
    {
        T largest = lanes[0];
        for (int i = 1; i < Vector<T>.Count; i++)
            largest = lanes[i] > largest ? lanes[i] : largest;
        return largest;
    }

    /// <summary>2ⁿ for n in [−126, 127].</summary>
    private static Vector<float> PowerOfTwo(Vector<int> n) => Vector.AsVectorSingle((n + new Vector<int>(127)) << 23);

    /// <summary>2ⁿ for n in [−1022, 1023].</summary>
    private static Vector<double> PowerOfTwo(Vector<long> n) => Vector.AsVectorDouble((n + new Vector<long>(1023)) << 52);
}
