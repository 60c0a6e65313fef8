using System.Collections;
using System.Runtime.CompilerServices;

namespace AutoGradLinear.Generators.IR;

/// <summary>An immutable array that is equal to another when their elements are, so that it can be part of an incremental pipeline's model.</summary>
[CollectionBuilder(typeof(EquatableArray), nameof(EquatableArray.Create))]
internal readonly struct EquatableArray<T> : IEquatable<EquatableArray<T>>, IReadOnlyList<T>
    where T : IEquatable<T>
{
    private readonly T[]? _items;

    internal EquatableArray(T[] items) => _items = items;

    public static EquatableArray<T> Empty => default;

    public int Count => _items?.Length ?? 0;

    public bool IsEmpty => Count == 0;

    public T this[int index] => _items![index];

    public static bool operator ==(EquatableArray<T> left, EquatableArray<T> right) => left.Equals(right);

    public static bool operator !=(EquatableArray<T> left, EquatableArray<T> right) => !left.Equals(right);

    public bool Equals(EquatableArray<T> other)
    {
        if (ReferenceEquals(_items, other._items))
            return true;
        if (Count != other.Count)
            return false;
        for (int i = 0; i < Count; i++)
        {
            if (!this[i].Equals(other[i]))
                return false;
        }

        return true;
    }

    /// <summary>Whether it is the same array, not only an equal one.</summary>
    public bool IsSame(EquatableArray<T> other) => ReferenceEquals(_items, other._items);

    public override bool Equals(object? obj) => obj is EquatableArray<T> other && Equals(other);

    public override int GetHashCode()
    {
        int hash = 17;
        foreach (T item in this)
            hash = unchecked((hash * 31) + item.GetHashCode());
        return hash;
    }

    public Enumerator GetEnumerator() => new(_items);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)(_items ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => (_items ?? []).GetEnumerator();

    public override string ToString() => $"[{string.Join(", ", this)}]";

    internal struct Enumerator(T[]? items)
    {
        private int _index = -1;

        public readonly T Current => items![_index];

        public bool MoveNext() => ++_index < (items?.Length ?? 0);
    }
}

/// <summary>Makes <see cref="EquatableArray{T}"/> from other sequences.</summary>
internal static class EquatableArray
{
    public static EquatableArray<T> Create<T>(ReadOnlySpan<T> items)
        where T : IEquatable<T>
        => new(items.ToArray());

    public static EquatableArray<T> ToEquatableArray<T>(this IEnumerable<T> items)
        where T : IEquatable<T>
        => new(items.ToArray());

    /// <summary>What <paramref name="map"/> makes of the items; the same array where it leaves each as it is.</summary>
    public static EquatableArray<T> Mapped<T>(this EquatableArray<T> items, Func<T, T> map)
        where T : class, IEquatable<T>
    {
        T[]? mapped = null;
        for (int i = 0; i < items.Count; i++)
        {
            T item = map(items[i]);
            if (mapped is null && ReferenceEquals(item, items[i]))
                continue;
            mapped ??= [.. items];
            mapped[i] = item;
        }

        return mapped is null ? items : new(mapped);
    }
}
