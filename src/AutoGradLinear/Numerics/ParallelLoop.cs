using System.Runtime.ExceptionServices;

namespace AutoGradLinear.Numerics;

/// <summary>A loop whose rounds may run side by side.</summary>
internal static class ParallelLoop
{
    /// <summary>
    /// Runs all rounds, on one thread in their order (none is created), or on several. What a round throws is thrown as it is, whatever the number of threads; where several
    /// throw, one of them.
    /// </summary>
    /// <param name="count">The number of rounds.</param>
    /// <param name="maxThreads">The largest number of threads.</param>
    /// <param name="round">One round.</param>
    public static void Run(int count, int maxThreads, Action<int> round)
    {
        if (count == 1 || maxThreads == 1)
        {
            for (int i = 0; i < count; i++)
                round(i);
            return;
        }

        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = maxThreads }, round);
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.Flatten().InnerExceptions[0]);
        }
    }
}
