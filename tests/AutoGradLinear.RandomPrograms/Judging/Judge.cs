using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Judging;

/// <summary>Gives each program of a batch its verdict.</summary>
internal static class Judge
{
    /// <summary>Compiles the programs together and runs each; parameters as for <see cref="CompiledBatch.Compile"/>.</summary>
    public static IReadOnlyList<Verdict> Run(IReadOnlyList<RandomProgram> programs, JudgedMembers members = JudgedMembers.All, bool mayBeInvalid = false)
    {
        CompiledBatch batch = CompiledBatch.Compile(programs, members, mayBeInvalid);
        var verdicts = new Verdict?[programs.Count];
        PatientLoop.Run(
            programs.Count,
            i => Interlocked.CompareExchange(ref verdicts[i], batch.Verdicts[i] ?? RunOne(batch, programs[i], i), null),
            i => Interlocked.CompareExchange(ref verdicts[i], Verdict.Failed("does not end", "The call does not end."), null));
        batch.Context?.Unload();
        return verdicts!;
    }

    private static Verdict RunOne(CompiledBatch batch, RandomProgram program, int index)
        => new Comparison(program, Evaluation.Of(batch.Assembly!, CompiledBatch.JudgeName(index))).Run();
}
