using CsCheck;

namespace AutoGradLinear.RandomPrograms.Generation;

/// <summary>Random choices from a seed.</summary>
internal sealed class Dice(PCG random)
{
    public int Next(int count) => (int)random.Next((uint)count);

    /// <summary>Between both, inclusively.</summary>
    public int Between(int low, int high) => low + Next(high - low + 1);

    public bool Chance(int percent) => Next(100) < percent;

    public T Pick<T>(params ReadOnlySpan<T> items) => items[Next(items.Length)];

    public T? PickOrDefault<T>(IEnumerable<T> items) where T : class
    {
        List<T> all = items.ToList();
        return all.Count == 0 ? null : all[Next(all.Count)];
    }

    /// <summary>A choice that prefers the end of a list, where the latest names are.</summary>
    public T? PickLate<T>(IEnumerable<T> items) where T : class
    {
        List<T> all = items.ToList();
        return all.Count == 0 ? null : all[Chance(50) ? Math.Max(Next(all.Count), Next(all.Count)) : Next(all.Count)];
    }

    /// <summary>A number with a few digits, so that programs stay readable, and no two of which are likely to tie.</summary>
    public double Real(double low, double high) => Math.Round(low + ((high - low) * Next(10_000) / 10_000), 3);
}
