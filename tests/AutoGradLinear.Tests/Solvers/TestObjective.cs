using AutoGradLinear.Objectives;

namespace AutoGradLinear.Tests.Solvers;

/// <summary>A mean of functions given one by one: F(x) = (1/n) Σᵢ fᵢ(x).</summary>
internal sealed class TestObjective(int dimension, int count, TestObjective.Term term) : IObjective
{
    /// <summary>Returns fᵢ(x) and adds its gradient.</summary>
    public delegate double Term(int example, ReadOnlySpan<double> point, Span<double> gradient);

    public int Dimension => dimension;

    public int ExampleCount => count;

    public int Evaluations { get; private set; }

    public double Value(ReadOnlySpan<double> parameters) => ValueWithGradient(parameters, new double[dimension]);

    public double ValueWithGradient(ReadOnlySpan<double> parameters, Span<double> gradient) =>
        BatchValueWithGradient(parameters, [.. Enumerable.Range(0, count)], gradient);

    public double BatchValueWithGradient(ReadOnlySpan<double> parameters, ReadOnlySpan<int> examples, Span<double> gradient)
    {
        Evaluations++;
        gradient.Clear();
        double sum = 0.0;
        foreach (int example in examples)
            sum += term(example, parameters, gradient);
        for (int i = 0; i < dimension; i++)
            gradient[i] /= examples.Length;
        return sum / examples.Length;
    }
}
