namespace AutoGradLinear.Generators.Tests;

/// <summary>A loss and the formulas that the documentation of its gradient shows.</summary>
internal sealed record FormulaSubject(Subject Subject, params string[] Formulas);

/// <summary>Losses as people write them, with their formulas.</summary>
internal static class FormulaSubjects
{
    private static readonly double[] Scores = [0.7, -1.3, 2.1, 0.4];
    private static readonly double[] Other = [1.5, 0.3, -0.8, 2.2];

    public static IReadOnlyList<FormulaSubject> All { get; } =
    [
        Of("MulticlassHinge", "ReadOnlySpan<double> s, int label", "double loss = 0; for (int j = 0; j < s.Length; j++) if (j != label) loss += Math.Max(0, s[j] - s[label] + 1); return loss;", [Scores, 3],
            "F = Σ_{j≠label} max(0, sⱼ − s[label] + 1)",
            "∂F/∂sₖ = [k ≠ label ∧ sₖ − s[label] + 1 > 0] − [k = label]·Σ_{j≠label} [sⱼ − s[label] + 1 > 0]"),
        Of("HingeWithContinue", "ReadOnlySpan<double> s, int label", "double loss = 0; for (int j = 0; j < s.Length; j++) { if (j == label) continue; double margin = s[j] - s[label] + 1; if (margin > 0) loss += margin; } return loss;", [Scores, 3],
            "F = Σ_{j≠label} [sⱼ − s[label] + 1 > 0]·(sⱼ − s[label] + 1)",
            "∂F/∂sₖ = [k ≠ label ∧ sₖ − s[label] + 1 > 0] − [k = label]·Σ_{j≠label} [sⱼ − s[label] + 1 > 0]"),
        Of("SoftmaxCrossEntropyNaive", "ReadOnlySpan<double> s, int label", "double sum = 0; foreach (double e in s) sum += Math.Exp(e); return -Math.Log(Math.Exp(s[label]) / sum);", [Scores, 1],
            "F = ln Σᵢ exp(sᵢ) − s[label]",
            "∂F/∂sₖ = softmax(s)ₖ − [k = label]"),
        Of("SoftmaxCrossEntropyMaximumTakenOut", "ReadOnlySpan<double> s, int label", "double m = s[0]; for (int j = 1; j < s.Length; j++) m = Math.Max(m, s[j]); double sum = 0; for (int j = 0; j < s.Length; j++) sum += Math.Exp(s[j] - m); return Math.Log(sum) + m - s[label];", [Scores, 1],
            "F = ln Σᵢ exp(sᵢ) − s[label]",
            "∂F/∂sₖ = softmax(s)ₖ − [k = label]"),
        Of("SoftmaxCrossEntropyMaximumStopped", "ReadOnlySpan<double> s, int label", "double m = Gradient.Stop(TensorPrimitives.Max(s)); double sum = 0; for (int j = 0; j < s.Length; j++) sum += Math.Exp(s[j] - m); return Math.Log(sum) + m - s[label];", [Scores, 1],
            "F = ln Σⱼ exp(sⱼ) − s[label]",
            "∂F/∂sₖ = softmax(s)ₖ − [k = label]"),
        Of("SoftmaxAtATemperature", "ReadOnlySpan<double> s, int label, [NoGradient] double t", "double sum = 0; foreach (double e in s) sum += Math.Exp(e / t); return Math.Log(sum) - s[label] / t;", [Scores, 1, 2.5],
            "F = ln Σᵢ exp(sᵢ/t) − s[label]/t",
            "∂F/∂sₖ = (softmax(s/t)ₖ − [k = label])/t"),
        Of("Ridge", "ReadOnlySpan<double> w, [NoGradient] double strength", "=> strength * TensorPrimitives.SumOfSquares(w);", [Scores, 0.3],
            "F = strength·Σᵢ wᵢ²",
            "∂F/∂wₖ = 2·strength·wₖ"),
        Of("ElasticNet", "ReadOnlySpan<double> w, [NoGradient] double a, [NoGradient] double b", "double sum = 0; for (int i = 0; i < w.Length; i++) sum += a * Math.Abs(w[i]) + 0.5 * b * w[i] * w[i]; return sum;", [Scores, 0.3, 0.7],
            "F = Σᵢ (a·|wᵢ| + 0.5·b·wᵢ²)",
            "∂F/∂wₖ = a·sign(wₖ) + b·wₖ"),
        Of("Logistic", "double s, [NoGradient] double y", "=> Math.Log(1 + Math.Exp(-y * s));", [0.7, -1d],
            "F = ln(1 + exp(−y·s))",
            "∂F/∂s = −y·σ(−y·s)"),
        Of("SquaredHinge", "double s, [NoGradient] double y", "double m = Math.Max(0, 1 - y * s); return m * m;", [0.7, 1d],
            "F = max(0, 1 − y·s)²",
            "∂F/∂s = −2·y·max(0, 1 − y·s)"),
        Of("PseudoHuber", "double s, [NoGradient] double y, [NoGradient] double delta", "double r = (s - y) / delta; return delta * delta * (Math.Sqrt(1 + r * r) - 1);", [0.7, 2d, 1.5],
            "F = delta²·(√((s − y)²/delta² + 1) − 1)",
            "∂F/∂s = (s − y)/√((s − y)²/delta² + 1)"),
        Of("Huber", "double s, [NoGradient] double y", "double r = Math.Abs(s - y); return r <= 1 ? 0.5 * r * r : r - 0.5;", [0.7, 1.2],
            "F = (|s − y| ≤ 1 ? 0.5·(s − y)² : |s − y| − 0.5)",
            "∂F/∂s = (|s − y| ≤ 1 ? s − y : sign(s − y))"),
        Of("Focal", "double s, [NoGradient] double g", "double p = 1 / (1 + Math.Exp(-s)); return -Math.Pow(1 - p, g) * Math.Log(p);", [0.7, 2.5],
            "F = −(1 − σ(s))^g·ln σ(s)",
            "∂F/∂s = g·ln σ(s)·(1 − σ(s))^g·σ(s) − (1 − σ(s))^(g + 1)"),
        Of("FocalOfClasses", "ReadOnlySpan<double> s, int label", "double sum = 0; foreach (double e in s) sum += Math.Exp(e); double p = Math.Exp(s[label]) / sum; double q = 1 - p; return -q * q * Math.Log(p);", [Scores, 1],
            "F = −(softmax(s)[label] − 1)²·(s[label] − ln Σᵢ exp(sᵢ))"),
        Of("Brier", "ReadOnlySpan<double> s, int label", "double sum = 0; foreach (double e in s) sum += Math.Exp(e); double loss = 0; for (int j = 0; j < s.Length; j++) { double d = Math.Exp(s[j]) / sum - (j == label ? 1 : 0); loss += d * d; } return loss;", [Scores, 1],
            "F = Σⱼ (softmax(s)ⱼ − [j = label])²",
            "∂F/∂sₖ = 2·softmax(s)ₖ·(softmax(s)ₖ − Σⱼ (softmax(s)ⱼ − [j = label])·softmax(s)ⱼ − [k = label])"),
        Of("Dot", "ReadOnlySpan<double> v, ReadOnlySpan<double> w", "=> TensorPrimitives.Dot(v, w);", [Scores, Other],
            "F = Σᵢ vᵢ·wᵢ",
            "∂F/∂vₖ = wₖ",
            "∂F/∂wₖ = vₖ"),
        Of("LeastSquares", "ReadOnlySpan<double> v, [NoGradient] ReadOnlySpan<double> w", "double sum = 0; for (int i = 0; i < v.Length; i++) { double d = v[i] - w[i]; sum += d * d; } return sum / (2 * v.Length);", [Scores, Other],
            "F = (Σ_{i<v.Length} (vᵢ − wᵢ)²)/(2·v.Length)",
            "∂F/∂vₖ = (vₖ − wₖ)/v.Length"),
        Of("LeastSquaresOfALine", "double a, double b, [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y", "double sum = 0; for (int i = 0; i < x.Length; i++) { double d = a * x[i] + b - y[i]; sum += d * d; } return sum;", [0.4, 1.2, Scores, Other],
            "F = Σ_{i<x.Length} (a·xᵢ + b − yᵢ)²",
            "∂F/∂a = 2·Σ_{i<x.Length} (a·xᵢ + b − yᵢ)·xᵢ",
            "∂F/∂b = 2·Σ_{i<x.Length} (a·xᵢ + b − yᵢ)"),
        Of("MaximumMargin", "ReadOnlySpan<double> s, int label", "double best = double.NegativeInfinity; for (int j = 0; j < s.Length; j++) if (j != label) best = Math.Max(best, s[j]); return Math.Max(0, 1 + best - s[label]);", [Scores, 2],
            "F = max(0, max_{j≠label} sⱼ − s[label] + 1)",
            "∂F/∂sₖ = [max_{j≠label} sⱼ − s[label] + 1 > 0]·([k = argmax_{j≠label} sⱼ] − [k = label])"),
        Of("Differences", "ReadOnlySpan<double> w", "double sum = 0; for (int i = 1; i < w.Length; i++) { double d = w[i] - w[i - 1]; sum += d * d; } return sum;", [Scores],
            "F = Σ_{1≤i<w.Length} (wᵢ − w[i − 1])²",
            "∂F/∂wₖ = 2·([k ≥ 1]·(wₖ − w[k − 1]) − [k < w.Length − 1]·(w[k + 1] − wₖ))"),
        Of("Quantile", "double s, [NoGradient] double y, [NoGradient] double q", "double r = y - s; return r >= 0 ? q * r : (q - 1) * r;", [0.7, 1.2, 0.3],
            "F = (y − s ≥ 0 ? q·(y − s) : (q − 1)·(y − s))",
            "∂F/∂s = [y − s < 0] − q"),
        Of("LogSumExpOfMargins", "ReadOnlySpan<double> s, int label", "double sum = 0; for (int j = 0; j < s.Length; j++) sum += Math.Exp(s[j] - s[label]); return Math.Log(sum);", [Scores, 1],
            "F = ln Σⱼ exp(sⱼ) − s[label]",
            "∂F/∂sₖ = softmax(s)ₖ − [k = label]"),
        Of("Poisson", "double s, [NoGradient] double y", "=> Math.Exp(s) - y * s;", [0.7, 2d],
            "F = exp(s) − y·s",
            "∂F/∂s = exp(s) − y"),
        Of("Cosine", "ReadOnlySpan<double> v, [NoGradient] ReadOnlySpan<double> w", "=> TensorPrimitives.Dot(v, w) / (TensorPrimitives.Norm(v) * TensorPrimitives.Norm(w));", [Scores, Other],
            "F = (Σᵢ vᵢ·wᵢ)/(√(Σᵢ vᵢ²)·√(Σᵢ wᵢ²))",
            "∂F/∂vₖ = (wₖ/√(Σᵢ vᵢ²) − vₖ·(Σᵢ vᵢ·wᵢ)/(Σᵢ vᵢ²)^1.5)/√(Σᵢ wᵢ²)"),
        Of("Stopped", "double s, double y", "=> s * Gradient.Stop(s) + y;", [0.7, 2d],
            "F = s² + y"),
    ];

