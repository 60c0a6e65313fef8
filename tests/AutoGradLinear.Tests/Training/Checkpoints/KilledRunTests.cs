using AutoGradLinear.KilledRuns;
using Xunit;

namespace AutoGradLinear.Tests.Training;

/// <summary>A small part of what the program AutoGradLinear.KilledRuns does: processes that are killed at random moments.</summary>
public class KilledRunTests
{
    [Fact]
    public void TrainingsInProcessesThatAreKilledLeadToTheSameModels()
    {
        var reports = new List<string>();
        RunCase[] cases = [.. RunCase.All.Where(known => known.Name is "lbfgs" or "adamw")];
        var campaign = new KillCampaign(cases, kills: 4, seed: 3, reports.Add);
        campaign.Run();
        Assert.True(campaign.Different == 0, string.Join('\n', reports));
        Assert.InRange(campaign.Killed, 4, 6);
        Assert.InRange(campaign.Ended, 2, 10);
    }
}
