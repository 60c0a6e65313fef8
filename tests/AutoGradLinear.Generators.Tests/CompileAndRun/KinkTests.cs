using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>The slopes at kinks and edges that the documentation promises, one row of its table after the other. All are exact.</summary>
public class KinkTests
{
    [Theory]
    [InlineData("Math.Max(x, y)", 1, 0)]
    [InlineData("Math.Max(y, x)", 0, 1)]
    [InlineData("Math.Min(x, y)", 1, 0)]
    [InlineData("Math.Min(y, x)", 0, 1)]
    public void TheFirstOfTwoDifferentiatedOperandsWinsATie(string expression, double byX, double byY)
        => Check("double x, double y", expression, [2d, 2d], [byX, byY]);

    [Theory]
    [InlineData("Math.Max(x, 2)")]
    [InlineData("Math.Max(2, x)")]
    [InlineData("Math.Min(x, 2)")]
    [InlineData("Math.Min(2, x)")]
    [InlineData("Math.Max(x, n)")]
    [InlineData("Math.Max(n, x)")]
    [InlineData("Math.Min(c, x)")]
    [InlineData("Math.Min(x, c)")]
    public void TheOperandThatIsNotDifferentiatedWinsATie(string expression)
        => Check("double x, int n, [NoGradient] double c", expression, [2d, 2, 2d], [0]);

    [Theory]
    [InlineData("Math.Max(0, 1 - x)")]
    [InlineData("Math.Max(1 - x, 0)")]
    [InlineData("Math.Max(0, x - 1)")]
    [InlineData("Math.Max(0.0, 1 - x) * 3 + 0")]
    public void HingeAndReluHaveSlopeZeroAtTheKink(string expression) => Check("double x", expression, [1d], [0]);

    /// <summary>x ln x goes to 0 with x, and its slope to −∞, in whatever order it is written.</summary>
    [Theory]
    [InlineData("-x * Math.Log(x)", 0, double.PositiveInfinity)]
    [InlineData("x * -Math.Log(x)", 0, double.PositiveInfinity)]
    [InlineData("3 * x * Math.Log(x)", 0, double.NegativeInfinity)]
    [InlineData("x * Math.Log2(x)", 0, double.NegativeInfinity)]
    [InlineData("(1 - x) * Math.Log(1 - x)", 1, double.PositiveInfinity)]
    [InlineData("-(x * Math.Log(x) + (1 - x) * Math.Log(1 - x))", 0, double.PositiveInfinity)]
    [InlineData("-x * Math.Log(x) - (1 - x) * Math.Log(1 - x)", 1, double.NegativeInfinity)]
    public void EntropyIsZeroAtItsEnds(string expression, double x, double slope)
    {
        double[] results = Program.Compile(new Subject("Entropy", "double x", $"=> {expression};", [])).Gradient([x]);
        Assert.Equal([0, slope], results);
    }

    /// <summary>x ln x overflows here; the product does not.</summary>
    [Theory]
    [InlineData("1e-300 * x * Math.Log(x)")]
    [InlineData("x * (1e-300 * Math.Log(x))")]
    public void ASmallFactorKeepsEntropyInRange(string expression)
        => Assert.InRange(Program.Compile(new Subject("Entropy", "double x", $"=> {expression};", [])).Gradient([1e307])[0], 7.0689e9, 7.0690e9);

    /// <summary>Masked scores: exponentials of −∞ are no part of a sum, and nothing of its adjoint comes to them.</summary>
    [Theory]
    [InlineData("Math.Log(Math.Exp(x) + Math.Exp(y) + Math.Exp(z))", 0, 0, 1)]
    [InlineData("Math.Exp(z) / (Math.Exp(x) + Math.Exp(y) + Math.Exp(z))", 0, 0, 0)]
    public void MaskedExponentialsHaveNoSlope(string expression, double byX, double byY, double byZ)
        => Check("double x, double y, double z", expression, [double.NegativeInfinity, double.NegativeInfinity, 0d], [byX, byY, byZ]);

    [Theory]
    [InlineData("x >= 0 ? x : 0", 0, 1)]
    [InlineData("x > 0 ? x : 0", 0, 0)]
    [InlineData("x > 0 ? x : -x", 0, -1)]
    [InlineData("x < 0 ? 0 : x", 0, 1)]
    public void ABranchHasTheSlopeOfTheArmThatIsTaken(string expression, double x, double slope) => Check("double x", expression, [x], [slope]);

