using System.Globalization;
using AutoGradLinear.RandomPrograms.Judging;

namespace AutoGradLinear.RandomPrograms.Campaigns;

/// <summary>Counts of verdicts.</summary>
internal sealed class Tally
{
    public int Programs { get; set; }

    public int Passed { get; set; }

    public int Refused { get; set; }

    public int Ties { get; set; }

    public int IllConditioned { get; set; }

    public int Failed { get; set; }

    public int Invalid { get; set; }

    /// <summary>Points at which the function and its gradient end with the same exception.</summary>
    public int Throws { get; set; }

    public double WorstError { get; set; }

    public double Seconds { get; set; }

    /// <summary>Of the processor, by all threads.</summary>
    public double ProcessorSeconds { get; set; }

    /// <summary>Refused programs by id; a program can have several.</summary>
    public SortedDictionary<string, int> Refusals { get; set; } = new(StringComparer.Ordinal);

    /// <summary>A refusal of each id.</summary>
    public SortedDictionary<string, string> Examples { get; set; } = new(StringComparer.Ordinal);

    public void Add(Verdict verdict)
    {
        Programs++;
        Passed += verdict.Outcome == Outcome.Passed ? 1 : 0;
        Refused += verdict.Outcome == Outcome.Refused ? 1 : 0;
        Ties += verdict.Outcome == Outcome.Tied ? 1 : 0;
        IllConditioned += verdict.Outcome == Outcome.IllConditioned ? 1 : 0;
        Failed += verdict.Outcome == Outcome.Failed ? 1 : 0;
        Invalid += verdict.Outcome == Outcome.Invalid ? 1 : 0;
        Throws += verdict.Throws;
        WorstError = Math.Max(WorstError, verdict.WorstError);
        foreach ((string id, string message) in verdict.Refusals)
        {
            Refusals[id] = Refusals.GetValueOrDefault(id) + 1;
            Examples.TryAdd(id, message);
        }
    }

    public override string ToString()
    {
        string refusals = Refusals.Count == 0 ? "" : $" ({string.Join(", ", Refusals.Select(item => $"{item.Key}: {item.Value}"))})";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Programs} programs: {Passed} passed, {Refused} refused{refusals}, {Ties} ties, {IllConditioned} ill-conditioned, {Failed} failed, {Invalid} invalid; "
            + $"{Throws} points threw; worst relative error {WorstError:E1}; "
            + $"{Programs / Math.Max(Seconds, 0.001):F1} programs per second, "
            + $"{Programs / Math.Max(ProcessorSeconds, 0.001):F1} per second of a processor");
    }
}
