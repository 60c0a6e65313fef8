using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>Generated gradients against differences and dual numbers, for the whole corpus.</summary>
public class CorpusTests
{
    public static TheoryData<string> Names => Corpus.AllNames;

    /// <summary>Both are exact formulas in double; 1e-10 leaves room for a few hundred roundings and mild cancellation.</summary>
    private const double Exact = 1e-10;

    /// <summary>Extrapolated differences of functions of magnitude up to 1e3 with third derivatives of that size.</summary>
    private const double ByDifferences = 2e-6;

    /// <summary>A float has a relative rounding of 6e-8; the corpus's longest chains lose about three digits of it.</summary>
    private const double Single = 2e-4;

    [Theory]
    [MemberData(nameof(Names))]
    public void GradientEqualsDualNumbersAndDifferences(string name)
    {
        Subject subject = Corpus.Find(name);
        var program = Program.Compile(subject);
        Func<object[], double[]> duals = Reference.Duals(subject);
        foreach (object[] point in subject.Points)
        {
            double[] gradient = program.Gradient(point)[1..];
            Reference.Near(duals(point), gradient, Exact, () => program.Run.Text);
            Reference.Near(Reference.Differences(program.Value, subject, point), gradient, ByDifferences, () => program.Run.Text);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ValueIsThatOfTheFunction(string name)
    {
        Subject subject = Corpus.Find(name);
        var program = Program.Compile(subject);

        // Sums of a loop that became a reduction may differ in the last digits.
        foreach (object[] point in subject.Points)
        {
            Reference.Near(program.Value(point), program.Gradient(point)[0], 1e-14, () => program.Run.Text);
            Reference.Near(program.Value(point), program.Pullback(point, 1, 0)[0], 1e-14, () => program.Run.Text);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void PullbackAddsTheAdjointTimesTheGradient(string name)
    {
        Subject subject = Corpus.Find(name);
        var program = Program.Compile(subject);
        foreach (object[] point in subject.Points)
        {
            double[] expected = program.Gradient(point)[1..].Select(slope => 5 - (2.5 * slope)).ToArray();
            Reference.Near(expected, program.Pullback(point, -2.5, 5)[1..], Exact, () => program.Run.Text);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void SinglePrecisionFollowsDouble(string name)
    {
        Subject subject = Corpus.Find(name);
        var program = Program.Compile(subject, "float");
        var wide = Program.Compile(subject);
        foreach (object[] point in subject.Points)
            Reference.Near(wide.Gradient(point), program.Gradient(point), Single, () => program.Run.Text);
    }
}
