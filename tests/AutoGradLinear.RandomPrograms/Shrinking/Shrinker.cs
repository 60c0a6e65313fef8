using System.Diagnostics;
using AutoGradLinear.RandomPrograms.Judging;
using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Shrinking;

/// <summary>Makes a failing program smaller, greedily, until no step keeps the failure.</summary>
internal static class Shrinker
{
    /// <summary>So many candidates are compiled together.</summary>
    private const int Batch = 24;

    /// <summary>The smallest program that was found until the time was over.</summary>
    public static (RandomProgram Program, Verdict Verdict) Shrink(RandomProgram program, Verdict verdict, JudgedMembers members, TimeSpan time)
    {
        long start = Stopwatch.GetTimestamp();
        bool isOver() => Stopwatch.GetElapsedTime(start) > time;
        while (!isOver() && Smaller(program, verdict, members, isOver) is { } step)
            (program, verdict) = step;
        return (program, verdict);
    }

    /// <summary>The smallest variant that fails for the same reason.</summary>
    private static (RandomProgram Program, Verdict Verdict)? Smaller(
        RandomProgram program, Verdict verdict, JudgedMembers members, Func<bool> isOver)
    {
        int size = Size(program);
        IEnumerable<RandomProgram> variants = Variants.Of(program)
            .Select(variant => (Program: variant, Size: Size(variant)))
            .Where(variant => variant.Size < size)
            .OrderBy(variant => variant.Size)
            .Select(variant => variant.Program);
        foreach (RandomProgram[] candidates in variants.Chunk(Batch).TakeWhile(_ => !isOver()))
        {
            IReadOnlyList<Verdict> verdicts = Judge.Run(candidates, members, mayBeInvalid: true);
            for (int i = 0; i < candidates.Length; i++)
            {
                if (verdicts[i].Outcome == verdict.Outcome && verdicts[i].Reason == verdict.Reason)
                    return (candidates[i], verdicts[i]);
            }
        }

        return null;
    }

    private static int Size(RandomProgram program) => SourceText.Subject(program, "P").Length + (100 * program.Points);
}
