using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>What the page on models shows compiles and runs.</summary>
public partial class ModelsPageTests
{
    [Fact]
    public void TheExampleOfThePageSavesAndLoads()
    {
        string block = CodeBlock().Match(File.ReadAllText(Page())).Groups[1].Value;
        string folder = Directory.CreateTempSubdirectory("agl-").FullName;
        try
        {
            string body = block.Replace("using AutoGradLinear;", string.Empty, StringComparison.Ordinal)
                .Replace("\"iris.safetensors\"", $"@\"{Path.Combine(folder, "iris.safetensors")}\"", StringComparison.Ordinal);
            string source = $$"""
                using AutoGradLinear;

                public static class Page
                {
                    public static (string, double) Run()
                    {
                        {{body}}
                        return (label, accuracy);
                    }
                }
                """;
            var (label, accuracy) = ((string, double))GeneratorRun.Of(source).Load().GetType("Page")!.GetMethod("Run")!.Invoke(null, null)!;
            Assert.Equal("setosa", label);
            Assert.True(accuracy > 0.9);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Page([CallerFilePath] string thisFile = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "docs", "models.md"));

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