    [Fact]
    public void AbsHasSlopeZeroAtZero()
    {
        Check("double x", "Math.Abs(x)", [0d], [0]);
        Check("double x", "Math.Abs(x)", [-0d], [0]);
    }

    [Theory]
    [InlineData(0.5, 1, 0, 0)]
    [InlineData(0, 0, 1, 0)]
    [InlineData(-1, 0, 1, 0)]
    [InlineData(1, 0, 0, 1)]
    [InlineData(7, 0, 0, 1)]
    public void ClampHasSlopeOneStrictlyInsideAndPassesItToTheActiveBound(double x, double slope, double byLow, double byHigh)
        => Check("double x, double low, double high", "Math.Clamp(x, low, high)", [x, 0d, 1d], [slope, byLow, byHigh]);

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void APowerOfZeroHasSlopeZero(double x) => Check("double x", "Math.Pow(x, 0)", [x], [0]);

    [Theory]
    [InlineData("Math.Pow(x, 2)", -3, -6)]
    [InlineData("Math.Pow(x, 3)", -2, 12)]
    [InlineData("Math.Pow(x, 2)", 0, 0)]
    [InlineData("Math.Pow(x, 1)", 0, 1)]
    [InlineData("Math.Pow(x, -2)", -1, 2)]
    public void AConstantExponentNeedsNoLogarithm(string expression, double x, double slope) => Check("double x", expression, [x], [slope]);

    [Fact]
    public void APowerOfBaseZeroHasSlopeZeroInItsExponent() => Check("double x, double y", "Math.Pow(x, y)", [0d, 2d], [0, 0]);

    [Theory]
    [InlineData("Math.Sqrt(x) * y")]
    [InlineData("Math.Log(x) * 0 + y * 0")]
    [InlineData("x > 0 ? Math.Sqrt(x) : 0 * y")]
    public void AZeroAdjointAbsorbsAnInfiniteSlope(string expression)
    {
        double[] gradient = Gradient("double x, double y", expression, [0d, 0d]);
        Assert.Equal(0, gradient[0]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    public void TheArmThatIsNotTakenIsNotEvaluated(double x) => Check("double x", "x > 0 ? Math.Sqrt(x) : 0", [x], [0]);

    [Fact]
    public void AnInfiniteSlopeStaysInfinite() => Check("double x", "Math.Sqrt(x)", [0d], [double.PositiveInfinity]);

    [Fact]
    public void HypotHasSlopeZeroAtTheOrigin() => Check("double x, double y", "double.Hypot(x, y)", [0d, 0d], [0, 0]);

    [Fact]
    public void TheNormOfTheZeroVectorHasSlopeZero()
    {
        Check("ReadOnlySpan<double> v", "TensorPrimitives.Norm<double>(v)", [new double[2]], [0, 0]);
        Check("ReadOnlySpan<double> v", "Math.Sqrt(TensorPrimitives.SumOfSquares<double>(v))", [new double[2]], [0, 0]);
    }

    [Theory]
    [InlineData(7.5, 2, -3)]
    [InlineData(-7.5, 2, 3)]
    [InlineData(7.5, -2, 3)]
    public void TheRemainderTruncates(double x, double y, double slope) => Check("double x, double y", "x % y", [x, y], [1, slope]);

    [Fact]
    public void StopCutsTheFlow() => Check("double x, double y", "x * Gradient.Stop(y) + Gradient.Stop(x * y)", [2d, 3d], [3, 0]);

    [Fact]
    public void TheFirstOfEqualElementsIsTheMaximum()
        => Check("ReadOnlySpan<double> v", "TensorPrimitives.Max<double>(v)", [new[] { 1.0, 2, 2 }], [0, 1, 0]);

    [Fact]
    public void ANaNScoreTakesTheDifferentiatedPath()
    {
        double[] gradient = Gradient("double x", "Math.Max(0, x)", [double.NaN], out double value);
        Assert.Equal(double.NaN, value);
        Assert.Equal(1, gradient[0]);
    }

    private static void Check(string signature, string expression, object[] point, double[] expected)
        => Assert.Equal(expected, Gradient(signature, expression, point));

    private static double[] Gradient(string signature, string expression, object[] point) => Gradient(signature, expression, point, out _);

    private static double[] Gradient(string signature, string expression, object[] point, out double value)
    {
        double[] all = Program.Compile(new Subject("Kink", signature, $"=> {expression};", [])).Gradient(point);
        value = all[0];

        // A slope of −0 is 0.
        return [.. all[1..].Select(slope => slope + 0.0)];
    }
}
