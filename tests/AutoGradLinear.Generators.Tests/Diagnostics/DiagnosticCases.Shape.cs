namespace AutoGradLinear.Generators.Tests;

internal static partial class DiagnosticCases
{
    private const string Hinge = "AutoGradLinear.Losses.MulticlassHinge<float>";
    private const string Ridge = "AutoGradLinear.Losses.L2<float>";

    /// <summary>What carries <c>[Differentiable]</c> or <c>[Loss]</c>.</summary>
    private static (string Id, string Trigger, string NearMiss)[] Declarations =>
    [
        (
            "AGL0013",
            "partial struct C { [Differentiable] public static double operator [|+|](C c, double x) => x * x; }",
            "partial struct C { [Differentiable] public static double Square(double x) => x * x; public static double operator +(C c, double x) => Square(x); }"
        ),
        (
            "AGL0014",
            "partial class C { [Differentiable(Derivatives.Jacobian)] static double [|F|](double x) => x * x; }",
            "partial class C { [Differentiable(Derivatives.Hessian)] static double F(double x) => x * x; }"
        ),
        (
            "AGL0022",
            LossWithLink("public void [|Probabilities|](ReadOnlySpan<float> scores) { }"),
            LossWithLink("public void Probabilities(ReadOnlySpan<float> scores, Span<float> probabilities) { }")
        ),
    ];

    /// <summary>What carries <c>[LinearClassifier]</c>.</summary>
    private static (string Id, string Trigger, string NearMiss)[] Classifiers =>
    [
        ("AGL0040", Classifier(Hinge, Ridge, "public abstract partial class [|M|];"), Classifier(Hinge, Ridge, "public sealed partial class M;")),
        (
            "AGL0041",
            "public class B; " + Classifier(Hinge, Ridge, "public partial class M : [|B|];"),
            "public interface B; " + Classifier(Hinge, Ridge, "public partial class M : B;")
        ),
        ("AGL0042", Classifier("[|int|]", Ridge, "public partial class M;"), Classifier(Hinge, Ridge, "public partial class M;")),
        ("AGL0043", Classifier(Hinge, "[|int|]", "public partial class M;"), Classifier(Hinge, Ridge, "public partial class M;")),
        (
            "AGL0044",
            Classifier(Hinge, "[|AutoGradLinear.Losses.L2<double>|]", "public partial class M;"),
            Classifier("AutoGradLinear.Losses.MulticlassHinge<double>", "AutoGradLinear.Losses.L2<double>", "public partial class M;")
        ),
        (
            "AGL0045",
            Loss("public float Value(ReadOnlySpan<float> scores, ReadOnlySpan<float> target) => scores[0] * target[0];") + Classifier("[|L|]", Ridge, "partial class M;"),
            Loss("public float Value(float score, float target) => score * target;") + Classifier("L", Ridge, "partial class M;")
        ),
        (
            "AGL0046",
            Classifier(Hinge, Ridge, "public partial class [|M|] { public static int Trainer => 1; }"),
            Classifier(Hinge, Ridge, "public partial class M { public static int Trainers => 1; }")
        ),
        (
            "AGL0047",
            Loss("public float Value(ReadOnlySpan<float> scores, int label) => scores[label];") + Classifier("[|L|]", Ridge, "public partial class M;"),
            Loss("public float Value(ReadOnlySpan<float> scores, int label) => scores[label];") + Classifier("L", Ridge, "internal partial class M;")
        ),
    ];

    private static string Classifier(string loss, string penalty, string declaration) => $"[LinearClassifier<{loss}, {penalty}>] {declaration}";

    private static string LossWithLink(string link)
        => Loss($"public float Value(ReadOnlySpan<float> scores, int label) => scores[label] * scores[label]; [Link] {link}");
}
