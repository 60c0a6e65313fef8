using System.Reflection;
using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.IR.Forms;
using AutoGradLinear.Generators.Optimization;
using AutoGradLinear.Generators.Symbolic.Shifts;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>Maxima that are taken out of rows that a function fills: they cancel where all elements are free of them in the end.</summary>
public class CancellingMaximaOfResultsTests
{
    private const string Largest = "double m = TensorPrimitives.Max(s); ";
    private const string Exponentials = Largest + "double sum = 0; for (int j = 0; j < s.Length; j++) { p[j] = Math.Exp(s[j] - m); sum += p[j]; } ";
    private const string RowsOfThree =
        "for (int i = 0; i < s.Length / 3; i++) { ReadOnlySpan<double> x = s.Slice(3 * i, 3); Span<double> row = p.Slice(3 * i, 3); double m = x[0]; for (int j = 1; j < x.Length; j++) m = Math.Max(m, x[j]); "
        + "double sum = 0; for (int j = 0; j < row.Length; j++) { row[j] = Math.Exp(x[j] - m); sum += row[j]; } ";

    /// <summary>Functions that fill a row, whether their maximum cancels, and what they do.</summary>
    private static readonly (string Name, bool Cancels, string Body)[] Fillings =
    [
        ("Softmax", true, Exponentials + "for (int j = 0; j < s.Length; j++) p[j] /= sum;"),
        ("SoftmaxByLength", true, Largest + "double sum = 0; for (int j = 0; j < p.Length; j++) { p[j] = Math.Exp(s[j] - m); sum += p[j]; } for (int j = 0; j < p.Length; j++) p[j] = p[j] / sum;"),
        ("SoftmaxAgain", true, Largest + "double sum = 0; for (int j = 0; j < s.Length; j++) sum += Math.Exp(s[j] - m); for (int j = 0; j < s.Length; j++) p[j] = Math.Exp(s[j] - m) / sum;"),
        ("LogSoftmax", true, Largest + "double sum = 0; for (int j = 0; j < s.Length; j++) { p[j] = s[j] - m; sum += Math.Exp(p[j]); } for (int j = 0; j < s.Length; j++) p[j] -= Math.Log(sum);"),
        ("OfRows", true, RowsOfThree + "for (int j = 0; j < row.Length; j++) row[j] /= sum; }"),
        // Where the result is longer, its other elements go through all but the subtraction.
        ("ByPrimitives", false, "TensorPrimitives.Subtract(s, TensorPrimitives.Max(s), p); TensorPrimitives.Exp(p, p); TensorPrimitives.Divide(p, TensorPrimitives.Sum<double>(p), p);"),
        ("ByPrimitivesOfOneLength", true, "Span<double> q = new double[s.Length]; TensorPrimitives.Subtract(s, TensorPrimitives.Max(s), q); TensorPrimitives.Exp(q, q); TensorPrimitives.Divide(q, TensorPrimitives.Sum<double>(q), q); q.CopyTo(p);"),
        ("NotDivided", false, Exponentials),
        ("AllButOne", false, Exponentials + "for (int j = 1; j < s.Length; j++) p[j] /= sum;"),
        ("SomeDivided", false, Exponentials + "for (int j = 0; j < s.Length; j++) if (s[j] > 0) p[j] /= sum;"),
        ("AsManyAsThereAre", false, Exponentials + "for (int j = 0; j < Math.Floor(m); j++) p[j] /= sum;"),
        ("OneMore", false, Exponentials + "for (int j = 0; j < s.Length; j++) p[j] /= sum; p[0] = m;"),
        ("ByNeighbour", false, Exponentials + "for (int j = 1; j < s.Length; j++) p[j] = p[j - 1] / sum;"),
        ("OfRowsButOne", false, RowsOfThree + "for (int j = 0; j < row.Length; j++) row[j] /= sum; row[0] += m; }"),
    ];

    private static readonly Lazy<GeneratorRun> Run = new(() => GeneratorRun.Of(
        $$"""
        using System;
        using System.Numerics.Tensors;
        using AutoGradLinear;

        public static partial class Fillings
        {
        {{string.Join("\n", Fillings.Select(filling => $"    [Differentiable] public static void {filling.Name}(ReadOnlySpan<double> s, [Result] Span<double> p) {{ {filling.Body} }}"))}}

        {{string.Join("\n", Fillings.Select(filling => $"    public static void Call{filling.Name}(double[] s, double[] p) => {filling.Name}(s, p);"))}}
        {{string.Join("\n", Fillings.Select(filling => $"    public static void CallPullbackOf{filling.Name}(double[] s, double[] p, double[] a, double[] g) => {filling.Name}Pullback(s, p, a, g);"))}}
        }
        """));

    private static readonly Lazy<Assembly> Compiled = new(() => Run.Value.Load());

    public static TheoryData<string, bool> Names
    {
        get
        {
            var names = new TheoryData<string, bool>();
            foreach ((string name, bool cancels, string _) in Fillings)
                names.Add(name, cancels);
            return names;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void MaximaAreConstantWhereAllElementsAreFreeOfThem(string name, bool cancels)
    {
        Function core = CoreBuilder.Build(Run.Value.Targets().Single(target => target.Method.Name == name).Module).Entry;
        Function before = Privatization.Run(CommonSubexpressions.Run(core));
        bool isStopped = CancellingMaxima.Run(before).Body.AllExpressions().Any(expression => expression is Apply { Function: "Stop" });
        Assert.True(isStopped == cancels, IrPrinter.Print(before));
    }

    /// <summary>Central differences of step h are wrong by about h² = 1e-10 and by roundings / h = 1e-11.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void PullbacksAreThoseOfDifferences(string name, bool cancels)
    {
        _ = cancels;
        double[] s = [0.3, -0.8, 1.1, 0.6, 2.5, -0.2];
        double[] adjoint = [1, -0.5, 2, 0.25, -1, 0.75];
        double[] gradient = new double[s.Length];
        Method("CallPullbackOf" + name).Invoke(null, [s, new double[s.Length], adjoint.ToArray(), gradient]);
        for (int k = 0; k < s.Length; k++)
        {
            const double h = 1e-5;
            double expected = (Total(k, h) - Total(k, -h)) / (2 * h);
            Assert.True(Math.Abs(expected - gradient[k]) <= 1e-8, $"{name}: ∂/∂s[{k}] is {gradient[k]}, not {expected}.");
        }

        double Total(int k, double change)
        {
            double[] result = new double[s.Length];
            Method("Call" + name).Invoke(null, [s.Select((x, i) => i == k ? x + change : x).ToArray(), result]);
            return result.Zip(adjoint, (x, a) => x * a).Sum();
        }
    }

    private static MethodInfo Method(string name) => Compiled.Value.GetType("Fillings")!.GetMethod(name)!;
}
