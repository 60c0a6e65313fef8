using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>What the page on rules shows compiles, and its rules are right.</summary>
public partial class RulesPageTests
{
    [Fact]
    public void TheCodeOfThePageCompilesAndItsRulesAreRight()
    {
        List<string> blocks = [.. CodeBlock().Matches(File.ReadAllText(Page())).Select(match => match.Groups[1].Value)];
        string assembly = blocks.Single(block => block.StartsWith("[assembly", StringComparison.Ordinal));
        string check = blocks.Single(block => block.TrimStart().StartsWith("GradientCheck", StringComparison.Ordinal));
        string source = $$"""
            using System;
            using AutoGradLinear;
            {{assembly}}
            {{string.Join("\n", blocks.Where(block => block != assembly && block != check))}}

            public static class Test
            {
                public static void Run() { {{check}} }
            }
            """;
        GeneratorRun run = GeneratorRun.Of(source);
        run.Load().GetType("Test")!.GetMethod("Run")!.Invoke(null, null);
        Assert.Contains("Special.LogCoshSlope(", run.Text, StringComparison.Ordinal);
    }

    private static string Page([CallerFilePath] string thisFile = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "docs", "rules-of-your-own.md"));

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
