using Microsoft.CodeAnalysis;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>Memory and references in ways that cannot be differentiated, and next to each a way that can.</summary>
public class MemoryRefusalTests
{
    [Theory]
    [InlineData("AGL0135", "F(double[] v) { Span<double> p = v; if (v[0] > 0) p = [|stackalloc double[2]|]; return p[0]; }")]
    [InlineData("AGL0135", "F(double[] v) { Span<double> p = v; for (int i = 0; i < 2; i++) { Span<double> t = [|new double[3]|]; t[0] = v[i]; p = t[1..]; } return p[0]; }")]
    [InlineData("AGL0135", "F(double[] v) { double[] p = v, q = v; while (q[0] > 0) { p = q; q = [|[v[0], v[1]]|]; } return p[0]; }")]
    [InlineData("AGL0135", "F(double[] v, int n) { return Make(v, n)[0]; } private static double[] Make(double[] v, int n) { if (n == 0) return v; var p = [|new double[n]|]; p[0] = v[0]; return p; }")]
    [InlineData("AGL0135", "F(double[] v) { Span<double> p = v; for (int i = 0; i < 2; i++) p = [|Make|](v); return p[0]; } private static double[] Make(double[] v) { var p = new double[3]; p[0] = v[0]; return p; }")]
    [InlineData("AGL0135", "F(double[] v) { Span<double> p = v; for (int i = 0; i < 2; i++) [|Make|](ref p); return p[0]; } private static void Make(ref Span<double> p) { p = new double[3]; }")]
    [InlineData("AGL0118", "F(double x) { double[] t = Table; [|t[0] = x|]; return t[0]; } private static readonly double[] Table = [1];")]
    [InlineData("AGL0118", "F(double x) { [|Set|](Table, x); return x; } private static readonly double[] Table = [1]; private static void Set(double[] v, double x) => v[0] = x;")]
    [InlineData("AGL0118", "F(double x) { [|Table.AsSpan().Clear()|]; return x; } private static readonly double[] Table = [1];")]
    [InlineData("AGL0136", "F(double[] v) { [|Fold|](v, v, 2); return v[0]; } private static void Fold(Span<double> a, ReadOnlySpan<double> b, int n) { if (n == 0) return; a[n] = b[n - 1]; Fold(a, b, n - 1); }")]
    [InlineData("AGL0136", "F(double[] v) { [|Fold|](v, ref v[0], 2); return v[0]; } private static void Fold(double[] a, ref double e, int n) { if (n == 0) return; e += a[n]; Fold(a, ref e, n - 1); }")]
    [InlineData("AGL0136", "F(double[] v, double x) { Twice(v, ref v[0]); [|Outer|](v, ref v[0]); return v[0]; } private static void Twice(double[] a, ref double e) => e += a[1]; private static void Outer(double[] a, ref double e) => Fold(a, ref e, 2); private static void Fold(double[] a, ref double e, int n) { if (n == 0) return; e += a[n]; Fold(a, ref e, n - 1); }")]
    [InlineData("AGL0136", "F(double x) { Both(in [|x|], ref x); return x; } private static void Both(in double a, ref double b) { b = 2; b += a; }")]
    [InlineData("AGL0136", "F(double x) { double Local(ref double a) { Set(ref a, [|x|]); return a; } return Local(ref x); } private static void Set(ref double a, in double b) { a = 0; a = b; }")]
    [InlineData("AGL0136", "F(double x) { double Local(ref double a) { Set(ref x, [|a|]); return a; } return Local(ref x); } private static void Set(ref double a, in double b) { a = 0; a = b; }")]
    [InlineData("AGL0136", "F(double x) { Two(ref x, ref x); return x; } private static void Two(ref double a, ref double b) => Set(ref a, in [|b|]); private static void Set(ref double a, in double b) { a = 0; a = b; }")]
    [InlineData("AGL0136", "F(double[] v) { Two(ref v[0], v); return v[0]; } private static void Two(ref double a, Span<double> v) => Set(ref a, in [|v[0]|]); private static void Set(ref double a, in double b) { a = 0; a = b; }")]
    [InlineData("AGL0136", "F(double[] v) { Two(ref v[0], v); return v[0]; } private static void Two(ref double a, Span<double> v) => Set(ref v[0], in [|a|]); private static void Set(ref double a, in double b) { a = 0; a = b; }")]
    [InlineData("AGL0136", "F(double[] v) => Two(ref v[0], v); private static double Two(ref double a, Span<double> v) => Keep(v, in [|a|]); private static double Keep(Span<double> a, in double b) { a[0] = 5; return b; }")]
    [InlineData("AGL0136", "F(double[] v) { double Local(in double a) { v[0] = 5; return a; } return Local(in [|v[0]|]); }")]
    [InlineData("AGL0136", "F(double x) { double Local(in double a) { x = 5; return a; } ref double r = ref x; return Local(in [|r|]); }")]
    [InlineData("AGL0136", "F(double x) { double Inner(in double a) { x = 5; return a; } double Outer(ref double b) => Inner(in [|b|]); return Outer(ref x); }")]
    [InlineData("AGL0136", "F(double x) { void Local(ref double a) => [|Add|](ref a, ref x, 2); Local(ref x); return x; } private static void Add(ref double a, ref double b, int n) { if (n == 0) return; a += b; Add(ref a, ref b, n - 1); }")]
    [InlineData("AGL0136", "F(double[] v) { void Local(ref double a) => [|Add|](ref a, ref v[0], 2); Local(ref v[0]); return v[0]; } private static void Add(ref double a, ref double b, int n) { if (n == 0) return; a += b; Add(ref a, ref b, n - 1); }")]
    [InlineData("AGL0136", "F(double[] v) { void Local(ref double a) => [|Add|](ref a, v, 2); Local(ref v[0]); return v[0]; } private static void Add(ref double a, double[] v, int n) { if (n == 0) return; a += v[0]; Add(ref a, v, n - 1); }")]
    [InlineData("AGL0106", "F(double[] v) { Span<double> p = v; [|Next|](ref p, 2); return p[0]; } private static void Next(ref Span<double> p, int n) { if (n == 0) return; p = p[1..]; [|Next|](ref p, n - 1); }")]
    [InlineData("AGL0106", "F(double x) => Deep<double>(x, 2); private static double Deep<T>(double x, int n) => n == 0 ? x : [|Deep<List<T>>|](x, n - 1);")]
    [InlineData("AGL0139", "F(double[][] m) { double[] r = m[0]; [|r[0] = 1|]; return m[1][0]; }")]
    [InlineData("AGL0139", "F(double[][] m) { [|Set|](m[0]); return m[1][0]; } private static void Set(double[] v) => v[0] = 2;")]
    [InlineData("AGL0102", "F(double[][] m) { [|m[0]|] = m[1]; return m[0][0]; }")]
    [InlineData("AGL0104", "F(double[] v) { Array.[|Copy|](v, 0, v, 1, 2); return v[0]; }")]
    [InlineData("AGL0104", "F(double[] v, double[] w) => v.AsSpan().[|TryCopyTo|](w) ? w[0] : v[0];")]
    [InlineData("AGL0103", "F(double x) { var m = [|new double[2][]|]; return x; }")]
    [InlineData("AGL0128", "F(double x) { double[] m = [|default|]!; return x; }")]
    [InlineData("AGL0129", "F(double[,] m) { double s = 0; foreach (double e in [|m|]) s += e; return s; }")]
    public void IsRefusedAtThePlace(string id, string members)
    {
        (string source, IReadOnlyList<(int Start, int End)> marks) = Marked(members);
        IEnumerable<string> reported = GeneratorRun.Of(source).Diagnostics
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .Select(diagnostic => $"{diagnostic.Id}: {source[diagnostic.Location.SourceSpan.Start..diagnostic.Location.SourceSpan.End]}");
        Assert.Equal(marks.Select(mark => $"{id}: {source[mark.Start..mark.End]}"), reported);
    }

