using System.Diagnostics.CodeAnalysis;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace AutoGradLinear.Numerics;

/// <content>The checks of arrays of several dimensions, arrays of rows and tensor spans.</content>
public static partial class GeneratedCode
{
    /// <summary>Throws unless the arrays have the same lengths in all dimensions.</summary>
    /// <param name="expected">The array whose shape is required.</param>
    /// <param name="actual">The argument.</param>
    /// <param name="parameterName">The parameter that carries the argument.</param>
    /// <exception cref="ArgumentException">The shapes differ, or the argument is null.</exception>
    public static void RequireSameShape(Array expected, Array actual, string parameterName)
    {
        bool isSame = actual is not null && actual.Rank == expected.Rank;
        for (int dimension = 0; isSame && dimension < expected.Rank; dimension++)
            isSame = actual!.GetLength(dimension) == expected.GetLength(dimension);
        if (!isSame)
            ThrowShapeMismatch(parameterName);
    }

    /// <summary>Throws unless the arrays have as many rows, of the same lengths.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="expected">The rows whose lengths are required.</param>
    /// <param name="actual">The argument.</param>
    /// <param name="parameterName">The parameter that carries the argument.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the argument or one of its rows is null.</exception>
    public static void RequireSameShape<T>(T[][] expected, T[][] actual, string parameterName)
    {
        bool isSame = actual is not null && actual.Length == expected.Length;
        for (int row = 0; isSame && row < expected.Length; row++)
            isSame = actual![row] is not null && actual[row].Length == (expected[row]?.Length ?? 0);
        if (!isSame)
            ThrowShapeMismatch(parameterName);
    }

    /// <summary>Throws unless the tensors have the same lengths in all dimensions.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="expected">The tensor whose shape is required.</param>
    /// <param name="actual">The argument.</param>
    /// <param name="parameterName">The parameter that carries the argument.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static void RequireSameShape<T>(ReadOnlyTensorSpan<T> expected, ReadOnlyTensorSpan<T> actual, string parameterName)
    {
        if (!expected.Lengths.SequenceEqual(actual.Lengths))
            ThrowShapeMismatch(parameterName);
    }

    /// <summary>Throws if the arrays are one and the same.</summary>
    /// <param name="a">Another input or sink.</param>
    /// <param name="b">The argument of <paramref name="parameterName"/>.</param>
    /// <param name="parameterName">The parameter that carries <paramref name="b"/>.</param>
    /// <exception cref="ArgumentException">The arrays are the same.</exception>
    public static void RequireNotSame(Array a, Array b, string parameterName)
    {
        if (ReferenceEquals(a, b))
            ThrowOverlap(parameterName);
    }

    /// <summary>Throws if the arrays, or rows at the same position, are one and the same.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="a">Another input or sink.</param>
    /// <param name="b">The argument of <paramref name="parameterName"/>.</param>
    /// <param name="parameterName">The parameter that carries <paramref name="b"/>.</param>
    /// <exception cref="ArgumentException">An array is in both.</exception>
    public static void RequireNotSame<T>(T[][] a, T[][] b, string parameterName)
    {
        RequireNotSame((Array)a, b, parameterName);
        for (int row = 0; row < Math.Min(a.Length, b.Length); row++)
        {
            if (b[row].Length > 0)
                RequireNotSame((Array)a[row], b[row], parameterName);
        }
    }

    /// <summary>Throws if the tensors begin at the same place.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="a">Another input or sink.</param>
    /// <param name="b">The argument of <paramref name="parameterName"/>.</param>
    /// <param name="parameterName">The parameter that carries <paramref name="b"/>.</param>
    /// <exception cref="ArgumentException">The tensors begin at the same place.</exception>
    public static void RequireNotSame<T>(ReadOnlyTensorSpan<T> a, ReadOnlyTensorSpan<T> b, string parameterName)
    {
        if (!a.IsEmpty && !b.IsEmpty && Unsafe.AreSame(in a.GetPinnableReference(), in b.GetPinnableReference()))
            ThrowOverlap(parameterName);
    }

    /// <summary>Throws unless the matrix has as many elements as its rows times its columns.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="length">The length of the argument.</param>
    /// <param name="parameterName">The parameter that carries the argument.</param>
    /// <exception cref="ArgumentException">The length is another.</exception>
    public static void RequireMatrix(int rows, int columns, int length, string parameterName)
    {
        if ((long)rows * columns != length)
            throw new ArgumentException($"'{parameterName}' has length {length}; {rows} × {columns} elements are required.", parameterName);
    }

