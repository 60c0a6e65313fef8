using System.ComponentModel;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AutoGradLinear.Numerics;

/// <summary>
/// Functions of many examples at once, one in each lane of a vector, for generated code. A block holds rows of elements, one row for each class and one element for each example:
/// that of row r and example i stands at <c>[r * stride + i]</c>. Class indices of lanes are whole numbers of the real type.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Lanes
{
    /// <summary>The elements of neighbouring examples in a row; the caller knows that they are there.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="block">The block.</param>
    /// <param name="row">The row.</param>
    /// <param name="stride">The distance between rows.</param>
    /// <param name="example">The example in the first lane.</param>
    /// <returns>The elements.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Load<T>(ReadOnlySpan<T> block, int row, int stride, int example) => VectorMath.Load(block, (row * stride) + example);

    /// <summary>Overwrites the elements of neighbouring examples in a row.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="lanes">The elements.</param>
    /// <param name="block">The block.</param>
    /// <param name="row">The row.</param>
    /// <param name="stride">The distance between rows.</param>
    /// <param name="example">The example in the first lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Vector<T> lanes, Span<T> block, int row, int stride, int example) => VectorMath.Store(lanes, block, (row * stride) + example);

    /// <summary>The elements of neighbouring examples, from another row in each lane; the caller knows that they are there.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="block">The block.</param>
    /// <param name="rows">The row of each example, from the first of all examples on.</param>
    /// <param name="stride">The distance between rows.</param>
    /// <param name="example">The example in the first lane.</param>
    /// <returns>The elements.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Gather<T>(ReadOnlySpan<T> block, ReadOnlySpan<int> rows, int stride, int example)
    {
        // Into registers one by one: a vector that is read from where eight stores went would wait for them.
        if (typeof(T) == typeof(float) && Vector<float>.Count == 8)
        {
            ref float first = ref Unsafe.As<T, float>(ref Unsafe.Add(ref MemoryMarshal.GetReference(block), example));
            ref int row = ref Unsafe.Add(ref MemoryMarshal.GetReference(rows), example);
            return Vector256.Create(
                At(ref first, ref row, stride, 0), At(ref first, ref row, stride, 1), At(ref first, ref row, stride, 2), At(ref first, ref row, stride, 3),
                At(ref first, ref row, stride, 4), At(ref first, ref row, stride, 5), At(ref first, ref row, stride, 6), At(ref first, ref row, stride, 7)).AsVector().As<float, T>();
        }

        if (typeof(T) == typeof(double) && Vector<double>.Count == 4)
        {
            ref double first = ref Unsafe.As<T, double>(ref Unsafe.Add(ref MemoryMarshal.GetReference(block), example));
            ref int row = ref Unsafe.Add(ref MemoryMarshal.GetReference(rows), example);
            return Vector256.Create(
                At(ref first, ref row, stride, 0), At(ref first, ref row, stride, 1), At(ref first, ref row, stride, 2), At(ref first, ref row, stride, 3)).AsVector().As<double, T>();
        }

        Unsafe.SkipInit(out Vector<T> lanes);
        for (int lane = 0; lane < Vector<T>.Count; lane++)
            Lane(ref lanes, lane) = Element(block, (Element(rows, example + lane) * stride) + example + lane);
        return lanes;
    }

    /// <inheritdoc cref="Gather{T}(ReadOnlySpan{T}, ReadOnlySpan{int}, int, int)"/>
    /// <param name="block">The block.</param>
    /// <param name="rows">The row of each lane.</param>
    /// <param name="stride">The distance between rows.</param>
    /// <param name="example">The example in the first lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Gather<T>(ReadOnlySpan<T> block, Vector<T> rows, int stride, int example)
        where T : IFloatingPointIeee754<T>
    {
        Unsafe.SkipInit(out Vector<T> lanes);
        for (int lane = 0; lane < Vector<T>.Count; lane++)
            Lane(ref lanes, lane) = Element(block, (int.CreateTruncating(rows[lane]) * stride) + example + lane);
        return lanes;
    }

    /// <summary>Overwrites the elements of neighbouring examples, in another row in each lane.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="lanes">The elements.</param>
    /// <param name="block">The block.</param>
    /// <param name="rows">The row of each example, from the first of all examples on.</param>
    /// <param name="stride">The distance between rows.</param>
    /// <param name="example">The example in the first lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter<T>(Vector<T> lanes, Span<T> block, ReadOnlySpan<int> rows, int stride, int example)
    {
        for (int lane = 0; lane < Vector<T>.Count; lane++)
            Place(block, (Element(rows, example + lane) * stride) + example + lane) = Lane(ref lanes, lane);
    }

    /// <inheritdoc cref="Scatter{T}(Vector{T}, Span{T}, ReadOnlySpan{int}, int, int)"/>
    /// <param name="lanes">The elements.</param>
    /// <param name="block">The block.</param>
    /// <param name="rows">The row of each lane.</param>
    /// <param name="stride">The distance between rows.</param>
    /// <param name="example">The example in the first lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter<T>(Vector<T> lanes, Span<T> block, Vector<T> rows, int stride, int example)
        where T : IFloatingPointIeee754<T>
    {
        for (int lane = 0; lane < Vector<T>.Count; lane++)
            Place(block, (int.CreateTruncating(rows[lane]) * stride) + example + lane) = Lane(ref lanes, lane);
    }

    /// <summary>Adds to the elements of neighbouring examples, in another row in each lane.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="lanes">What is added.</param>
    /// <param name="block">The block.</param>
    /// <param name="rows">The row of each example, from the first of all examples on.</param>
    /// <param name="stride">The distance between rows.</param>
    /// <param name="example">The example in the first lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddAt<T>(Vector<T> lanes, Span<T> block, ReadOnlySpan<int> rows, int stride, int example)
        where T : IFloatingPointIeee754<T>
    {
        ref T first = ref Unsafe.Add(ref MemoryMarshal.GetReference(block), example);
        ref int row = ref Unsafe.Add(ref MemoryMarshal.GetReference(rows), example);
        if (Vector<T>.Count is 4 or 8)
        {
            At(ref first, ref row, stride, 0) += Lane(ref lanes, 0);
            At(ref first, ref row, stride, 1) += Lane(ref lanes, 1);
            At(ref first, ref row, stride, 2) += Lane(ref lanes, 2);
            At(ref first, ref row, stride, 3) += Lane(ref lanes, 3);
        }

        if (Vector<T>.Count == 8)
        {
            At(ref first, ref row, stride, 4) += Lane(ref lanes, 4);
            At(ref first, ref row, stride, 5) += Lane(ref lanes, 5);
            At(ref first, ref row, stride, 6) += Lane(ref lanes, 6);
            At(ref first, ref row, stride, 7) += Lane(ref lanes, 7);
        }

        if (Vector<T>.Count is 4 or 8)
            return;
        for (int lane = 0; lane < Vector<T>.Count; lane++)
            At(ref first, ref row, stride, lane) += Lane(ref lanes, lane);
    }

    /// <inheritdoc cref="AddAt{T}(Vector{T}, Span{T}, ReadOnlySpan{int}, int, int)"/>
    /// <param name="lanes">What is added.</param>
    /// <param name="block">The block.</param>
    /// <param name="rows">The row of each lane.</param>
    /// <param name="stride">The distance between rows.</param>
    /// <param name="example">The example in the first lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddAt<T>(Vector<T> lanes, Span<T> block, Vector<T> rows, int stride, int example)
        where T : IFloatingPointIeee754<T>
    {
        for (int lane = 0; lane < Vector<T>.Count; lane++)
            Place(block, (int.CreateTruncating(rows[lane]) * stride) + example + lane) += Lane(ref lanes, lane);
    }

    /// <summary>The elements of an ordinary array at another index in each lane.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="table">The array.</param>
    /// <param name="indices">The index of each lane.</param>
    /// <returns>The elements.</returns>
    /// <exception cref="IndexOutOfRangeException">An index is none of the array.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Lookup<T>(ReadOnlySpan<T> table, Vector<T> indices)
        where T : IFloatingPointIeee754<T>
    {
        Unsafe.SkipInit(out Vector<T> lanes);
        for (int lane = 0; lane < Vector<T>.Count; lane++)
            Lane(ref lanes, lane) = table[int.CreateTruncating(indices[lane])];
        return lanes;
    }

    /// <summary>The labels of neighbouring examples as real numbers, exact up to 2²⁴.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="labels">The labels of all examples.</param>
    /// <param name="example">The example in the first lane.</param>
    /// <returns>The labels.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Labels<T>(ReadOnlySpan<int> labels, int example)
        where T : IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
            return Vector.ConvertToSingle(VectorMath.Load(labels, example)).As<float, T>();
        Unsafe.SkipInit(out Vector<T> lanes);
        for (int lane = 0; lane < Vector<T>.Count; lane++)
            Lane(ref lanes, lane) = T.CreateTruncating(Element(labels, example + lane));
        return lanes;
    }

    /// <summary>The same boolean in every lane.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="value">The boolean.</param>
    /// <returns>All bits of all lanes, or none.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> MaskOf<T>(bool value) => value ? Vector<T>.AllBitsSet : Vector<T>.Zero;

    /// <summary>The index of a row, or an exception where there is no such row.</summary>
    /// <param name="row">The index.</param>
    /// <param name="rows">The number of rows.</param>
    /// <returns>The index.</returns>
    /// <exception cref="IndexOutOfRangeException">The index is none of a row.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CheckedRow(int row, int rows)
    {
        if ((uint)row >= (uint)rows)
            throw new IndexOutOfRangeException();
        return row;
    }

    /// <summary>A function of numbers, lane by lane.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="x">The arguments.</param>
    /// <param name="function">The function.</param>
    /// <returns>Its values.</returns>
    public static Vector<T> Each<T>(Vector<T> x, Func<T, T> function)
    {
        Unsafe.SkipInit(out Vector<T> lanes);
        for (int lane = 0; lane < Vector<T>.Count; lane++)
            Lane(ref lanes, lane) = function(x[lane]);
        return lanes;
    }

    /// <inheritdoc cref="Each{T}(Vector{T}, Func{T, T})"/>
    /// <param name="x">The first arguments.</param>
    /// <param name="y">The second arguments.</param>
    /// <param name="function">The function.</param>
    public static Vector<T> Each<T>(Vector<T> x, Vector<T> y, Func<T, T, T> function)
    {
        Unsafe.SkipInit(out Vector<T> lanes);
        for (int lane = 0; lane < Vector<T>.Count; lane++)
            Lane(ref lanes, lane) = function(x[lane], y[lane]);
        return lanes;
    }

    /// <inheritdoc cref="Each{T}(Vector{T}, Func{T, T})"/>
    /// <param name="x">The first arguments.</param>
    /// <param name="y">The second arguments.</param>
    /// <param name="z">The third arguments.</param>
    /// <param name="function">The function.</param>
    public static Vector<T> Each<T>(Vector<T> x, Vector<T> y, Vector<T> z, Func<T, T, T, T> function)
    {
        Unsafe.SkipInit(out Vector<T> lanes);
        for (int lane = 0; lane < Vector<T>.Count; lane++)
            Lane(ref lanes, lane) = function(x[lane], y[lane], z[lane]);
        return lanes;
    }

    /// <summary>The element of the example in a lane, in its own row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T At<T>(ref T first, ref int row, int stride, int lane) => ref Unsafe.Add(ref first, (nuint)(uint)((Unsafe.Add(ref row, lane) * stride) + lane));

    private static ref T Lane<T>(ref Vector<T> lanes, int lane) => ref Unsafe.Add(ref Unsafe.As<Vector<T>, T>(ref lanes), lane);

    private static T Element<T>(ReadOnlySpan<T> row, int index)
    {
        Debug.Assert((uint)index < (uint)row.Length, "The element is there.");
        return Unsafe.Add(ref MemoryMarshal.GetReference(row), index);
    }

    private static ref T Place<T>(Span<T> row, int index)
    {
        Debug.Assert((uint)index < (uint)row.Length, "The element is there.");
        return ref Unsafe.Add(ref MemoryMarshal.GetReference(row), index);
    }
}
