using AutoGradLinear;

namespace LectureTour.HardCases;

/// <summary>
/// s = W₂ max(0, W₁ x + b₁) + b₂ for points x of the plane. The objective is ordinary C#; its gradient with respect to all parameters is
/// generated.
/// </summary>
/// <remarks>The parameters stand in one row: for each hidden unit its two weights, its bias and its weight in each score; then the biases b₂.</remarks>
internal sealed partial class TwoLayerNetwork
{
    public const int ClassCount = 2;
    private const int UnitSize = 3 + ClassCount;

    private readonly double[] parameters;

    /// <param name="parameters">The parameters, which are kept, not copied.</param>
    public TwoLayerNetwork(double[] parameters) => this.parameters = parameters;

    public int HiddenCount => (parameters.Length - ClassCount) / UnitSize;

    public static int ParameterCount(int hiddenCount) => (hiddenCount * UnitSize) + ClassCount;

    public int Predict(PlanePoint point)
    {
        Span<double> scores = stackalloc double[ClassCount];
        Scores(parameters, point.X, point.Y, scores);
        return scores[1] > scores[0] ? 1 : 0;
    }

    /// <summary>Mean softmax cross-entropy over the points plus λ times the sum of the squares of the parameters.</summary>
    [Differentiable]
    internal static double Objective(
        ReadOnlySpan<double> parameters, [NoGradient] ReadOnlySpan<double> points, ReadOnlySpan<int> labels, [NoGradient] double strength)
    {
        Span<double> scores = stackalloc double[ClassCount];
        double sum = 0.0;
        for (int i = 0; i < labels.Length; i++)
        {
            Scores(parameters, points[2 * i], points[(2 * i) + 1], scores);
            sum -= Math.Log(Math.Exp(scores[labels[i]]) / (Math.Exp(scores[0]) + Math.Exp(scores[1])));
        }

        double squares = 0.0;
        for (int k = 0; k < parameters.Length; k++)
            squares += parameters[k] * parameters[k];
        return (sum / labels.Length) + (strength * squares);
    }

    private static void Scores(ReadOnlySpan<double> parameters, double x, double y, Span<double> scores)
    {
        for (int c = 0; c < ClassCount; c++)
            scores[c] = parameters[parameters.Length - ClassCount + c];
        for (int unit = 0; unit + UnitSize < parameters.Length; unit += UnitSize)
        {
            double active = Math.Max(0.0, (parameters[unit] * x) + (parameters[unit + 1] * y) + parameters[unit + 2]);
            for (int c = 0; c < ClassCount; c++)
                scores[c] += parameters[unit + 3 + c] * active;
        }
    }
}
