using System.Numerics;

namespace AutoGradLinear.Numerics;

/// <summary>
/// Pseudo-random numbers that are the same for a seed on every machine and in every version: xoshiro256**, seeded by SplitMix64.
/// </summary>
/// <remarks>
/// D. Blackman and S. Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47(4), 2021.
/// <see cref="System.Random"/> promises no sequence across versions of .NET. Not for cryptography; not thread-safe.
/// </remarks>
public sealed class DeterministicRandom
{
    private ulong s0;
    private ulong s1;
    private ulong s2;
    private ulong s3;

    /// <summary>Starts the sequence that belongs to <paramref name="seed"/>.</summary>
    /// <param name="seed">Any number.</param>
    public DeterministicRandom(long seed)
    {
        ulong state = unchecked((ulong)seed);
        s0 = SplitMix64(ref state);
        s1 = SplitMix64(ref state);
        s2 = SplitMix64(ref state);
        s3 = SplitMix64(ref state);
    }

    /// <summary>All that the rest of the sequence depends on.</summary>
    internal (ulong S0, ulong S1, ulong S2, ulong S3) State
    {
        get => (s0, s1, s2, s3);
        set => (s0, s1, s2, s3) = value;
    }

    /// <summary>Returns the next 64 random bits.</summary>
    /// <returns>A uniformly distributed number.</returns>
    public ulong NextUInt64()
    {
        unchecked
        {
            ulong result = BitOperations.RotateLeft(s1 * 5, 7) * 9;
            ulong shifted = s1 << 17;
            s2 ^= s0;
            s3 ^= s1;
            s1 ^= s2;
            s0 ^= s3;
            s2 ^= shifted;
            s3 = BitOperations.RotateLeft(s3, 45);
            return result;
        }
    }

    /// <summary>Returns a uniform integer in [0, <paramref name="bound"/>), without bias.</summary>
    /// <param name="bound">The number of values, at least 1.</param>
    /// <returns>The integer.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is not positive.</exception>
    /// <remarks>D. Lemire, "Fast random integer generation in an interval", ACM TOMACS 29(1), 2019.</remarks>
    public int NextInt32(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        ulong range = (ulong)bound;
        ulong high = Math.BigMul(NextUInt64(), range, out ulong low);
        if (low < range)
        {
            ulong threshold = unchecked(0UL - range) % range;
            while (low < threshold)
                high = Math.BigMul(NextUInt64(), range, out low);
        }

        return (int)high;
    }

    /// <summary>Returns a uniform real in [0, 1), a multiple of 2⁻⁵³.</summary>
    /// <returns>The real.</returns>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Brings the items into a random order, each order with the same probability (Fisher–Yates).</summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="items">The items; permuted in place.</param>
    public void Shuffle<T>(Span<T> items)
    {
        for (int last = items.Length - 1; last > 0; last--)
        {
            int other = NextInt32(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    /// <summary>One step of SplitMix64: turns a counter into well-mixed bits.</summary>
    /// <param name="state">The counter; advanced.</param>
    /// <returns>The bits.</returns>
    internal static ulong SplitMix64(ref ulong state)
    {
        unchecked
        {
            ulong mixed = state += 0x9E3779B97F4A7C15;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }
}
