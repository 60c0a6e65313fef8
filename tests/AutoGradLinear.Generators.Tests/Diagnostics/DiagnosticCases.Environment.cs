using Microsoft.CodeAnalysis.CSharp;

namespace AutoGradLinear.Generators.Tests;

internal static partial class DiagnosticCases
{
    /// <summary>What has to do with the compiler rather than with the source.</summary>
    private static (string Id, string Trigger, string NearMiss)[] Environments =>
    [
        // The error is in what stands in the place of the compiler's rooms; the source is right both times.
        ("AGL0901", Member("double [|F|](double x) => x * x;"), Member("double F(double x) => x * x;")),
        ("AGL0902", Doubling("[|F|]", 20), Doubling("F", 7)),
        ("AGL0903", Member("double [|F|](double x) => x * x;"), Member("double F(double x) => x * x;")),
        (
            "AGL0904",
            "static class [|C|] { [Differentiable] public static double F(double x) => x; [Differentiable] public static double G(double x) => x; }",
            "static partial class C { [Differentiable] public static double F(double x) => x; }"
        ),
    ];

    public static RunSettings TriggerSettings(string id) => id switch
    {
        "AGL0114" => RunSettings.Usual with { AllowUnsafe = true },
        "AGL0214" or "AGL0215" or "AGL0216" => RunSettings.Usual with { Library = Library.Value },
        "AGL0901" => RunSettings.Usual with { Differentiate = (_, _) => throw new InvalidOperationException("A room has failed.") },
        "AGL0903" => RunSettings.Usual with { Language = LanguageVersion.CSharp11 },
        "AGL0904" => RunSettings.Usual with { RunAnalyzers = false },
        _ => RunSettings.Usual,
    };

    public static RunSettings NearMissSettings(string id) => id switch
    {
        "AGL0114" => RunSettings.Usual with { AllowUnsafe = true },
        "AGL0214" or "AGL0215" or "AGL0216" => RunSettings.Usual with { Library = Library.Value },
        "AGL0903" => RunSettings.Usual with { Language = LanguageVersion.CSharp12 },
        _ => RunSettings.Usual,
    };

    /// <summary>A function each of whose helpers calls the next one twice.</summary>
    private static string Doubling(string name, int depth)
    {
        IEnumerable<string> helpers = Enumerable.Range(0, depth).Select(i =>
            $"private static double G{i}(double x) => {(i == 0 ? "x * x" : $"G{i - 1}(x) * G{i - 1}(x + 1)")};");
        return $"static partial class C {{ [Differentiable] public static double {name}(double x) => G{depth - 1}(x); {string.Concat(helpers)} }}";
    }
}
