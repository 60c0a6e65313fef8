using System.Reflection;
using AutoGradLinear.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>Every refusal names its place, and refuses nothing else.</summary>
public class DiagnosticTests
{
    public static TheoryData<string> CaseIds => DiagnosticCases.Ids;

    public static TheoryData<string> AllIds => [.. Descriptors.All.Select(descriptor => descriptor.Id)];

    [Theory]
    [MemberData(nameof(CaseIds))]
    public void TheReportedSpanIsTheOneThatIsMarked(string id)
    {
        (string source, IReadOnlyList<(int Start, int End)> marks) = MarkedText.Parse(DiagnosticCases.Full(Case(id).Trigger));
        IEnumerable<string> reported = GeneratorRun.With(DiagnosticCases.TriggerSettings(id), source).Reported
            .Select(diagnostic => (diagnostic.Id, diagnostic.Location.SourceTree?.FilePath, Span: diagnostic.Location.SourceSpan))
            .OrderBy(report => report.Span.Start).ThenBy(report => report.Id, StringComparer.Ordinal)
            .Select(report => $"{report.FilePath} {report.Span.Start} {report.Id}: {source[report.Span.Start..report.Span.End]}");

        // Where an analyzer speaks, the generator says in brief at the same place that it makes nothing.
        string[] ids = Repairable.Contains(id) ? [id, Ids.NothingGenerated] : [id];
        Assert.Equal(
            from mark in marks from expected in ids select $"Source0.cs {mark.Start} {expected}: {source[mark.Start..mark.End]}",
            reported);
    }

    [Theory]
    [MemberData(nameof(CaseIds))]
    public void TheNearMissReportsNothing(string id)
    {
        GeneratorRun run = GeneratorRun.With(DiagnosticCases.NearMissSettings(id), DiagnosticCases.Full(Case(id).NearMiss));
        Assert.Empty(run.Reported);
        Assert.Empty(run.Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        Assert.NotEmpty(run.Sources);
    }

    [Theory]
    [MemberData(nameof(AllIds))]
    public void EveryMessageNamesWhatOffends(string id)
    {
        DiagnosticDescriptor descriptor = Descriptors.Find(id);
        Assert.Contains("'{0}'", descriptor.MessageFormat.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\n", descriptor.MessageFormat.ToString(), StringComparison.Ordinal);
        Assert.EndsWith($"{id}.md", descriptor.HelpLinkUri, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryIdHasADescriptor()
    {
        IEnumerable<string> ids = typeof(Ids).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);
        Assert.Equal(ids.Order(StringComparer.Ordinal), Descriptors.All.Select(descriptor => descriptor.Id));
    }

    [Fact]
    public void APragmaSuppresses()
    {
        const string Source = """
            using System;
            using AutoGradLinear;

            static partial class C
            {
            #pragma warning disable AGL0201
                [Differentiable]
                public static double F(double x) => Math.BitIncrement(x);
            #pragma warning restore AGL0201

                [Differentiable]
                public static double G(double x) => Math.BitDecrement(x);
            }
            """;
        IEnumerable<Diagnostic> reported = GeneratorRun.Of(Source).Diagnostics.Where(diagnostic => !diagnostic.IsSuppressed);
        Assert.Contains("BitDecrement", Assert.Single(reported).GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void AllRefusalsAreReportedAtOnce()
    {
        const string Body = "double F(double x) { double? t = x; object o = new object(); return Math.BitIncrement(x); }";
        GeneratorRun run = GeneratorRun.Of(DiagnosticCases.Full($"static partial class C {{ [Differentiable] public static {Body} }}"));
        Assert.Superset(new HashSet<string> { "AGL0116", "AGL0128" }, run.Diagnostics.Select(diagnostic => diagnostic.Id).ToHashSet());
    }

    [Fact]
    public void ARefusalInAHelperIsReportedThereWithThePathOfCalls()
    {
        const string Source = "static partial class C { [Differentiable] public static double F(double x) => G(x); private static double G(double x) => Math.BitIncrement(x); }";
        Diagnostic diagnostic = Assert.Single(GeneratorRun.Of(DiagnosticCases.Full(Source)).Diagnostics);
        string text = DiagnosticCases.Full(Source).Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length);
        Assert.Equal("BitIncrement", text);
        Assert.Contains("G", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void AnErrorOfTheGeneratorStaysWithTheDeclarationThatBringsItToLight()
    {
        RunSettings settings = RunSettings.Usual with
        {
            Differentiate = (target, token) =>
                target.Method.Name == "F" ? throw new InvalidOperationException("A room has\nfailed.") : Compiler.Differentiate(target, token),
        };
        const string Methods = "[Differentiable] public static double F(double x) => x; [Differentiable] public static double G(double x) => x;";
        GeneratorRun run = GeneratorRun.With(settings, DiagnosticCases.Full($"static partial class C {{ {Methods} }}"));
        string message = Assert.Single(run.Reported).GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        Assert.StartsWith("'F' ", message, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException: A room has failed.", message, StringComparison.Ordinal);
        Assert.Contains("GWithGradient", Assert.Single(run.Sources).SourceText.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void CodeThatDoesNotCompileIsLeftToCSharp()
        => Assert.Empty(GeneratorRun.Of(DiagnosticCases.Full("static partial class C { [Differentiable] public static double F(double x) => undefined * x; }")).Diagnostics);

    private static (string Id, string Trigger, string NearMiss) Case(string id) => DiagnosticCases.All.First(item => item.Id == id);
}
