using AutoGradLinear.Training;
using Xunit;

namespace AutoGradLinear.Tests.Training.Selection;

/// <summary>Tables show what was measured, for people and for other programs.</summary>
public class CandidateTableTests
{
    /// <summary>Scores 0.5, 0.75 ± 0.125, a failure with characters that formats need, and 0.8125 ± 0.0625.</summary>
    private static readonly CandidateTable<string> Table = new(
        [
            Row("plain", 0.5, 0.5),
            Row("a, \"b\"", 0.625, 0.875),
            new Candidate<string>("c|d", [new FoldTrial([0.9], TimeSpan.Zero), new FoldTrial([], TimeSpan.Zero, "no\nway")], 0, null),
            Row("last", 0.75, 0.875),
        ],
        ["accuracy"]);

    [Fact]
    public void TheTextIsAligned() => Assert.Equal(
        """
        candidate         accuracy    time  rank  chosen
        plain      0.5000 ± 0.0000  0.02 s     3
        a, "b"     0.7500 ± 0.1250  0.02 s     2  one standard error
        c|d                      -  0.00 s     4  failed: Fold 1: no way
        last       0.8125 ± 0.0625  0.02 s     1  best

        """,
        Table.ToString());

    [Fact]
    public void MarkdownEscapesBars()
    {
        string[] lines = Table.ToMarkdown().Split('\n');
        Assert.Equal("| candidate | accuracy | time | rank | chosen |", lines[0]);
        Assert.Equal("| --- | ---: | ---: | ---: | --- |", lines[1]);
        Assert.Equal("| c\\|d | - | 0.00 s | 4 | failed: Fold 1: no way |", lines[4]);
    }

    [Fact]
    public void CsvHasAllDigitsAndQuotes()
    {
        string[] lines = Table.ToCsv().Split('\n');
        Assert.Equal("candidate,accuracy,accuracy standard error,fold 0,fold 1,resource,seconds,rank,chosen,failure", lines[0]);
        Assert.StartsWith("\"a, \"\"b\"\"\",0.75,0.125,", lines[2], StringComparison.Ordinal);
        Assert.Equal("c|d,,,,,,0,4,,Fold 1: no way", lines[3]);
    }

    [Fact]
    public void TheRulesChoose()
    {
        Assert.Equal("last", Table.Choose(SelectionRule.Best).Value);

        // 0.8125 − 0.0625 = 0.75, which is the mean, exactly.
        Assert.Equal("a, \"b\"", Table.Choose(SelectionRule.OneStandardError).Value);
        Assert.Equal([3, 2, 4, 1], Table.Candidates.Select(candidate => candidate.Rank));
    }

    [Fact]
    public void OfEqualsTheSimplerIsBest() => Assert.Equal("x", new CandidateTable<string>([Row("x", 0.5, 0.7), Row("y", 0.7, 0.5)], ["score"]).Best.Value);

    private static Candidate<string> Row(string name, params double[] scores) =>
        new(name, [.. scores.Select(score => new FoldTrial([score], TimeSpan.FromMilliseconds(10)))], 0, null);
}
