using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>What the README shows compiles, runs and prints what the README says.</summary>
public partial class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Root(), "README.md"));

    private static readonly List<string> Blocks = CodeBlock().Matches(Readme).Select(match => match.Groups[1].Value).ToList();

    [Fact]
    public void TheExampleTrainsAndPrintsWhatIsClaimed()
    {
        string example = Blocks.Single(block => block.Contains("MarginClassifier.Train", StringComparison.Ordinal));
        int types = example.IndexOf("[Loss]", StringComparison.Ordinal);
        List<string> lines = example[..types].Split('\n').ToList();
        IEnumerable<string> usings = lines.Where(line => line.StartsWith("using ", StringComparison.Ordinal));
        string body = string.Join("\n", lines.Where(line => !line.StartsWith("using ", StringComparison.Ordinal)))
            .Replace("Console.WriteLine(", "return (", StringComparison.Ordinal);
        string source = $$"""
            using System;
            {{string.Join("\n", usings)}}

            public static class Example
            {
                public static string Run()
                {
                    {{body}}
                }
            }

            {{example[types..]}}
            """;
        MethodInfo run = GeneratorRun.Of(source).Load().GetType("Example")!.GetMethod("Run")!;
        string printed = (string)run.Invoke(null, null)!;
        Assert.Contains($"It prints `{printed}`.", Readme, StringComparison.Ordinal);
    }

    [Fact]
    public void TheFunctionGetsTheMembersThatAreShown()
    {
        string block = Blocks.Single(text => text.Contains("class Chain", StringComparison.Ordinal));
        string[] shown = block.Split('\n').Where(line => line.StartsWith("// double ", StringComparison.Ordinal)).Select(line => line[3..]).ToArray();
        GeneratorRun run = GeneratorRun.Of("using System;\nusing AutoGradLinear;\n" + block);
        run.Load();
        string generated = run.Text.Replace("global::System.", "", StringComparison.Ordinal);
        Assert.Equal(2, shown.Length);
        Assert.All(shown, signature => Assert.Contains(signature, generated, StringComparison.Ordinal));
    }

    [Fact]
    public void TheGeneratedHingeIsTheOneThatIsShown()
    {
        string example = Blocks.Single(block => block.Contains("MarginClassifier.Train", StringComparison.Ordinal));
        string source = example[example.IndexOf("[Loss]", StringComparison.Ordinal)..];
        string shown = Blocks.Single(block => block.StartsWith("else\n{\n    for (int j = 0;", StringComparison.Ordinal));
        string generated = GeneratorRun.Of("using System;\nusing System.Numerics.Tensors;\nusing AutoGradLinear;\n" + source).Text;
        generated = Regex.Replace(generated, @"global::(AutoGradLinear\.Numerics|System)\.", "");
        Assert.Contains(Words(shown), Words(generated), StringComparison.Ordinal);
    }

    /// <summary>The text without its layout.</summary>
    private static string Words(string text) => Regex.Replace(text, @"\s+", " ").Trim();

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AutoGradLinear.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
