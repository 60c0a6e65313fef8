using AutoGradLinear.Numerics;

namespace AutoGradLinear.Data;

/// <summary>Rows that belong together, such as all images of one patient. Groups are numbered in the order in which they come first.</summary>
internal sealed class RowGroups
{
    private RowGroups(int[] groupOf, int[] sizes)
    {
        GroupOf = groupOf;
        Sizes = sizes;
    }

    /// <summary>The number of each row's group.</summary>
    public int[] GroupOf { get; }

    /// <summary>The number of rows in each group.</summary>
    public int[] Sizes { get; }

    /// <summary>The number of groups.</summary>
    public int Count => Sizes.Length;

    /// <summary>Numbers the groups.</summary>
    /// <exception cref="ArgumentException">A row has no group.</exception>
    public static RowGroups Of<TGroup>(IReadOnlyList<TGroup> groups)
        where TGroup : notnull
    {
        ArgumentNullException.ThrowIfNull(groups);
        var numbers = new Dictionary<TGroup, int>();
        var sizes = new List<int>();
        int[] groupOf = new int[groups.Count];
        for (int row = 0; row < groupOf.Length; row++)
        {
            if (groups[row] is not { } group)
                throw new ArgumentException($"Row {row} has no group; give each row one, of its own where it belongs to no other.", nameof(groups));
            if (!numbers.TryGetValue(group, out int number))
            {
                numbers.Add(group, number = sizes.Count);
                sizes.Add(0);
            }

            groupOf[row] = number;
            sizes[number]++;
        }

        return new RowGroups(groupOf, [.. sizes]);
    }

    /// <summary>The numbers of the groups in random order.</summary>
    public int[] Shuffled(int seed)
    {
        int[] numbers = [.. Enumerable.Range(0, Count)];
        new DeterministicRandom(seed).Shuffle<int>(numbers);
        return numbers;
    }

    /// <summary>Gives each row what was chosen for its group.</summary>
    public T[] ToRows<T>(T[] ofGroup) => [.. GroupOf.Select(group => ofGroup[group])];
}