    /// <summary>The number of elements of all rows.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="rows">The rows.</param>
    /// <returns>The sum of their lengths.</returns>
    public static int CountOf<T>(T[][] rows)
    {
        int count = 0;
        foreach (T[] row in rows)
            count += row?.Length ?? 0;
        return count;
    }

    /// <summary>The element at a position that counts all elements, row by row.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="array">The array.</param>
    /// <param name="position">From 0.</param>
    /// <returns>A reference to the element.</returns>
    public static ref T At<T>(T[,] array, int position) => ref array[position / array.GetLength(1), position % array.GetLength(1)];

    /// <inheritdoc cref="At{T}(T[,], int)"/>
    public static ref T At<T>(T[,,] array, int position)
    {
        (int rows, int last) = Math.DivRem(position, array.GetLength(2));
        return ref array[rows / array.GetLength(1), rows % array.GetLength(1), last];
    }

    /// <inheritdoc cref="At{T}(T[,], int)"/>
    public static ref T At<T>(T[][] array, int position)
    {
        int row = 0;
        for (; position >= array[row].Length; row++)
            position -= array[row].Length;
        return ref array[row][position];
    }

    /// <inheritdoc cref="At{T}(T[,], int)"/>
    public static ref T At<T>(TensorSpan<T> array, int position)
    {
        Span<nint> indices = array.Rank <= 8 ? stackalloc nint[array.Rank] : new nint[array.Rank];
        nint rest = position;
        for (int dimension = array.Rank - 1; dimension >= 0; dimension--)
        {
            indices[dimension] = rest % array.Lengths[dimension];
            rest /= array.Lengths[dimension];
        }

        return ref array[indices];
    }

    /// <summary>Copies all elements, row by row.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The array.</param>
    /// <param name="target">As long as the array has elements.</param>
    public static void Flatten<T>(T[,] source, Span<T> target)
    {
        int next = 0;
        foreach (T element in source)
            target[next++] = element;
    }

    /// <inheritdoc cref="Flatten{T}(T[,], Span{T})"/>
    public static void Flatten<T>(T[,,] source, Span<T> target)
    {
        int next = 0;
        foreach (T element in source)
            target[next++] = element;
    }

    /// <inheritdoc cref="Flatten{T}(T[,], Span{T})"/>
    public static void Flatten<T>(T[][] source, Span<T> target)
    {
        int next = 0;
        foreach (T[] row in source)
        {
            row.CopyTo(target[next..]);
            next += row.Length;
        }
    }

    /// <inheritdoc cref="Flatten{T}(T[,], Span{T})"/>
    public static void Flatten<T>(ReadOnlyTensorSpan<T> source, Span<T> target) => source.FlattenTo(target);

    /// <summary>A cleared array of the same shape.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="model">The array whose lengths are taken.</param>
    /// <returns>A new array.</returns>
    public static T[,] ZerosLike<T>(T[,] model) => new T[model.GetLength(0), model.GetLength(1)];

    /// <inheritdoc cref="ZerosLike{T}(T[,])"/>
    public static T[,,] ZerosLike<T>(T[,,] model) => new T[model.GetLength(0), model.GetLength(1), model.GetLength(2)];

    /// <inheritdoc cref="ZerosLike{T}(T[,])"/>
    public static T[,,,] ZerosLike<T>(T[,,,] model) => new T[model.GetLength(0), model.GetLength(1), model.GetLength(2), model.GetLength(3)];

    /// <summary>Cleared rows of the same lengths.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="model">The rows whose lengths are taken.</param>
    /// <returns>New rows.</returns>
    public static T[][] ZerosLike<T>(T[][] model) => Array.ConvertAll(model, row => new T[row?.Length ?? 0]);

    /// <summary>A cleared tensor of the same shape.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="model">The tensor whose lengths are taken.</param>
    /// <returns>A tensor over new memory.</returns>
    public static TensorSpan<T> ZerosLike<T>(ReadOnlyTensorSpan<T> model) => new(new T[checked((int)model.FlattenedLength)], model.Lengths);

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowShapeMismatch(string parameterName) =>
        throw new ArgumentException($"'{parameterName}' does not have the shape of its parameter.", parameterName);
}
