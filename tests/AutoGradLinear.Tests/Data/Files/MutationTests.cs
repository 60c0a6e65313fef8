using AutoGradLinear.Mutations;
using Xunit;

namespace AutoGradLinear.Tests.Data.Files;

/// <summary>A small part of what the program AutoGradLinear.Mutations runs.</summary>
public class MutationTests
{
    [Fact]
    public void DamagedFilesGiveCleanErrorsOrConsistentData()
    {
        var failures = new List<string>();
        var options = new MutationOptions { Count = 2000, Seed = 7, Failures = Path.Combine(AppContext.BaseDirectory, "mutation-failures") };
        Tally tally = new MutationCampaign(options, failures.Add).Run(_ => { }, Environment.FailFast);
        Assert.Empty(failures);
        Assert.Equal(2000, tally.Total);
        Assert.True(tally.Refused > 1000, "Mutations that are hardly ever refused do not damage the files.");
        Assert.True(tally.Valid > 50, "Mutations that are always refused may not reach the readers.");
    }

    [Fact]
    public void AnotherRunOfASeedGivesTheSame()
    {
        var options = new MutationOptions { Count = 300, Seed = 3 };
        Assert.Equal(
            new MutationCampaign(options, _ => { }).Run(_ => { }, Environment.FailFast).ToString(),
            new MutationCampaign(options, _ => { }).Run(_ => { }, Environment.FailFast).ToString());
    }
}
