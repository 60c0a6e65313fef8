using AutoGradLinear.RandomPrograms.Campaigns;
using AutoGradLinear.RandomPrograms.Generation;
using AutoGradLinear.RandomPrograms.Language;

if (args.Contains("--help"))
{
    Console.WriteLine(CampaignOptions.Usage);
    Console.WriteLine($"\nFeatures: {string.Join(", ", Enum.GetNames<Feature>())}");
    return 0;
}

CampaignOptions options = CampaignOptions.Parse(args);
if (options.PrintsOnly)
{
    var programs = new ProgramGen(options.Weights);
    for (int number = options.First; number < options.First + options.Count; number++)
        Console.WriteLine(SourceText.Subject(programs.At(options.Seed, number), $"P{number}"));
    return 0;
}

Tally tally = new Campaign(options, failure => File.AppendAllText(options.Failures, failure)).Run();
Console.WriteLine(tally);
foreach (string example in tally.Examples.Values)
    Console.WriteLine(example);
return tally.Failed + tally.Invalid == 0 ? 0 : 1;
