using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using Microsoft.CodeAnalysis;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>
/// Compares generated files with accepted ones, by the conventions of Verify, so that Verify.Xunit can take the place of this file. Setting the environment
/// variable <c>AUTOGRADLINEAR_ACCEPT_SNAPSHOTS</c> accepts what is generated; on a build server it does nothing.
/// </summary>
internal static partial class Snapshot
{
    private static readonly Encoding WithMark = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true);

    private static bool Accepts
        => Environment.GetEnvironmentVariable("AUTOGRADLINEAR_ACCEPT_SNAPSHOTS") is { Length: > 0 } && Environment.GetEnvironmentVariable("CI") is null or "";

    public static string Folder([CallerFilePath] string thisFile = "") => Path.GetDirectoryName(thisFile)!;

    /// <summary>Every generated file of the run against its snapshot.</summary>
    public static void Verify(GeneratorRun run, string testClass, [CallerMemberName] string testMethod = "")
    {
        var problems = new List<string>();
        foreach (GeneratedSourceResult source in run.Sources)
        {
            string name = $"{testClass}.{testMethod}#{Path.GetFileNameWithoutExtension(source.HintName)}";
            string received = $"//HintName: {source.HintName}\n{Version().Replace(source.SourceText.ToString(), "\"{version}\"")}";
            if (Compare(name, received) is { } problem)
                problems.Add(problem);
        }

        Assert.NotEmpty(run.Sources);
        Assert.True(problems.Count == 0, string.Join("\n", problems));
    }

    private static string? Compare(string name, string received)
    {
        string verifiedPath = Path.Combine(Folder(), $"{name}.verified.cs");
        string receivedPath = Path.Combine(Folder(), $"{name}.received.cs");
        string? verified = File.Exists(verifiedPath) ? File.ReadAllText(verifiedPath) : null;
        if (verified == received)
        {
            File.Delete(receivedPath);
            return null;
        }

        if (Accepts)
        {
            File.WriteAllText(verifiedPath, received, WithMark);
            File.Delete(receivedPath);
            return null;
        }

        File.WriteAllText(receivedPath, received, WithMark);
        return verified is null ? $"{name} has not been accepted yet:\n{received}" : $"{name} has changed:\n{Difference(verified, received)}";
    }

    private static string Difference(string verified, string received)
        => string.Join(
            "\n",
            InlineDiffBuilder.Diff(verified, received).Lines
                .Where(line => line.Type != ChangeType.Unchanged)
                .Select(line => $"{(line.Type == ChangeType.Inserted ? '+' : '-')} {line.Text}"));

    [GeneratedRegex("(?<=GeneratedCode\\(\"AutoGradLinear\", )\"[^\"]*\"")]
    private static partial Regex Version();
}
