using AutoGradLinear.Generators.IR;
using static AutoGradLinear.Generators.IR.ProvedTraits;

namespace AutoGradLinear.Generators.Tests;

/// <summary>Losses and penalties with what is to be proved of each; near misses of every rule among them.</summary>
internal static class TraitCases
{
    private const string Positive = "double c = A >= 0 ? A : double.NaN; ";

    public static (string Name, string Body, ProvedTraits Traits)[] Losses { get; } =
    [
        // Affine and piecewise affine.
        ("Score", "return s[label];", Smooth | Convex | PiecewiseAffine),
        ("Scaled", "return A * s[label] + B;", Smooth | Convex | PiecewiseAffine),
        ("Hinge", "double t = 0; for (int j = 0; j < s.Length; j++) if (j != label) t += Math.Max(0, s[j] - s[label] + A); return t;", Convex | PiecewiseAffine),
        ("HingeByBranch", "double t = 0; for (int j = 0; j < s.Length; j++) { double m = s[j] - s[label] + A; if (m > 0) t += m; } return t;", Convex | PiecewiseAffine),
        ("LargestHinge", "double t = 0; for (int j = 0; j < s.Length; j++) t = Math.Max(t, s[j] - s[label] + A); return t;", Convex | PiecewiseAffine),
        ("LargestByBranch", "double t = s[0]; for (int j = 1; j < s.Length; j++) { double e = s[j]; if (e > t) t = e; } return t - s[label];", Convex | PiecewiseAffine),
        ("LargestOfRow", "return TensorPrimitives.Max(s) - s[label];", Convex | PiecewiseAffine),
        ("Magnitudes", "double t = 0; foreach (double e in s) t += Math.Abs(e - A); return t;", Convex | PiecewiseAffine),
        ("Ramp", "return Math.Min(1, Math.Max(0, 1 - s[label]));", PiecewiseAffine),
        ("DifferenceOfMaxima", "return Math.Max(0, s[0]) - Math.Max(0, s[1]);", PiecewiseAffine),
        ("Clamped", "return Math.Clamp(s[label], -1, 1);", PiecewiseAffine),
        ("HingeOfUnknownFactor", "return A * Math.Max(0, 1 - s[label]);", PiecewiseAffine),
        ("HingeOfSquaredFactor", "return A * A * Math.Max(0, 1 - s[label]);", Convex | PiecewiseAffine),
        ("HingeOfGuardedFactor", Positive + "return c * Math.Max(0, 1 - s[label]);", Convex | PiecewiseAffine),
        ("HingeOfFactorGuardedTheWrongWay", "double c = A <= 0 ? A : double.NaN; return c * Math.Max(0, 1 - s[label]);", PiecewiseAffine),

        // Squares.
        ("Squares", "double t = 0; foreach (double e in s) t += (e - A) * (e - A); return t;", Smooth | Convex | PiecewiseQuadratic),
        ("SquaredHinge", "double t = 0; for (int j = 0; j < s.Length; j++) { if (j == label) continue; double v = Math.Max(0, s[j] - s[label] + A); t += v * v; } return t;", Smooth | Convex | PiecewiseQuadratic),
        ("SquaredHingeByPower", "return Math.Pow(Math.Max(0, 1 - s[label]), 2);", Smooth | Convex | PiecewiseQuadratic),
        ("SquaredHingeByBranch", "double t = 0; for (int j = 0; j < s.Length; j++) { double m = s[j] - s[label] + A; if (m > 0) t += m * m; } return t;", Smooth | Convex | PiecewiseQuadratic),
        ("HuberByClamp", "double r = s[label] - A; double c = Math.Clamp(r, -1, 1); return c * (r - 0.5 * c);", PiecewiseQuadratic),
        ("LargestOfSquares", "return Math.Max(s[0] * s[0], s[1] * s[1]);", Convex),
        ("SquareAndHinge", "return s[0] * s[0] + Math.Max(0, 1 - s[1]);", Convex | PiecewiseQuadratic),
        ("SquareOfDifferences", "double d = s[0] * s[0] - s[1]; return d * d;", Smooth),
        ("SquareOfShiftedKink", "double v = Math.Max(0, s[0]) + 1; return v * v;", Convex | PiecewiseQuadratic),
        ("SquareOfNegativeKink", "double v = Math.Max(0, s[0]) - 1; return v * v;", PiecewiseQuadratic),
        ("ProductOfKinks", "return Math.Max(0, s[0]) * Math.Max(0, s[1]);", PiecewiseQuadratic),
        ("ProductOfScores", "return s[0] * s[1];", Smooth | PiecewiseQuadratic),
        ("Cube", "return s[0] * s[0] * s[0];", Smooth),
        ("Distance", "return Math.Sqrt((s[0] - 1) * (s[0] - 1));", None),
        ("SmoothedMagnitude", "return Math.Sqrt(s[0] * s[0] + 1);", Smooth),
        ("RootOfScaledSquare", "return Math.Sqrt(A * A + Math.Exp(s[0]));", Smooth | Convex),
        ("HypotOfScores", "return Math.Hypot(s[0] - 1, s[1]);".Replace("Math.Hypot", "double.Hypot"), Convex),
        ("Norm", "return TensorPrimitives.Norm(s);", Convex),

        // Exponentials and logarithms.
        ("Softmax", "double m = s[0]; for (int j = 1; j < s.Length; j++) m = Math.Max(m, s[j]); double t = 0; for (int j = 0; j < s.Length; j++) t += Math.Exp(s[j] - m); return Math.Log(t) + m - s[label];", Smooth | Convex),
        ("SoftmaxOfRow", "double m = TensorPrimitives.Max(s); double t = 0; foreach (double e in s) t += Math.Exp(e - m); return Math.Log(t) + (m - s[label]);", Smooth | Convex),
        ("SoftmaxWithStops", "double m = Gradient.Stop(TensorPrimitives.Max(s)); double t = 0; foreach (double e in s) t += Math.Exp(e - m); return Math.Log(t) + (m - s[label]);", Smooth | Convex),
        ("SoftmaxInScratch", "double m = TensorPrimitives.Max(s); Span<double> e = stackalloc double[s.Length]; for (int j = 0; j < s.Length; j++) e[j] = Math.Exp(s[j] - m); double t = 0; for (int j = 0; j < s.Length; j++) t += e[j]; return Math.Log(t) + m - s[label];", Smooth | Convex),
        ("NaiveSoftmax", "double t = 0; foreach (double e in s) t += Math.Exp(e); return -Math.Log(Math.Exp(s[label]) / t);", Smooth | Convex),
        ("SoftmaxThatForgetsTheMaximum", "double m = TensorPrimitives.Max(s); double t = 0; foreach (double e in s) t += Math.Exp(e - m); return Math.Log(t) - s[label];", None),
        ("SoftmaxThatAddsItTwice", "double m = TensorPrimitives.Max(s); double t = 0; foreach (double e in s) t += Math.Exp(e - m); return Math.Log(t) + 2 * m - s[label];", None),
        ("SoftmaxWithOneMore", "double m = TensorPrimitives.Max(s); double t = 1; foreach (double e in s) t += Math.Exp(e - m); return Math.Log(t) + m - s[label];", None),
        ("Tempered", "double t = 0; foreach (double e in s) t += Math.Exp(e / A); return Math.Log(t) - s[label] / A;", Smooth | Convex),
        ("Probability", "double t = 0; foreach (double e in s) t += Math.Exp(e); return 1 - Math.Exp(s[label]) / t;", Smooth),
        ("Softplus", "return Math.Log(1 + Math.Exp(-s[label]));", Smooth | Convex),
        ("SoftplusByLog1P", "return double.LogP1(Math.Exp(-s[label]));", Smooth | Convex),
        ("StableSoftplus", "return Math.Max(s[0], 0) + double.LogP1(Math.Exp(-Math.Abs(s[0])));", None),
        ("SoftplusByName", "return AutoGradLinear.Numerics.StableMath.Softplus(-s[label]);", Smooth | Convex),
        ("LogSigmoidByName", "return -AutoGradLinear.Numerics.StableMath.LogSigmoid(s[label] - s[0]);", Smooth | Convex),
        ("LogSumExpByName", "return AutoGradLinear.Numerics.StableMath.LogSumExp<double>(s) - s[label];", Smooth | Convex),
        ("LogAddExpByName", "return AutoGradLinear.Numerics.StableMath.LogAddExp(s[0], 2 * s[1]);", Smooth | Convex),
        ("LogCoshByName", "return AutoGradLinear.Numerics.StableMath.LogCosh(s[0] - s[1]);", Smooth | Convex),
        ("SoftplusOfSquareLess", "return AutoGradLinear.Numerics.StableMath.Softplus(1 - s[0] * s[0]);", Smooth),
        ("Exponential", "return Math.Exp(-s[label]);", Smooth | Convex),
        ("Gaussian", "return Math.Exp(-s[0] * s[0]);", Smooth),
        ("LogOfScore", "return Math.Log(s[0]);", None),
        ("MinusLogOfScore", "return -Math.Log(s[0]);", Convex),
        ("LogOfSum", "return Math.Log(s[0] * s[0] + 1);", Smooth),
        ("Focal", "double t = 0; foreach (double e in s) t += Math.Exp(e); double p = Math.Exp(s[label]) / t; return -(1 - p) * (1 - p) * Math.Log(p);", Smooth),
        ("HyperbolicCosine", "return Math.Cosh(s[0] - s[1]);", Smooth | Convex),
        ("Sigmoid", "return 1 / (1 + Math.Exp(s[label]));", Smooth),

        // Quotients.
        ("QuotientOfScores", "return s[0] / s[1];", None),
        ("QuotientByPositive", "return s[0] / (1 + s[1] * s[1]);", Smooth),
        ("QuotientByHyperparameter", "return s[0] * s[0] / A;", Smooth | PiecewiseQuadratic),

        // Control that the scores have.
        ("StepOfScore", "return s[1] + (s[0] > 0 ? 1 : 0);", None),
        ("ConcaveBranch", "return s[0] < 0 ? s[0] : 2 * s[0];", None),
        ("WhatTheLargestIs", "return s[TensorPrimitives.IndexOfMax(s)];", None),
        ("Counting", "int n = 0; foreach (double e in s) if (e > 0) n++; return n * s[0];", None),
        ("UntilTooLarge", "double t = 0; for (int j = 0; j < s.Length; j++) { t += s[j]; if (t > 1) break; } return t;", None),
        ("Rounded", "return s[1] + Math.Floor(s[0]);", None),
        ("StoppedFactor", "return Gradient.Stop(s[0]) * s[1];", None),
        ("StoreWhereTheScoresSay", "Span<double> e = stackalloc double[2]; e[0] = 0; e[1] = 0; if (s[0] > 0) e[0] = s[1]; return e[0];", None),
        ("ScratchThatKeepsASquare", "Span<double> e = stackalloc double[2]; e[0] = s[0]; e[1] = s[0] * s[0]; return e[0] + e[1];", Smooth | Convex | PiecewiseQuadratic),
        ("Constants", "double t = 0; for (int j = 0; j < s.Length; j++) t += B > 0 ? s[j] : Math.Exp(s[j]); return t;", Smooth | Convex),
        ("SelectedByLabel", "return label > 0 ? Math.Max(0, s[0]) : s[1] * s[1];", Convex | PiecewiseQuadratic),
        ("AlternatingSigns", "double t = 0; for (int j = 0; j < s.Length; j++) t = s[j] * s[j] - t; return t;", Smooth | PiecewiseQuadratic),
    ];

