using System.Text.RegularExpressions;
using Xunit;

namespace AutoGradLinear.Tests;

/// <summary>Code of pages in docs/ that tests compile and run: each of its lines stands in the test's source.</summary>
internal static partial class DocumentedCode
{
    /// <summary>Asserts that a file of the tests has every line of C# that a page has, in the page's order.</summary>
    /// <param name="page">The page, such as <c>evaluation.md</c>.</param>
    /// <param name="source">The file, relative to the tests, such as <c>Evaluation/EvaluationPageTests.cs</c>.</param>
    public static void AssertCompiled(string page, string source)
    {
        string root = ReferenceFiles.Root;
        string[] compiled = Lines(File.ReadAllText(Path.Combine(root, "tests", "AutoGradLinear.Tests", source)));
        int next = 0;
        foreach (Match block in CodeBlock().Matches(File.ReadAllText(Path.Combine(root, "docs", page))))
        {
            foreach (string line in Lines(block.Groups["code"].Value).Where(line => !line.StartsWith("using AutoGradLinear", StringComparison.Ordinal)))
            {
                int found = Array.IndexOf(compiled, line, next);
                Assert.True(found >= 0, $"'{line}' of {page} is not in {source}, or not in the page's order.");
                next = found + 1;
            }
        }
    }

    private static string[] Lines(string text) => [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
