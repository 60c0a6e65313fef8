using System.Text.Json;

namespace AutoGradLinear.RandomPrograms.Campaigns;

/// <summary>
/// Where a campaign stands; written after each batch, and before one is run, so that a batch that ends the process is known at the next
/// start.
/// </summary>
internal sealed class CampaignState
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true };

    public ulong Seed { get; set; }

    /// <summary>The first program that has no verdict.</summary>
    public int Next { get; set; }

    /// <summary>How many programs, from the first one without a verdict, are being run.</summary>
    public int Running { get; set; }

    public Tally Tally { get; set; } = new();

    public static CampaignState LoadOrNew(string? path, ulong seed)
    {
        if (path is null || !File.Exists(path))
            return new CampaignState { Seed = seed };
        CampaignState state = JsonSerializer.Deserialize<CampaignState>(File.ReadAllText(path))!;
        return state.Seed == seed
            ? state
            : throw new InvalidOperationException($"{path} belongs to seed {state.Seed}; give that, or another file.");
    }

    public void Save(string? path)
    {
        if (path is null)
            return;
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(this, Format));
        File.Move(path + ".new", path, overwrite: true);
    }
}
