using AutoGradLinear.Solvers;

namespace AutoGradLinear.Training;

/// <summary>What tells one training from another, by name, so that a difference can be told in words.</summary>
/// <param name="parts">Names and values.</param>
internal sealed class Fingerprint(IReadOnlyList<(string Name, string Value)> parts)
{
    private const int MostParts = 1000;

    /// <summary>A fingerprint without parts.</summary>
    public static Fingerprint Empty { get; } = new([]);

    /// <summary>Carries a fingerprint.</summary>
    public Fingerprint Exchange(StateArchive archive)
    {
        int count = archive.Item(parts.Count);
        if (count is < 0 or > MostParts)
            throw new InvalidDataException($"{count} properties of a training were kept.");
        var kept = new (string Name, string Value)[count];
        for (int i = 0; i < count; i++)
        {
            (string name, string value) = i < parts.Count ? parts[i] : (string.Empty, string.Empty);
            kept[i] = (archive.Text(name), archive.Text(value));
        }

        return new Fingerprint(kept);
    }

    /// <summary>Says in what another training differs from this one; empty where they are the same.</summary>
    public IReadOnlyList<string> Differences(Fingerprint other)
    {
        Dictionary<string, string> mine = Table();
        Dictionary<string, string> others = other.Table();
        return
        [
            .. mine.Keys.Union(others.Keys)
                .Where(name => mine.GetValueOrDefault(name) != others.GetValueOrDefault(name))
                .Select(name => $"{name} was {mine.GetValueOrDefault(name, "not there")} and is {others.GetValueOrDefault(name, "not there")}"),
        ];
    }

    private Dictionary<string, string> Table()
    {
        var table = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, string value) in parts)
            table[name] = value;
        return table;
    }
}
