using AutoGradLinear.RandomPrograms.Campaigns;
using AutoGradLinear.RandomPrograms.Judging;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>
/// A short run of the random programs: <c>tests/AutoGradLinear.RandomPrograms</c> runs as many as one likes. A failure prints the program that shrinking leaves,
/// and how to run it again.
/// </summary>
public class RandomProgramTests
{
    /// <summary>The share of the language, as random programs use it, that is supported.</summary>
    private const double SupportedShare = 0.75;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void DerivativesEqualDualNumbers(int seed)
    {
        var failures = new List<string>();
        var options = new CampaignOptions { Seed = (ulong)seed, Count = 80 };
        Tally tally = new Campaign(options, failures.Add).Run();
        Assert.True(failures.Count == 0, string.Join("\n", failures));
        Assert.True(tally.Passed >= SupportedShare * tally.Programs, tally.ToString());
    }

    /// <summary>The core of the language, of which nothing is refused.</summary>
    [Fact]
    public void NothingOfTheCoreIsRefused()
    {
        var failures = new List<string>();
        CampaignOptions options = CampaignOptions.Parse(["--only", "branches,loops,jumps,elements,functions,reductions", "--count", "60"]);
        Tally tally = new Campaign(options, failures.Add).Run();
        Assert.True(failures.Count == 0, string.Join("\n", failures));
        Assert.Equal(0, tally.Refused);
    }

    /// <summary>A twin that computes something else would be no judge.</summary>
    [Fact]
    public void TheTwinOverDualNumbersIsTheSameProgram()
    {
        var failures = new List<string>();
        new Campaign(new CampaignOptions { Seed = 3, Count = 80, Members = JudgedMembers.None }, failures.Add).Run();
        Assert.True(failures.Count == 0, string.Join("\n", failures));
    }

    [Fact]
    public void AVariableThatBothSweepsComputeIsDeclaredOnce()
        => Program.Compile(new Subject(
            "Redeclared",
            "double x, double y",
            "if (y > 2) return x - y; double s = x; for (int i = 0; i < 2; i++) { if (s > 0.9) break; s = s * 0.5 + Math.Cos(x); } x = s * x * 0.9; return x * y;",
            []));
}
