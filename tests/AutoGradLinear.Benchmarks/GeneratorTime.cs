using System.Diagnostics;
using System.Globalization;
using AutoGradLinear.Generators;
using AutoGradLinear.Generators.Emission;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoGradLinear.Benchmarks;

/// <summary>The time of the source generator for a project with 100 losses, cold and after an edit that concerns none of them.</summary>
internal static class GeneratorTime
{
    private const int Losses = 100;
    private const int Rounds = 7;

    public static void Run()
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path))
            .ToList();
        var cold = new List<double>();
        var edited = new List<double>();
        var each = new List<double>();
        var allocated = new List<double>();
        for (int round = 0; round < Rounds; round++)
        {
            var options = new CSharpParseOptions(LanguageVersion.Latest);
            SyntaxTree other = CSharpSyntaxTree.ParseText("class Other;", options, "Other.cs");
            var trees = Enumerable.Range(0, Losses).Select(i => CSharpSyntaxTree.ParseText(Source(i), options, $"Loss{i}.cs")).Append(other);
            Compilation compilation = CSharpCompilation.Create("Timed", trees, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
            GeneratorDriver driver = CSharpGeneratorDriver.Create([new AutoGradGenerator(Timed).AsSourceGenerator()], parseOptions: options);
            each.Clear();
            allocated.Clear();

            long start = Stopwatch.GetTimestamp();
            driver = driver.RunGenerators(compilation);
            cold.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            int files = driver.GetRunResult().GeneratedTrees.Length;
            if (files != Losses)
                throw new InvalidOperationException($"{files} files were generated where {Losses} are expected.");

            compilation = compilation.ReplaceSyntaxTree(other, CSharpSyntaxTree.ParseText("class Other { int x; }", options, "Other.cs"));
            start = Stopwatch.GetTimestamp();
            driver.RunGenerators(compilation);
            edited.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"one loss, from its IR to its C# (of {each.Count}): least {each.Min():F1} ms, median {Median(each):F1} ms; {Median(allocated) / 1024:F0} KiB"));
        Report("cold, first run in the process", cold[0]);
        Report("cold, later runs (median)", Median(cold.Skip(1)));
        Report("after an unrelated edit (median)", Median(edited.Skip(1)));

        Unit Timed(Target target, CancellationToken cancellationToken)
        {
            long start = Stopwatch.GetTimestamp();
            long before = GC.GetAllocatedBytesForCurrentThread();
            Unit unit = Compiler.Differentiate(target, cancellationToken);
            UnitWriter.Write(unit);
            each.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            allocated.Add(GC.GetAllocatedBytesForCurrentThread() - before);
            return unit;
        }
    }

    private static void Report(string what, double milliseconds)
        => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Losses} losses, {what}: {milliseconds:F0} ms"));

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private static string Source(int i) => $$"""
        using System;
        using AutoGradLinear;

        [Loss]
        public readonly partial record struct Loss{{i}}(float Margin)
        {
            public float Value(ReadOnlySpan<float> scores, int label)
            {
                float sum = {{i}}f;
                for (int j = 0; j < scores.Length; j++)
                {
                    if (j == label)
                        continue;
                    float margin = scores[j] - scores[label] + Margin;
                    sum += MathF.Log(1f + MathF.Exp(margin)) + MathF.Max(0f, margin);
                }

                return MathF.Sqrt(sum);
            }
        }
        """;
}
