using System.Buffers;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace AutoGradLinear.Numerics;

/// <summary>
/// Working storage of a length known only at run time: on the caller's stack where it fits, else from the shared pool.
/// </summary>
/// <typeparam name="T">Any type: a real, an integer, a boolean.</typeparam>
/// <remarks>Its contents are arbitrary until written or <see cref="Clear"/>ed. It must not be copied, and be disposed once.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct Scratch<T>
{
    private readonly Span<T> span;
    private T[]? rented;

    /// <summary>Uses the front of <paramref name="initial"/> where that is long enough, else rents.</summary>
    /// <param name="initial">Storage of the caller's, such as a <c>stackalloc</c>.</param>
    /// <param name="length">The number of elements wanted.</param>
    /// <exception cref="OverflowException"><paramref name="length"/> is negative, as for an array.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Scratch(Span<T> initial, int length)
    {
        if ((uint)length <= (uint)initial.Length)
        {
            span = initial[..length];
        }
        else
        {
            rented = Rent(length);
            span = rented.AsSpan(0, length);
        }
    }

    /// <summary>The storage, exactly as long as was asked for.</summary>
    public readonly Span<T> Span => span;

    /// <summary>Sets every element to <c>default</c>.</summary>
    public readonly void Clear() => span.Clear();

    /// <summary>Gives pooled storage back. <see cref="Span"/> must not be used afterwards.</summary>
    public void Dispose()
    {
        T[]? array = rented;
        rented = null;
        if (array is not null)
            ArrayPool<T>.Shared.Return(array, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T[] Rent(int length)
    {
        if (length < 0)
            ThrowNegativeLength(length);
        return ArrayPool<T>.Shared.Rent(length);
    }

    [DoesNotReturn]
    private static void ThrowNegativeLength(int length) => throw new OverflowException($"An array cannot have {length} elements.");
}
