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
