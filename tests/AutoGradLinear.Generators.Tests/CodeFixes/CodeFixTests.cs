using AutoGradLinear.Generators.Diagnostics;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>A fix leaves the text as its author would have written it, and the diagnostic is gone.</summary>
public class CodeFixTests
{
    public static TheoryData<string> Names => CodeFixCases.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void TheTextIsRepaired(string name)
    {
        (_, string id, string title, string before, string after) = CodeFixCases.All.Single(item => item.Name == name);
        Assert.Equal([title], CodeFixRun.Titles(id, before));
        Assert.Equal(after, CodeFixRun.FixFirst(id, before));
        Assert.Equal(after, CodeFixRun.FixAll(id, before));
        Assert.DoesNotContain(GeneratorRun.Of(after).Reported, diagnostic => diagnostic.Id == id || diagnostic.Id == Ids.NothingGenerated);
    }

    [Fact]
    public void EveryRepairableIdHasACase()
        => Assert.Equal(Repairable.All.Order(StringComparer.Ordinal), CodeFixCases.All.Select(item => item.Id).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void AllDiagnosticsOfAFileAreFixedInOneGo()
    {
        const string Before = """
            using AutoGradLinear;

            static class First
            {
                [Differentiable] public static double F(double x) => x;
                [Differentiable] public static double G(double x) => x;

                public struct Nested
                {
                    [Differentiable] public static double H(double x) => x;
                }
            }

            struct Second
            {
                [Differentiable] public static double F(double x) => x;
            }
            """;
        string after = CodeFixRun.FixAll(Ids.NotPartial, Before);
        Assert.Equal(
            Before.Replace("static class First", "static partial class First", StringComparison.Ordinal)
                .Replace("public struct", "public partial struct", StringComparison.Ordinal)
                .Replace("struct Second", "partial struct Second", StringComparison.Ordinal),
            after);
        Assert.Empty(GeneratorRun.Of(after).Reported);
    }

    [Fact]
    public void TheSkeletonOfALossIsRefusedUntilItIsWritten()
    {
        string text = CodeFixRun.FixFirst(Ids.LossHasNoValue, "[AutoGradLinear.Loss] partial struct L;");
        Assert.Equal([Ids.Exceptions], GeneratorRun.Of(text).Reported.Select(diagnostic => diagnostic.Id));
    }

    [Theory]
    [InlineData(Ids.LossHasNoValue, "[AutoGradLinear.Loss] partial struct L { public float Value(float a, float b) => a; public float Value() => 1; }")]
    [InlineData(Ids.ClassifierShape, "[AutoGradLinear.LinearClassifier<AutoGradLinear.Losses.MulticlassHinge<float>, AutoGradLinear.Losses.L2<float>>] partial record M;")]
    [InlineData(Ids.ClassifierShape, "[AutoGradLinear.LinearClassifier<AutoGradLinear.Losses.MulticlassHinge<float>, AutoGradLinear.Losses.L2<float>>] partial class M<T>;")]
    public void WhereOnlyTheAuthorCanDecideNoFixIsOffered(string id, string text) => Assert.Empty(CodeFixRun.Titles(id, text));
}