    /// <summary>Functions at their kinks, where formulas must say what the generated gradient does.</summary>
    public static IReadOnlyList<Subject> Kinks { get; } =
    [
        new("TieOfMaximum", "double x, double y, [NoGradient] double z", "=> 2 * Math.Max(x, y) + 3 * Math.Max(z, y) + 5 * Math.Max(x, z) + 7 * Math.Min(x, y) + 11 * Math.Min(z, y);", [[1.5, 1.5, 1.5]]),
        new("TieOfComparison", "double x, double y, [NoGradient] double z", "=> 2 * (x > y ? x : y) + 3 * (x >= y ? x : y) + 5 * (x < y ? x : y) + 7 * (x <= y ? x : y);", [[1.5, 1.5, 1.5]]),
        new("TieWithAConstant", "double x, [NoGradient] double z", "=> 2 * (x > z ? x : z) + 3 * (x >= z ? x : z) + 5 * (z < x ? x : z) + 7 * (z > x ? z : x) + 11 * (z >= x ? z : x);", [[1.5, 1.5]]),
        new("PositivePart", "double x", "=> 2 * Math.Max(0, x) + 3 * Math.Max(x, 0) + 5 * (x > 0 ? x : 0) + 7 * (x < 0 ? 0 : x) + 11 * Math.Abs(x);", [[0d]]),
        new("EndsOfClamp", "double x, double low, double high", "=> Math.Clamp(x, low, high);", [[1d, 1d, 2d], [2d, 1d, 2d], [1d, 1d, 1d]]),
        new("HingeAtItsKink", "ReadOnlySpan<double> s, int label", "double loss = 0; for (int j = 0; j < s.Length; j++) if (j != label) loss += Math.Max(0, s[j] - s[label] + 1); return loss;", [[new double[] { 1, 2, 1, 0 }, 1]]),
        new("HingeComparedAtItsKink", "ReadOnlySpan<double> s, int label", "double loss = 0; for (int j = 0; j < s.Length; j++) { double m = s[j] - s[label] + 1; if (j != label && m >= 0) loss += m; } return loss;", [[new double[] { 1, 2, 1, 0 }, 1]]),
        new("FirstOfTheLargest", "ReadOnlySpan<double> v", "=> TensorPrimitives.Max(v) + 3 * TensorPrimitives.Min(v);", [[new double[] { 1, 2, 2, 1 }]]),
        new("LargestSoFar", "ReadOnlySpan<double> v", "double m = v[0]; for (int i = 1; i < v.Length; i++) m = Math.Max(m, v[i]); return m;", [[new double[] { 1, 2, 2, 1 }]]),
        new("LargestOfAll", "ReadOnlySpan<double> v", "double m = double.NegativeInfinity; for (int i = 0; i < v.Length; i++) m = Math.Max(v[i], m); return m;", [[new double[] { 1, 2, 2, 1 }]]),
        new("LargestByComparison", "ReadOnlySpan<double> v", "double m = v[0]; for (int i = 0; i < v.Length; i++) if (v[i] > m) m = v[i]; return m;", [[new double[] { 2, 2, 1, 2 }]]),
        new("LastByComparison", "ReadOnlySpan<double> v", "double m = v[0]; for (int i = 1; i < v.Length; i++) if (v[i] >= m) m = v[i]; return m;", [[new double[] { 2, 2, 1, 2 }]]),
        new("LargestDownwards", "ReadOnlySpan<double> v", "double m = double.MinValue; for (int i = v.Length - 1; i >= 0; i--) m = Math.Max(m, v[i]); return m;", [[new double[] { 2, 2, 1, 2 }]]),
        new("LargestOfOthers", "ReadOnlySpan<double> v, double x, int label", "double m = x; for (int i = 0; i < v.Length; i++) if (i != label) m = Math.Max(m, v[i]); return m;", [[new double[] { 2, 2, 1, 2 }, 2d, 0], [new double[] { 2, 2, 1, 2 }, 1.5, 0]]),
        new("SizesAtZero", "ReadOnlySpan<double> v", "=> TensorPrimitives.SumOfMagnitudes(v);", [[new double[] { 0, -2, 0, 2 }]]),
    ];

    private static FormulaSubject Of(string name, string signature, string body, object[] point, params string[] formulas)
        => new(new Subject(name, signature, body, [point]), formulas);
}
