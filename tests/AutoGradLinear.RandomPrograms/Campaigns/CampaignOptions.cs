using System.Globalization;
using AutoGradLinear.RandomPrograms.Generation;
using AutoGradLinear.RandomPrograms.Judging;

namespace AutoGradLinear.RandomPrograms.Campaigns;

/// <summary>What the command line asks for.</summary>
internal sealed record CampaignOptions
{
    public const string Usage =
        """
        Runs random programs through the generator and compares their gradients with dual numbers.

          --count N        programs to run, counted from the first of the seed (1000)
          --seed S         another seed, other programs (1)
          --first N        starts at this program, when no state says otherwise (0)
          --state FILE     resumes after the last finished batch, and keeps the counts
          --minutes M      stops after so many minutes (9)
          --only A,B       restricts the programs to these features
          --without A,B    leaves these features out
          --failures FILE  where failures are written, shrunk (random-program-failures.txt)
          --shrink N       how many failures with the same reason, which are mostly one defect, are shrunk (2)
          --batch N        programs that are compiled together (50)
          --first-order    judges gradients and pullbacks only, three times as many programs in a time
          --twins          does not run the generator: checks that programs are C# and that their twins compute the same
          --print          prints the programs and runs nothing
        """;

    public int Count { get; init; } = 1000;

    public ulong Seed { get; init; } = 1;

    public int First { get; init; }

    public string? State { get; init; }

    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(9);

    public FeatureWeights Weights { get; init; } = FeatureWeights.Default;

    /// <summary>What the command line says of the weights, without which a seed gives other programs.</summary>
    public string Restriction { get; init; } = "";

    public string Failures { get; init; } = "random-program-failures.txt";

    public int Shrunk { get; init; } = 2;

    public int Batch { get; init; } = 50;

    public JudgedMembers Members { get; init; } = JudgedMembers.All;

    public bool PrintsOnly { get; init; }

    /// <summary>What runs one program alone.</summary>
    public string Command(int number)
        => string.Create(CultureInfo.InvariantCulture, $"--seed {Seed} --first {number} --count 1{Restriction}");

    public static CampaignOptions Parse(ReadOnlySpan<string> arguments)
    {
        var options = new CampaignOptions();
        for (int i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] is "--print" or "--twins" or "--first-order")
            {
                options = arguments[i] == "--print" ? options with { PrintsOnly = true }
                    : options with { Members = arguments[i] == "--twins" ? JudgedMembers.None : JudgedMembers.FirstOrder };
                continue;
            }

            string value = i + 1 < arguments.Length ? arguments[i + 1] : throw new ArgumentException($"{arguments[i]} has no value.");
            options = arguments[i++] switch
            {
                "--count" => options with { Count = int.Parse(value, CultureInfo.InvariantCulture) },
                "--seed" => options with { Seed = ulong.Parse(value, CultureInfo.InvariantCulture) },
                "--first" => options with { First = int.Parse(value, CultureInfo.InvariantCulture) },
                "--state" => options with { State = value },
                "--minutes" => options with { Time = TimeSpan.FromMinutes(double.Parse(value, CultureInfo.InvariantCulture)) },
                "--only" => options.Restricted("--only", value, options.Weights.Only),
                "--without" => options.Restricted("--without", value, options.Weights.Without),
                "--failures" => options with { Failures = value },
                "--shrink" => options with { Shrunk = int.Parse(value, CultureInfo.InvariantCulture) },
                "--batch" => options with { Batch = int.Parse(value, CultureInfo.InvariantCulture) },
                string other => throw new ArgumentException($"{other} is not an option."),
            };
        }

        return options;
    }

    private CampaignOptions Restricted(string option, string value, Func<IEnumerable<Feature>, FeatureWeights> restrict)
        => this with { Weights = restrict(Features(value).ToList()), Restriction = $"{Restriction} {option} {value}" };

    private static IEnumerable<Feature> Features(string names)
        => names.Split(',').Select(name => Enum.TryParse(name, ignoreCase: true, out Feature feature)
            ? feature
            : throw new ArgumentException($"{name} is not a feature; there are {string.Join(", ", Enum.GetNames<Feature>())}."));
}