    [Theory]
    [InlineData("F(double[] v) { Span<double> p = v[0] > 0 ? stackalloc double[2] : new double[3]; p[0] = v[0]; return p[0] * v[1]; }")]
    [InlineData("F(double[] v) { double s = 0; for (int i = 0; i < 2; i++) { Span<double> p = stackalloc double[2]; Span<double> q = p[1..]; q[0] = v[i]; s += p[1]; p = q; } return s; }")]
    [InlineData("F(double[] v) { double s = 0; while (s < 5) { double[] p = Make(v), q = Make(p); (p, q) = (q, p); s += p[0] + 6; } return s * v[0]; } private static double[] Make(double[] v) { var p = new double[3]; p[0] = v[0]; return p; }")]
    [InlineData("F(double x) => Get(Table) * x; private static readonly double[] Table = [1]; private static double Get(double[] v) => v[0];")]
    [InlineData("F(double[] v, double[] w) { Fold(v, w, 1); return v[0]; } private static void Fold(Span<double> a, ReadOnlySpan<double> b, int n) { if (n == 0) return; a[n] = b[n - 1]; Fold(a, b, n - 1); }")]
    [InlineData("F(double[] v) => Sum(v, v, 1); private static double Sum(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int n) => n < 0 ? 0 : a[n] * b[0] + Sum(b, a, n - 1);")]
    [InlineData("F(double x, double y) { Both(in x, ref y); return x * y; } private static void Both(in double a, ref double b) { b = 2; b += a; }")]
    [InlineData("F(double x, double y) { double Local(ref double a) { double z = a; Set(ref z, a); Set(ref a, z); return z + y; } return Local(ref x); } private static void Set(ref double a, in double b) { a = 0; a = b; }")]
    [InlineData("F(double x, double[] v) { double Local(in double a) => a * v[0]; Two(ref x, v); return Local(in x); } private static void Two(ref double a, Span<double> v) { int n = 0; Count(ref n, in a); a += n; } private static void Count(ref int n, in double b) { if (b > 0) n++; }")]
    [InlineData("F(double[][] m) { double[] r = m[0]; var p = (double[])r.Clone(); p[0] = r[1]; return p[0]; }")]
    public void IsDifferentiated(string members)
    {
        GeneratorRun run = GeneratorRun.Of(Marked(members).Source);
        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }

    private static (string Source, IReadOnlyList<(int Start, int End)> Marks) Marked(string members)
    {
        var text = MarkedText.Parse(DiagnosticCases.Full($"static partial class C {{ [Differentiable] public static double {members} }}"));
        return (text.Source, text.Marks);
    }
}
