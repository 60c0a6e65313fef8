using System.Runtime.CompilerServices;

namespace AutoGradLinear.Data;

/// <summary>An array that grows as values come, within a budget where one is given.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <param name="budget">Limits the memory; without, it is not limited.</param>
internal sealed class GrowingArray<T>(MemoryBudget? budget = null)
    where T : unmanaged
{
    private T[] items = [];

    /// <summary>The number of values.</summary>
    public int Count { get; private set; }

    /// <summary>The values.</summary>
    public Span<T> Span => items.AsSpan(0, Count);

    /// <summary>The values, without a copy.</summary>
    public ReadOnlyMemory<T> Memory => items.AsMemory(0, Count);

    /// <summary>Adds a value.</summary>
    public void Add(T value)
    {
        if (Count == items.Length)
            Grow(1, long.MaxValue);
        items[Count++] = value;
    }

    /// <summary>Adds values.</summary>
    /// <param name="values">The values.</param>
    /// <param name="expected">The number of values that there will be in the end, where it is known, so that no room beyond it is taken.</param>
    public void Add(ReadOnlySpan<T> values, long expected = long.MaxValue) => values.CopyTo(Extend(values.Length, expected));

    /// <summary>Makes room for values that the caller writes.</summary>
    public Span<T> Extend(int count, long expected = long.MaxValue)
    {
        if (count > items.Length - Count)
            Grow(count, expected);
        Count += count;
        return items.AsSpan(Count - count, count);
    }

    /// <summary>Keeps the first values.</summary>
    public void Truncate(int count) => Count = count;

    /// <summary>The values as an array of exactly their number.</summary>
    public T[] ToArray()
    {
        if (items.Length == Count)
            return items;
        budget?.Take((long)Count * Unsafe.SizeOf<T>());
        return Span.ToArray();
    }

    private void Grow(int count, long expected)
    {
        long needed = (long)Count + count;
        if (needed > Array.MaxLength)
            throw new OutOfMemoryException($"{needed} values are more than an array holds.");
        long wanted = Math.Max(needed, Math.Min(Math.Min(Math.Max(2L * items.Length, 16), Math.Max(expected, needed)), Array.MaxLength));
        if (budget is not null)
        {
            // The old array lives until its values are copied; near the limit, growth is slower instead of refused.
            if (wanted * Unsafe.SizeOf<T>() > budget.Left)
                wanted = Math.Max(needed, Math.Min(wanted, budget.Left / Unsafe.SizeOf<T>() / 2));
            budget.Take(wanted * Unsafe.SizeOf<T>());
            budget.Take(-(long)items.Length * Unsafe.SizeOf<T>());
        }

        T[] grown = LargeArray.Allocate<T>((int)wanted);
        Span.CopyTo(grown);
        items = grown;
    }
}
