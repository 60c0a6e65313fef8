using System.Collections;
using System.Reflection;
using AutoGradLinear.Generators.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>An edit elsewhere costs nothing behind <c>Lower</c>, and nothing of Roslyn is kept alive.</summary>
public class IncrementalityTests
{
    private const string Annotated = """
        using System;
        using AutoGradLinear;

        public static partial class C
        {
            /// <summary>Above.</summary>
            [Differentiable]
            public static double F(double x, ReadOnlySpan<double> v)
            {
                double s = 0;
                for (int i = 0; i < v.Length; i++)
                    s += Helper(v[i]) * Sine(x);
                return s;
            }

            private static double Helper(double t) => Math.Log(1 + Math.Exp(t));

            private static double Sine(double t) => Math.Sin(t);

            [DerivativeOf(typeof(C), nameof(Sine))]
            internal static double Cosine(double t) => Math.Cos(t);
        }

        [Loss]
        public readonly partial record struct Squared(float Scale)
        {
            public float Value(float score, float target) => Scale * (score - target) * (score - target);
        }

        [Penalty]
        public readonly partial record struct Ridge(float Strength)
        {
            public float Value(ReadOnlySpan<float> weights)
            {
                float sum = 0;
                foreach (float weight in weights)
                    sum += weight * weight;
                return Strength * sum;
            }
        }
        """;

    private const string Unrelated = "public static class Unrelated { public static int Number => 1; }";

    private static readonly string[] Steps = ["Link", "Differentiate", "Print"];

    [Fact]
    public void AnEditInAnotherFileReRunsNothing()
        => AssertCached(Run().Edit(1, text => text.Replace("=> 1", "=> 2")));

    [Fact]
    public void TextAboveTheMethodReRunsNothing()
        => AssertCached(Run().Edit(0, text => text.Replace("/// <summary>Above.</summary>", "// More\n    // text.\n    /// <summary>Above.</summary>")));

    [Fact]
    public void TextBelowTheMethodReRunsNothing() => AssertCached(Run().Edit(0, text => text + "\n// The end.\n"));

    [Fact]
    public void AnEditOfAHelperReRunsWhatCallsItAndNothingElse()
    {
        GeneratorRunResult result = Run().Edit(0, text => text.Replace("1 + Math.Exp(t)", "2 + Math.Exp(t)"));
        List<IncrementalStepRunReason> reasons = Reasons(result, "Print");
        Assert.Single(reasons, reason => reason is IncrementalStepRunReason.Modified or IncrementalStepRunReason.New);
    }

    [Fact]
    public void AnEditOfARulesBodyReRunsNothingAndOfItsNameWhatCallsTheFunction()
    {
        const string Rules = """
            using System;
            using AutoGradLinear;

            public static class Rules
            {
                public static double Special(double x) => 1 / Math.Cosh(x);

                [DerivativeOf(typeof(Rules), nameof(Special))]
                internal static double Slope(double x, double result) => -result * Math.Tanh(x);
            }
            """;
        GeneratorRun run = GeneratorRun.Of(Annotated.Replace("Math.Log(1 + Math.Exp(t))", "Rules.Special(t)"), Rules);
        Assert.Contains("global::Rules.Slope(", run.Text, StringComparison.Ordinal);
        AssertCached(run.Edit(1, text => text.Replace("-result *", "-1.0 * result *")));
        Assert.Single(Reasons(run.Edit(1, text => text.Replace("Slope", "Derivative")), "Print"), reason => reason is IncrementalStepRunReason.Modified);
    }

    [Fact]
    public void NothingOfRoslynFlows()
    {
        GeneratorRunResult result = Run().Result;
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (string step in (string[])["Lower", .. Steps])
        {
            foreach ((object value, _) in result.TrackedSteps[step].SelectMany(run => run.Outputs))
                Walk(value, step, seen);
        }

        Assert.True(seen.Count > 100, "The walk went through the IR.");
    }

    private static GeneratorRun Run() => GeneratorRun.Of(Annotated, Unrelated);

    private static List<IncrementalStepRunReason> Reasons(GeneratorRunResult result, string step)
        => result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason).ToList();

    private static void AssertCached(GeneratorRunResult result)
    {
        Assert.Null(result.Exception);
        foreach (string step in Steps)
        {
            Assert.NotEmpty(Reasons(result, step));
            Assert.All(Reasons(result, step), reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{step}: {reason}"));
        }
    }

    private static void Walk(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum)
            return;
        Assert.False(
            value is ISymbol or SyntaxNode or SyntaxTree or Compilation or Location or SemanticModel or AttributeData or SyntaxReference or Diagnostic or SourceText,
            $"{path} holds a {value.GetType()}.");
        if (!value.GetType().IsValueType && !seen.Add(value))
            return;
        if (value is IEnumerable items)
        {
            foreach (object? item in items)
                Walk(item, path + "[]", seen);
        }

        for (Type? type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (!field.FieldType.IsPrimitive)
                    Walk(field.GetValue(value), $"{path}.{field.Name}", seen);
            }
        }
    }
}