    public static (string Name, string Body, ProvedTraits Traits)[] Penalties { get; } =
    [
        ("Ridge", "return A * TensorPrimitives.SumOfSquares(s);", Smooth | Separable | SumOfSquares),
        ("GuardedRidge", "return (A >= 0 ? A : double.NaN) * TensorPrimitives.SumOfSquares(s);", Smooth | Convex | Separable | SumOfSquares),
        ("RidgeByDot", "return TensorPrimitives.Dot(s, s);", Smooth | Convex | Separable | SumOfSquares),
        ("RidgeByLoop", "double t = 0; for (int i = 0; i < s.Length; i++) t += s[i] * s[i]; return Math.Abs(A) * t;", Smooth | Convex | Separable | SumOfSquares),
        ("RidgeByPower", "double t = 0; foreach (double w in s) t += 0.5 * Math.Pow(w, 2); return t;", Smooth | Convex | Separable | SumOfSquares),
        ("RidgeTwice", "double t = TensorPrimitives.SumOfSquares(s); for (int i = 0; i < s.Length; i++) t += s[i] * s[i]; return t - A * TensorPrimitives.Dot(s, s);", Smooth | Separable | SumOfSquares),
        ("RidgeByLength", "return TensorPrimitives.SumOfSquares(s) / s.Length;", Smooth | Convex | Separable | SumOfSquares),
        ("RidgeAndMore", "return 1 + TensorPrimitives.SumOfSquares(s);", Smooth | Convex | Separable),
        ("RidgeFromOne", "double t = 1; for (int i = 0; i < s.Length; i++) t += s[i] * s[i]; return t;", Smooth | Convex | Separable),
        ("RidgeAndAWeight", "return s[0] + TensorPrimitives.SumOfSquares(s);", Smooth | Convex | Separable),
        ("RidgeButTheFirst", "double t = 0; for (int i = 1; i < s.Length; i++) t += s[i] * s[i]; return t;", Smooth | Convex | Separable),
        ("RidgeOfSlice", "return TensorPrimitives.SumOfSquares(s[1..]);", Smooth | Convex | Separable),
        ("WeightedRidge", "double t = 0; for (int i = 0; i < s.Length; i++) t += i * s[i] * s[i]; return t;", Smooth | Separable),
        ("DecayingRidge", "double t = 0; for (int i = 0; i < s.Length; i++) t = 0.5 * t + s[i] * s[i]; return t;", Smooth | Convex | Separable),
        ("ShiftedRidge", "double t = 0; for (int i = 0; i < s.Length; i++) t += (s[i] - 1) * (s[i] - 1); return t;", Smooth | Convex | Separable),
        ("ElasticNetInTwoLoops", "double t = 0; for (int i = 0; i < s.Length; i++) t += Math.Abs(s[i]); for (int i = 0; i < s.Length; i++) t += s[i] * s[i]; return t;", Convex | Separable),
        ("SquaredRidge", "double t = TensorPrimitives.SumOfSquares(s); return t * t;", Smooth | Convex),
        ("Lasso", "return Math.Abs(A) * TensorPrimitives.SumOfMagnitudes(s);", Convex | Separable | AbsoluteValue),
        ("LassoOfUnknownSign", "return A * TensorPrimitives.SumOfMagnitudes(s);", Separable | AbsoluteValue),
        ("LassoByLoop", "double t = 0; for (int i = 0; i < s.Length; i++) t += A * A * Math.Abs(s[i]); return t;", Convex | Separable | AbsoluteValue),
        ("ElasticNet", "double t = 0; for (int i = 0; i < s.Length; i++) t += A * A * Math.Abs(s[i]) + B * B * s[i] * s[i]; return t;", Convex | Separable | AbsoluteValue | SumOfSquares),
        ("ElasticNetOfRows", "return A * A * TensorPrimitives.SumOfMagnitudes(s) + B * B * TensorPrimitives.SumOfSquares(s);", Convex | Separable | AbsoluteValue | SumOfSquares),
        ("SquareOfUnknownFactor", "double t = 0; for (int i = 0; i < s.Length; i++) t += A * s[i] * s[i]; return t;", Smooth | Separable | SumOfSquares),
        ("SquareOfFactorThatDepends", "return Math.Exp(s[0]) * s[0] * s[0];", Smooth | Separable),
        ("WeightedLasso", "double t = 0; for (int i = 0; i < s.Length; i++) t += i * Math.Abs(s[i]); return t;", Separable),
        ("LassoButTheFirst", "double t = 0; for (int i = 1; i < s.Length; i++) t += Math.Abs(s[i]); return t;", Convex | Separable),
        ("LassoOfSomeWeights", "double t = 0; for (int i = 0; i < s.Length; i++) if (i != 1) t += Math.Abs(s[i]); return t;", Convex | Separable),
        ("LassoOfOneWeight", "double t = 0; for (int i = 0; i < s.Length; i++) t += Math.Abs(s[0]); return t;", Convex | Separable),
        ("LassoAndAKink", "return TensorPrimitives.SumOfMagnitudes(s) + Math.Max(0, s[0]);", Convex | Separable),
        ("DecayingLasso", "double t = 0; for (int i = 0; i < s.Length; i++) t = 0.5 * t + Math.Abs(s[i]); return t;", Convex | Separable),
        ("ExponentOfLasso", "return Math.Exp(TensorPrimitives.SumOfMagnitudes(s));", Convex),
        ("SquaredLasso", "double t = TensorPrimitives.SumOfMagnitudes(s); return t * t;", Convex),
        ("Huber", "double t = 0; foreach (double w in s) t += Math.Sqrt(w * w + 1) - 1; return t;", Smooth | Separable),
        ("GroupNorm", "return TensorPrimitives.Norm(s);", Convex),
        ("Smoothness", "double t = 0; for (int i = 1; i < s.Length; i++) t += (s[i] - s[i - 1]) * (s[i] - s[i - 1]); return t;", Smooth | Convex),
        ("Neighbours", "double t = 0; for (int i = 1; i < s.Length; i++) t += s[i] * s[i - 1]; return t;", Smooth),
        ("Carried", "double t = 0; double before = 0; for (int i = 0; i < s.Length; i++) { t += before * s[i]; before = s[i]; } return t;", Smooth),
        ("RunningLargest", "double t = 0; for (int i = 0; i < s.Length; i++) t = Math.Max(t, s[i]); return t;", Convex),
        ("SumOfProductsWithItself", "double t = 0; for (int i = 0; i < s.Length; i++) { double w = s[i]; t += w * Math.Exp(w) + Math.Sin(w); } return t;", Smooth | Separable),
        ("Product", "double t = 1; for (int i = 0; i < s.Length; i++) t *= s[i]; return t;", Smooth),
        ("Entropy", "double t = 0; for (int i = 0; i < s.Length; i++) t += Math.Exp(s[i]) * s[i]; return t;", Smooth | Separable),
        ("LogSumExp", "double t = 0; foreach (double w in s) t += Math.Exp(w); return Math.Log(t);", Smooth | Convex),
        ("LogOfNothing", "double t = 0; for (int i = 0; i < s.Length - 3; i++) t += Math.Exp(s[i]); return Math.Log(t);", Smooth | Convex),
        ("InScratch", "Span<double> e = stackalloc double[s.Length]; TensorPrimitives.Multiply(s, s, e); return TensorPrimitives.Sum<double>(e);", Smooth | Convex | Separable),
    ];

