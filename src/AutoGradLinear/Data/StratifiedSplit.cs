using System.Globalization;
using AutoGradLinear.Numerics;

namespace AutoGradLinear.Data;

/// <summary>Chooses rows for a test part so that every class is represented in proportion.</summary>
internal static class StratifiedSplit
{
    /// <summary>
    /// The test part has round(n · fraction) rows. Each class gives the whole part of its share n_c · fraction; what is then missing comes
    /// from the classes with the largest remainders (the lower index first).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not in (0, 1).</exception>
    /// <exception cref="ArgumentException">A part would be empty.</exception>
    public static Fold Make(ReadOnlySpan<int> labels, int classCount, double testFraction, int seed)
    {
        RequireFraction(testFraction);
        int testCount = (int)Math.Round(labels.Length * testFraction, MidpointRounding.AwayFromZero);
        if (testCount == 0 || testCount == labels.Length)
        {
            throw new ArgumentException(
                $"A test fraction of {testFraction.ToString(CultureInfo.InvariantCulture)} leaves one of the two parts of {labels.Length} examples empty.",
                nameof(testFraction));
        }

        int[][] byClass = RowsByClass.Of(labels, classCount);
        int[] quota = Quotas([.. byClass.Select(rows => rows.Length)], testCount, testFraction);
        var random = new DeterministicRandom(seed);
        bool[] isTest = new bool[labels.Length];
        for (int c = 0; c < classCount; c++)
        {
            random.Shuffle<int>(byClass[c]);
            foreach (int row in byClass[c].AsSpan(0, quota[c]))
                isTest[row] = true;
        }

        return Fold.Of(isTest);
    }

    public static void RequireFraction(double testFraction)
    {
        if (!(testFraction > 0.0 && testFraction < 1.0))
            throw new ArgumentOutOfRangeException(nameof(testFraction), testFraction, "The fraction lies between 0 and 1, both excluded.");
    }

    private static int[] Quotas(int[] counts, int total, double fraction)
    {
        int[] quota = new int[counts.Length];
        int missing = total;
        for (int c = 0; c < counts.Length; c++)
        {
            quota[c] = (int)Math.Floor(counts[c] * fraction);
            missing -= quota[c];
        }

        IEnumerable<int> byRemainder = Enumerable.Range(0, counts.Length).OrderByDescending(c => (counts[c] * fraction) - quota[c]);
        foreach (int c in byRemainder.ToArray())
        {
            if (missing <= 0)
                break;
            if (quota[c] < counts[c])
            {
                quota[c]++;
                missing--;
            }
        }

        return quota;
    }
}
