using System.Globalization;

namespace AutoGradLinear.Benchmarks.GradBench;

/// <summary>Prints times and their ratios, a row at a time.</summary>
internal static class Table
{
    public static void WriteHeader() => Console.WriteLine(
        "objective                    primal ns    gradient ns  gradient/primal  generated/hand  "
        + "generated/C  C#/C primal  C gradient/primal        bytes");

    public static void WriteSize(string name, Times times) => Write("  " + name, [times]);

    /// <summary>The geometric means over the sizes; of the bytes the largest.</summary>
    public static void Write(string name, IReadOnlyList<Times> sizes) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-26} {Mean(sizes, s => s.Primal),11:F0} {Mean(sizes, s => s.Gradient),14:F0} "
        + $"{Mean(sizes, s => s.Gradient / s.Primal),16:F2} {Mean(sizes, s => s.Gradient / s.ByHand),15:F2} "
        + $"{Text(sizes, s => s.Gradient / s.NativeGradient),12} {Text(sizes, s => s.Primal / s.NativePrimal),12} "
        + $"{Text(sizes, s => s.NativeGradient / s.NativePrimal),18} {sizes.Max(s => s.Bytes),12:F0}"));

    private static double Mean(IReadOnlyList<Times> sizes, Func<Times, double> of) => Math.Exp(sizes.Average(s => Math.Log(of(s))));

    private static string Text(IReadOnlyList<Times> sizes, Func<Times, double?> of) =>
        sizes.All(s => of(s) is not null) ? Mean(sizes, s => of(s)!.Value).ToString("F2", CultureInfo.InvariantCulture) : "-";
}
