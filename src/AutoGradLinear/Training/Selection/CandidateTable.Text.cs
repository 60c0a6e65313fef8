using System.Globalization;
using AutoGradLinear.Evaluation;
using AutoGradLinear.Training;

namespace AutoGradLinear;

public sealed partial class CandidateTable<TCandidate>
{
    /// <summary>Shows the table with aligned columns: the candidate (numbers with four digits), mean ± standard error of each measure, time, rank, and which candidate each rule chooses.</summary>
    /// <returns>A line for each candidate.</returns>
    public override string ToString() => TextTable.Aligned(Rows(), IsNumber());

    /// <summary>Writes the table as Markdown.</summary>
    /// <returns>A line for each candidate.</returns>
    public string ToMarkdown() => TextTable.Markdown(Rows(), IsNumber());

    /// <summary>Writes the table as comma-separated values, with all digits and the score in each fold.</summary>
    /// <returns>A line for each candidate.</returns>
    public string ToCsv() => TextTable.Csv([CsvHead(), .. Candidates.Select(CsvRow)]);

    private bool HasResource => Candidates.Any(candidate => candidate.Resource is not null);

    private int FoldCount => Best.Scores.Count;

    private string[][] Rows() => [Head(), .. Candidates.Select(Row)];

    private string[] Head() => ["candidate", .. Measures, .. HasResource ? ["resource"] : Array.Empty<string>(), "time", "rank", "chosen"];

    private bool[] IsNumber() => [.. Head().Select((_, column) => column > 0 && column < Head().Length - 1)];

    private string[] Row(Candidate<TCandidate> candidate) =>
    [
        Brief(candidate.Value),
        .. Measures.Select((_, measure) => MeanWithError(candidate, measure)),
        .. HasResource ? [string.Create(CultureInfo.InvariantCulture, $"{candidate.Resource}")] : Array.Empty<string>(),
        string.Create(CultureInfo.InvariantCulture, $"{candidate.Elapsed.TotalSeconds:0.00} s"),
        string.Create(CultureInfo.InvariantCulture, $"{candidate.Rank}"),
        candidate.Failure is { } failure ? $"failed: {OneLine(failure)}" : Choices(candidate),
    ];

    private string[] CsvHead() =>
    [
        "candidate",
        .. Measures.SelectMany(measure => new[] { measure, $"{measure} standard error" }),
        .. Enumerable.Range(0, FoldCount).Select(fold => $"fold {fold}"),
        "resource", "seconds", "rank", "chosen", "failure",
    ];

    private string[] CsvRow(Candidate<TCandidate> candidate) =>
    [
        Shown(candidate.Value),
        .. Measures.SelectMany((_, measure) => new[] { Digits(candidate.MeanOf(measure)), Digits(candidate.StandardErrorOf(measure)) }),
        .. Enumerable.Range(0, FoldCount).Select(fold => candidate.Failure is null ? Digits(candidate.Scores[fold]) : string.Empty),
        string.Create(CultureInfo.InvariantCulture, $"{candidate.Resource}"),
        Digits(candidate.Elapsed.TotalSeconds),
        string.Create(CultureInfo.InvariantCulture, $"{candidate.Rank}"),
        Choices(candidate),
        OneLine(candidate.Failure ?? string.Empty),
    ];

    private string Choices(Candidate<TCandidate> candidate) => (ReferenceEquals(candidate, Best), ReferenceEquals(candidate, Simplest)) switch
    {
        (true, true) => "best, one standard error",
        (true, false) => "best",
        (false, true) => "one standard error",
        _ => string.Empty,
    };

    private static string MeanWithError(Candidate<TCandidate> candidate, int measure) => candidate.Failure is not null
        ? "-"
        : string.Create(CultureInfo.InvariantCulture, $"{candidate.MeanOf(measure):0.0000} ± {candidate.StandardErrorOf(measure):0.0000}");

    private static string Digits(double value) => double.IsNaN(value) ? string.Empty : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Shown(TCandidate value) => OneLine(CandidateText.Of(value));

    /// <summary>Numbers with four digits; anything else as it is.</summary>
    private static string Brief(TCandidate value) => value is double or float
        ? ((IFormattable)value).ToString("G4", CultureInfo.InvariantCulture)
        : Shown(value);

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
