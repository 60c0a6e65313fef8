using System.Globalization;
using AutoGradLinear.RandomPrograms.Judging;
using AutoGradLinear.RandomPrograms.Language;
using AutoGradLinear.RandomPrograms.Shrinking;

namespace AutoGradLinear.RandomPrograms.Campaigns;

/// <summary>A failed program with the options that run it again.</summary>
internal sealed record Failure(string Command, RandomProgram Program, Verdict Verdict)
{
    public Failure Shrunk(JudgedMembers members, TimeSpan time)
    {
        (RandomProgram program, Verdict verdict) = Shrinker.Shrink(Program, Verdict, members, time);
        return this with { Program = program, Verdict = verdict };
    }

    /// <summary>The program, the arguments, expected and actual.</summary>
    public override string ToString()
        => string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {Verdict.Outcome}: {Verdict.Reason} ({Command})
            {Verdict.Message}
            {string.Join("\n", Enumerable.Range(0, Program.Points).Select(Arguments))}

            {SourceText.Subject(Program, "Subject")}

            """);

    private string Arguments(int point)
        => string.Create(
            CultureInfo.InvariantCulture,
            $"point {point}: F({string.Join(", ", Program.Parameters.Select(parameter => Text(parameter.Arguments[point])))})");

    private static string Text(object argument) => argument switch
    {
        Array array => $"[{string.Join(", ", array.Cast<object>().Select(Text))}]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        bool truth => truth ? "true" : "false",
        _ => argument.ToString()!,
    };
}
