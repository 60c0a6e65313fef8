using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>For each id a source that triggers it, with the reported text between <c>[|</c> and <c>|]</c>, and a near miss that reports nothing.</summary>
internal static partial class DiagnosticCases
{
    private const string Using = "using System; using System.Collections.Generic; using System.Linq; using System.Numerics.Tensors; using System.Threading.Tasks; using AutoGradLinear;\n";

    public static IReadOnlyList<(string Id, string Trigger, string NearMiss)> All { get; } =
    [
        // The shape of what carries an attribute.
        ("AGL0001", "static class [|C|] { [Differentiable] public static double F(double x) => x; }", "static partial class C { [Differentiable] public static double F(double x) => x; }"),
        ("AGL0002", "abstract partial class C { [Differentiable] public abstract double [|F|](double x); }", Member("double F(double x) => x;")),
        ("AGL0003", Member("async Task<double> [|F|](double x) => x;"), Member("double F(double x) { return x; }")),
        ("AGL0004", Member("[|int|] F(double x) => 1;"), Member("float F(float x) => x;")),
        ("AGL0005", Member("[|void|] F(double x, int n) { }"), Member("double F(double x, ReadOnlySpan<double> r) => x * r[0];")),
        ("AGL0006", "static partial class C { private static readonly double[] V = [1]; [Differentiable] public static [|ref|] double F(double x) => ref V[0]; }", Member("double F(double x) => x;")),
        ("AGL0007", Member("double F(double x, [|string|] s) => x;"), Member("double F(double x, long s) => x * s;")),
        ("AGL0008", Member("double [|F|](int n) => n;"), Member("double F(int n, double x) => n * x;")),
        ("AGL0009", "static partial class C { [Differentiable] public static double [|F|](double x) => x; public static int FWithGradient => 1; }", "static partial class C { [Differentiable] public static double F(double x) => x; public static int FGradient => 1; }"),
        ("AGL0010", Member("double F(double x, double [|xGradient|]) => x * xGradient;"), Member("double F(double x, double xSlope) => x * xSlope;")),
        ("AGL0011", Member("double F([|ref|] double x) => x;"), Member("double F(in double x) => x;")),
        ("AGL0012", "file static partial class [|C|] { [Differentiable] public static double F(double x) => x; }", "internal static partial class C { [Differentiable] public static double F(double x) => x; }"),
        ("AGL0020", "[Loss] partial struct [|L|] { public float Cost(float x) => x; }", Loss("public float Value(ReadOnlySpan<float> scores, int label) => scores[label];")),
        ("AGL0021", Loss("public float [|Value|](ReadOnlySpan<float> scores) => scores[0];"), Loss("public float Value(float score, float target) => score * target;")),
        ("AGL0030", "[Penalty] partial struct [|P|] { }", Penalty("public float Value(ReadOnlySpan<float> weights) => weights[0] * weights[0];")),
        ("AGL0031", Penalty("public float [|Value|](float w) => w;"), Penalty("public double Value(ReadOnlySpan<double> weights) => weights[0] * weights[0];")),

        // C# that is not part of the language.
        ("AGL0102", "static partial class C { private struct P { public double X; public double this[int i] { get => X; set => X = value; } } [Differentiable] public static double F(double x) { var p = new P(); [|p[0]|] = x; return p.X * x; } }", Member("double F(double x, double[] v) { v[0] = x; return v[0] * v[0]; }")),
        ("AGL0103", Member("double F(double x) { var s = [|new double[2][]|]; return x; }"), Member("double F(double x) { Span<double> s = stackalloc double[3]; s[1] = x; return s[1] * s[1]; }")),
        ("AGL0104", Member("double F(double[] v) { v.AsSpan().[|Reverse|](); return v[0]; }"), Member("double F(double[] v) { v.AsSpan(1).Fill(v[0]); return v[1]; }")),
        ("AGL0105", Member("double F(double[] v) => v is [|[var first, ..]|] ? first : 0;"), Member("double F(double x, int n) => n switch { 0 => x, > 2 and not 7 => 2 * x, _ => x * x };")),
        ("AGL0106", "static partial class C { [Differentiable] public static double F(double[] v) => [|G|](v)[0]; private static double[] G(double[] v) => v[0] > 1 ? [|G|](v) : v; }", "static partial class C { [Differentiable] public static double F(double x) => x > 1 ? G(x / 2) : x; private static double G(double x) => x > 1 ? G(x / 2) * x : x; }"),
        ("AGL0107", "static partial class C { private readonly record struct P(double X) { public void Deconstruct(out double a, out double b) { a = X; b = 1; } } [Differentiable] public static double F(double x) { [|var (a, b) = new P(x)|]; return a * b; } }", Member("double F(double x) { var (a, b) = (x, 2); return a * b; }")),
        ("AGL0109", Member("double F(double x) { Func<double, double> f = [|t => t * t|]; return x; }"), Member("double F(double x) { double f = x * x; return f; }")),
        ("AGL0110", Member("double F(double x) { return [|G|](x); T [|G|]<T>(T t) => t; }"), Member("double F(double x) { return G(x); double G(double t) => t * x; }")),
        ("AGL0111", Member("double F(double x) { if (x < 0) [|throw|] new ArgumentException(); return x; }"), Member("double F(double x) { if (x < 0) return 0; return x; }")),
        ("AGL0115", Member("double F(double x) { [|goto|] end; [|end|]: return x; }"), Member("double F(double x) { while (true) { if (x > 0) break; x = x + 1; } return x; }")),
        ("AGL0116", Member("double F(double x) { object o = [|new object()|]; return x; }"), Member("double F(double x) { double o = new double(); return x + o; }")),
        ("AGL0118", "static partial class C { private static int s; [Differentiable] public static double F(double x) { [|s|] = 1; return x; } public static int S => s; }", "static partial class C { [Differentiable] public static double F(double x) { int s = 1; return x * s; } }"),
        ("AGL0119", "static partial class C { private static double s = 2; [Differentiable] public static double F(double x) => x * [|s|]; public static void Set() => s = 1; }", "static partial class C { private static readonly double s = 2; [Differentiable] public static double F(double x) => x * s; }"),
        ("AGL0120", Member("double F(double x) => x * [|\"text\".Length|];"), Member("double F(double x, double[] text) => x * text.Length;")),
        ("AGL0121", Member("double F(double[] v) => v.[|Sum|]();"), Member("double F(double[] v) => TensorPrimitives.Sum<double>(v);")),
        ("AGL0126", "static partial class C { [Differentiable] public static double F(double x) => x; [Differentiable] public static double G(double x) => [|FWithGradient|](x, out double g); }", "static partial class C { [Differentiable] public static double F(double x) => x; [Differentiable] public static double G(double x) => F(x); }"),
        ("AGL0128", Member("double F(double x) { double? t = [|x|]; return x; }"), Member("double F(double x) { double t = x; return t; }")),
        ("AGL0129", "static partial class C { private static readonly List<int> Values = []; [Differentiable] public static double F(double x) { foreach (int i in [|Values|]) x = x * i; return x; } }", Member("double F(double x, int[] v) { foreach (int i in v) x = x * i; return x; }")),
        ("AGL0132", Member("double F(double x) { dynamic d = [|1|]; return x; }"), Member("double F(double x) { var d = 1; return x * d; }")),
        ("AGL0133", Member("double F(double[,] m, int d) => m[0, 0] * [|m.GetLength(d)|];"), Member("double F(double[,] m) => m[0, 0] * m.GetLength(1);")),
        ("AGL0134", Member("double F(double[] v, long n) => v[[|n|]];"), Member("double F(double[] v, long n) => v[(int)n];")),

        ("AGL0100", Member("double F(double x) { _ = [|typeof(int)|]; return x; }"), Member("double F(double x) { return x; }")),
        ("AGL0101", Member("double F(double x) { return x + (double)[|(decimal)x|]; }"), Member("double F(double x) { long d = 1; return x * d; }")),
        ("AGL0108", Member("double F(double x, double y) { ref double r = ref x; [|r = ref y|]; return x; }"), Member("double F(double x) { ref double r = ref x; r *= 2; return x; }")),
        ("AGL0113", Member("double F(double x) { [|lock|] (typeof(int)) { return x; } }"), Member("double F(double x) { { return x; } }")),
        ("AGL0117", "partial class C { [Differentiable] public double F(double x) => [|G|](x); public virtual double G(double x) => x; }", "partial class C { [Differentiable] public double F(double x) => G(x); public double G(double x) => x; }"),
        ("AGL0125", "static partial class C { [Differentiable] public static double F(double x) { Console.[|WriteLine|](); return x; } }", "static partial class C { [Differentiable] public static double F(double x) { G(ref x); return x; } private static void G(ref double x) => x *= x; }"),
        ("AGL0127", Member("double F(double x) => x * BitConverter.[|GetBytes|](x)[0];"), Member("double F(double[] v, double[] w, bool b) { double[] r = v; if (b) r = w; return r[0]; }")),
        ("AGL0131", "static partial class C { [Differentiable] public static double F(double x) => [|G|](x, x); private static double G(params List<double> v) => 1; }", "static partial class C { [Differentiable] public static double F(double x) => G(x, x); private static double G(params double[] v) => v[0] * v[1]; }"),

        // Derivatives.
        ("AGL0201", Member("double F(double x) => x * Math.[|BitIncrement|](x);"), Member("double F(double x) => x * Math.Floor(x);")),
        ("AGL0202", Member("double F(double x, uint n) => x * System.Numerics.BitOperations.[|PopCount|](n);"), Member("double F(double x, int ticks) => x * ticks;")),
        ("AGL0203", Member("double [|F|](double x) => 3;"), Member("double F(double x, double y) => x;")),

        .. Declarations, .. Classifiers, .. Bodies, .. MemoryCases, .. Values, .. Externals, .. Numerics, .. Environments,
    ];

    public static TheoryData<string> Ids => [.. All.Select(item => item.Id)];

    public static string Full(string text) => Using + text;

    private static string Member(string text) => $"static partial class C {{ [Differentiable] public static {text} }}";

    private static string Loss(string text) => $"[Loss] readonly partial record struct L(float Margin) {{ {text} }}";

    private static string Penalty(string text) => $"[Penalty] readonly partial record struct P(float Strength) {{ {text} }}";
}
