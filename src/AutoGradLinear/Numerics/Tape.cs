using System.Buffers;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace AutoGradLinear.Numerics;

/// <summary>
/// A growable last-in, first-out stack that generated code uses where the number of values to keep is known only at run time.
/// </summary>
/// <typeparam name="T">Any type: a real, an integer, a boolean.</typeparam>
/// <remarks>
/// <c>default</c> is an empty tape that starts on a pooled array; the constructor starts on storage of the caller's.
/// <see cref="Dispose"/> gives pooled storage back. A tape must not be copied.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct Tape<T>
{
    private const int FirstCapacity = 64;

    private Span<T> items;
    private T[]? rented;
    private int count;

    /// <summary>Starts on <paramref name="initial"/>; moves to a pooled array when that is full.</summary>
    /// <param name="initial">Storage for the first values, such as a <c>stackalloc</c>; its contents are overwritten.</param>
    public Tape(Span<T> initial) => items = initial;

    /// <summary>The number of values on the tape.</summary>
    public readonly int Count => count;

    /// <summary>Puts a value on top.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="OutOfMemoryException">The tape cannot grow any more.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(T value)
    {
        int position = count;
        if ((uint)position >= (uint)items.Length)
            Grow();
        items[position] = value;
        count = position + 1;
    }

    /// <summary>Takes the value from the top.</summary>
    /// <returns>The value that was pushed last and not yet taken.</returns>
    /// <exception cref="InvalidOperationException">The tape is empty.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Pop()
    {
        int position = count - 1;
        if ((uint)position >= (uint)items.Length)
            ThrowEmpty();
        count = position;
        return items[position];
    }

    /// <summary>Gives pooled storage back and leaves the tape empty.</summary>
    public void Dispose()
    {
        T[]? array = rented;
        this = default;
        if (array is not null)
            ArrayPool<T>.Shared.Return(array, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow()
    {
        if (items.Length == Array.MaxLength)
            throw new OutOfMemoryException($"The tape holds {items.Length} values and cannot grow.");
        int capacity = (int)Math.Min(Math.Max(2L * items.Length, FirstCapacity), Array.MaxLength);
        T[] larger = ArrayPool<T>.Shared.Rent(capacity);
        items[..count].CopyTo(larger);
        T[]? old = rented;
        rented = larger;
        items = larger;
        if (old is not null)
            ArrayPool<T>.Shared.Return(old, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
    }

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowEmpty() => throw new InvalidOperationException("The tape is empty.");
}
