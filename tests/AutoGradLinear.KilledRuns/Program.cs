using System.Globalization;
using AutoGradLinear;
using AutoGradLinear.KilledRuns;

const string Usage =
    """
    Kills trainings at random moments, goes on with them, and compares their models with those of trainings that are left alone.

      kill [--kills N] [--seed S]         kills N processes (200) or some more, with seed S (1); ends with 1 where a model differs
      train CASE MODEL [FOLDER]           one training, with checkpoints in FOLDER as often as possible; what 'kill' starts
    """;

switch (args)
{
    case ["train", string name, string model, .. string[] folder] when folder.Length <= 1:
        RunCase training = RunCase.All.Single(known => known.Name == name);
        Console.WriteLine(TrainingProcess.Ready);
        training.Train(folder.Length == 0 ? null : new CheckpointOptions(folder[0]) { Every = TimeSpan.Zero }, model);
        return 0;
    case ["kill", .. string[] options] when Options(options) is (int kills, int seed):
        var campaign = new KillCampaign(RunCase.All, kills, seed, Console.WriteLine);
        campaign.Run();
        Console.WriteLine($"{campaign.Killed} processes killed, {campaign.Ended} trainings ended, {campaign.Different} with another model");
        return campaign.Different == 0 ? 0 : 1;
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}

static (int Kills, int Seed)? Options(ReadOnlySpan<string> options)
{
    (int kills, int seed) = (200, 1);
    while (options.Length >= 2 && int.TryParse(options[1], NumberStyles.None, CultureInfo.InvariantCulture, out int value))
    {
        switch (options[0])
        {
            case "--kills":
                kills = value;
                break;
            case "--seed":
                seed = value;
                break;
            default:
                return null;
        }

        options = options[2..];
    }

    return options.IsEmpty ? (kills, seed) : null;
}