    /// <summary>The text of all cases, each with members that can be called with arrays.</summary>
    public static string Source()
    {
        IEnumerable<string> losses = Losses.Select(item => Text("Loss", item.Name, item.Body, ", int label"));
        IEnumerable<string> penalties = Penalties.Select(item => Text("Penalty", item.Name, item.Body, ""));
        return "using System;\nusing System.Numerics.Tensors;\nusing AutoGradLinear;\n\n" + string.Join("\n", losses.Concat(penalties));
    }

    /// <summary>A loss or penalty with members that can be called with arrays.</summary>
    internal static string Text(string kind, string name, string body, string label) =>
        $$"""
        [{{kind}}]
        public readonly partial record struct {{kind}}{{name}}(double A, double B)
        {
            public double Value(ReadOnlySpan<double> s{{label}}) { {{body}} }

            public static double ValueAt(double a, double b, double[] s) => new {{kind}}{{name}}(a, b).Evaluate(s{{(label.Length > 0 ? ", 1" : "")}});

            public static double[] GradientAt(double a, double b, double[] s)
            {
                var gradient = new double[s.Length];
                new {{kind}}{{name}}(a, b).ValueWithGradient(s{{(label.Length > 0 ? ", 1" : "")}}, gradient);
                return gradient;
            }
        }
        """;
}
