using System.Globalization;
using System.Text;

namespace AutoGradLinear.Mutations;

/// <summary>What became of a damaged file.</summary>
internal enum Outcome
{
    /// <summary>A clean error.</summary>
    Refused,

    /// <summary>Consistent data.</summary>
    Valid,

    /// <summary>Anything else.</summary>
    Failed,
}

/// <summary>Counts outcomes, by format.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<string, int[]> counts = new(StringComparer.Ordinal);

    public int Refused => Sum(Outcome.Refused);

    public int Valid => Sum(Outcome.Valid);

    public int Failed => Sum(Outcome.Failed);

    public int Total => Refused + Valid + Failed;

    public void Add(string format, Outcome outcome)
    {
        if (!counts.TryGetValue(format, out int[]? ofFormat))
            counts.Add(format, ofFormat = new int[3]);
        ofFormat[(int)outcome]++;
    }

    /// <summary>A line for each format, and one for all of them.</summary>
    public string Table()
    {
        var table = new StringBuilder();
        foreach ((string format, int[] ofFormat) in counts)
            table.Append(CultureInfo.InvariantCulture, $"{format,-16}{Text(ofFormat.Sum(), ofFormat[0], ofFormat[1], ofFormat[2])}\n");
        return table.Append(this).ToString();
    }

    public override string ToString() => Text(Total, Refused, Valid, Failed);

    private static string Text(int total, int refused, int valid, int failed) =>
        string.Create(CultureInfo.InvariantCulture, $"{total} mutations, {refused} refused, {valid} valid, {failed} failed");

    private int Sum(Outcome outcome) => counts.Values.Sum(ofFormat => ofFormat[(int)outcome]);
}
