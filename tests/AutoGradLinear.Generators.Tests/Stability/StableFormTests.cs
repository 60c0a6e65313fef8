using System.Globalization;
using System.Reflection;
using System.Text.Json;
using AutoGradLinear.Generators.Symbolic.Stability;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>
/// Formulas as users write them, in the form that the compiler gives them, against references of 50 digits and more over the whole range: values and gradients.
/// </summary>
public class StableFormTests
{
    /// <summary>Units in the last place of the reference, or of the sum of the magnitudes of what it is the sum of where that cancels.</summary>
    private const double Tolerance = 4;

    private const double SmallestNormal = 2.2250738585072014e-308;

    private static readonly Lazy<IReadOnlyList<FormCase>> Cases = new(() =>
        JsonSerializer.Deserialize<FormCase[]>(File.ReadAllText(PathOf("stable-forms.json")), new JsonSerializerOptions(JsonSerializerDefaults.Web))!);

    private static readonly Lazy<Assembly> Compiled = new(() => GeneratorRun.Of(Source("", Cases.Value)).Load());

    public static TheoryData<string> Names => [.. Cases.Value.Select(item => item.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void ValuesAndGradientsKeepTheirDigits(string name)
    {
        FormCase form = Cases.Value.Single(item => item.Name == name);
        foreach (FormPoint point in form.Points)
        {
            double[] arguments = [.. point.At.Select(Parse)];
            double[] results = Gradient(name, arguments);
            Assert.Equal(point.Results.Length, results.Length);
            for (int i = 0; i < results.Length; i++)
            {
                double error = UnitsBetween(point.Results[i], results[i]);
                Assert.True(
                    error <= Tolerance,
                    $"{form.Formula} at ({string.Join(", ", point.At)}): {(i == 0 ? "the value" : $"partial derivative {i}")} is {point.Results[i][0]}, generated is {results[i]:R}, {error:F1} units apart");
            }

            Assert.Equal(results[0], Value(name, arguments));
        }
    }

    /// <summary>Otherwise a case could be right without its form.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void TheFormIsUsedAndSaid(string name)
    {
        GeneratorRun run = GeneratorRun.Of(Source("", [Cases.Value.Single(item => item.Name == name)]));
        Assert.Contains(run.Diagnostics, diagnostic => diagnostic.Id == "AGL0301");
        Assert.Contains("// Stabler form: ", run.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void WithoutRewritingTheFormulaStays(string name)
    {
        GeneratorRun run = GeneratorRun.Of(Source(", Rewriting = false", [Cases.Value.Single(item => item.Name == name)]));
        Assert.Empty(run.Diagnostics);
        Assert.DoesNotContain("Stable", run.Text.Replace(name + "Stable", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    /// <summary>Every form of the catalogue that the source can have is used by some case.</summary>
    [Fact]
    public void EveryFormHasACase()
    {
        string text = string.Join("\n", GeneratorRun.Of(Source("", Cases.Value)).Text);
        Assert.Empty(Catalogue.Forms.Where(form => form.Replacement is not null && !text.Contains($"// Stabler form: {form.Name} is computed as {form.Replacement}.", StringComparison.Ordinal)).Select(form => $"{form.Name} as {form.Replacement}"));
    }

    private static string Source(string option, IEnumerable<FormCase> cases)
        => $$"""
            using System;
            using AutoGradLinear;

            public static partial class Forms
            {
            {{string.Join("\n", cases.Select(item => $"    [Differentiable(Derivatives.Value{option})] public static double {item.Name}({item.Parameters}) => {item.Formula};"))}}
            }
            """;

    private static double Value(string name, double[] arguments) => (double)Method(name + "Stable").Invoke(null, [.. arguments.Cast<object>()])!;

    private static double[] Gradient(string name, double[] arguments)
    {
        object[] all = [.. arguments.Cast<object>(), .. arguments.Select(_ => (object)0.0)];
        double value = (double)Method(name + "WithGradient").Invoke(null, all)!;
        return [value, .. all[arguments.Length..].Cast<double>()];
    }

    private static MethodInfo Method(string name) => Compiled.Value.GetType("Forms")!.GetMethod(name)!;

    private static double UnitsBetween(string[] reference, double actual)
    {
        (double expected, double scale) = (Parse(reference[0]), Math.Abs(Parse(reference[^1])));
        if (expected.Equals(actual) || (Math.Abs(expected) < SmallestNormal && Math.Abs(actual) <= SmallestNormal))
            return 0;
        double size = Math.Max(scale, SmallestNormal);
        double unit = Math.BitIncrement(size) - size;
        return Math.Abs(expected - actual) / unit;
    }

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    public static string PathOf(string file)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AutoGradLinear.sln")))
            folder = folder.Parent;
        return Path.Combine(folder!.FullName, "tests", "reference", file);
    }

    private sealed record FormCase(string Name, string Parameters, string Formula, FormPoint[] Points);

    private sealed record FormPoint(string[] At, string[][] Results);
}
