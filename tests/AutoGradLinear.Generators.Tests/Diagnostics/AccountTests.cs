using System.Runtime.CompilerServices;
using AutoGradLinear.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>Every diagnostic is accounted for: it is triggered, it is narrowly missed, it has a page and a line in the list of releases.</summary>
public class AccountTests
{
    private static readonly IReadOnlyList<DiagnosticDescriptor> Descriptors = [.. Diagnostics.Descriptors.All];

    [Fact]
    public void EveryIdHasOneTriggerAndOneNearMiss()
        => Assert.Equal(Descriptors.Select(descriptor => descriptor.Id), DiagnosticCases.All.Select(item => item.Id).Order(StringComparer.Ordinal));

    [Fact]
    public void EveryTriggerMarksAPlaceAndDiffersFromItsNearMiss()
        => Assert.All(DiagnosticCases.All, item =>
        {
            Assert.NotEmpty(MarkedText.Parse(item.Trigger).Marks);
            Assert.Empty(MarkedText.Parse(item.NearMiss).Marks);
            bool isSameSource = MarkedText.Parse(item.Trigger).Source == item.NearMiss;
            Assert.False(isSameSource && DiagnosticCases.TriggerSettings(item.Id) == DiagnosticCases.NearMissSettings(item.Id), item.Id);
        });

    [Fact]
    public void EveryIdHasAPageWithItsTitle()
        => Assert.Equal(
            Descriptors.Select(descriptor => $"# {descriptor.Id}: {descriptor.Title}"),
            Directory.GetFiles(Root("docs", "rules"), "AGL*.md").Order(StringComparer.Ordinal).Select(path => File.ReadLines(path).First()));

    [Fact]
    public void EveryIdIsInTheListOfReleases()
        => Assert.Equal(
            Descriptors.Select(descriptor => $"{descriptor.Id} | {descriptor.Category} | {descriptor.DefaultSeverity} | {descriptor.Title}"),
            File.ReadLines(Root("generators", "AutoGradLinear.Generators", "AnalyzerReleases.Unshipped.md"))
                .Where(line => line.StartsWith("AGL", StringComparison.Ordinal)));

    [Fact]
    public void TheAnalyzersOwnExactlyWhatHasAFix()
        => Assert.Equal(
            Repairable.All.Order(StringComparer.Ordinal),
            CodeFixRun.Providers.SelectMany(provider => provider.FixableDiagnosticIds).Order(StringComparer.Ordinal));

    private static string Root(params string[] path) => Path.GetFullPath(Path.Combine([Here(), "..", "..", "..", .. path]));

    private static string Here([CallerFilePath] string thisFile = "") => Path.GetDirectoryName(thisFile)!;
}
