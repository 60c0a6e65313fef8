using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>
/// Second derivatives where a first derivative is 0, or a partial derivative infinite: the zero that absorbs an infinity in a product must not absorb the derivative of its factor.
/// </summary>
public class SecondOrderEdgeTests
{
    /// <summary>Exact formulas of a few operations.</summary>
    private const double Exact = 1e-13;

    [Theory]
    [InlineData("(Math.Sqrt(x) - 1) * (Math.Sqrt(x) - 1) * y", 1, 2, new[] { 1.0, 0, 0, 0 })]
    [InlineData("Math.Log(x) * Math.Log(x) * y", 1, 3, new[] { 6.0, 0, 0, 0 })]
    [InlineData("(x - 1) * (x - 1) / y", 1, 2, new[] { 1.0, 0, 0, 0 })]
    [InlineData("x / y", 0, 2, new[] { 0, -0.25, -0.25, 0 })]
    [InlineData("Math.Pow(x, y)", 2, 0, new[] { 0, 0.5, 0.5, 0.48045301391820144 })]
    [InlineData("Math.Pow(x, 2) * y", 0, 3, new[] { 6.0, 0, 0, 0 })]
    [InlineData("Math.Exp(x * x * Math.Log(y))", 0, 2, new[] { 1.3862943611198906, 0, 0, 0 })]
    [InlineData("Math.Atan2(x, y) * Math.Atan2(x, y)", 0, 2, new[] { 0.5, 0, 0, 0 })]
    [InlineData("Math.Cbrt(x - 1) * (y - 2)", 2, 2, new[] { 0, 1.0 / 3, 1.0 / 3, 0 })]
    [InlineData("Math.Asin(x) * Math.Asin(x) + y * y", 0, 1, new[] { 2.0, 0, 0, 2 })]
    public void AZeroFactorHasADerivative(string expression, double x, double y, double[] hessian) => Check(expression, x, y, hessian);

    /// <summary>The table of kinks holds for second derivatives: each piece has its own, and the rule says which piece it is.</summary>
    [Theory]
    [InlineData("Math.Max(0, x) * Math.Max(0, x) * y", 0, 2, new[] { 0.0, 0, 0, 0 })]
    [InlineData("Math.Max(0, x) * Math.Max(0, x) * y", 0.5, 2, new[] { 4.0, 1, 1, 0 })]
    [InlineData("Math.Abs(x) * x * y", 0, 2, new[] { 0.0, 0, 0, 0 })]
    [InlineData("x >= 0 ? x * x * y : x * y", 0, 2, new[] { 4.0, 0, 0, 0 })]
    [InlineData("x > 0 ? Math.Sqrt(x) * y : y * y", 0, 2, new[] { 0.0, 0, 0, 2 })]
    [InlineData("Math.Clamp(x, -1, 1) * Math.Clamp(x, -1, 1) * y", 1, 2, new[] { 0.0, 0, 0, 0 })]
    public void KinksAreThoseOfTheTable(string expression, double x, double y, double[] hessian) => Check(expression, x, y, hessian);

    /// <summary>The square of what a logarithm is taken of, or is divided by, leaves the range; no second derivative does.</summary>
    [Theory]
    [InlineData("Math.Log(x * y)", 1e-80, 1e-90, new[] { -1e160, 0, 0, -1e180 })]
    [InlineData("Math.Log(x * y)", 1e80, 1e90, new[] { -1e-160, 0, 0, -1e-180 })]
    [InlineData("Math.Log(x / y)", 1e130, 1e-30, new[] { -1e-260, 0, 0, 1e60 })]
    [InlineData("Math.Log(1 + x * x * y)", 1e80, 1, new[] { -2e-160, 0, 0, -1.0 })]
    [InlineData("y / Math.Cosh(x)", 300, 1, new[] { 1.0296400444824028e-130, -1.0296400444824028e-130, -1.0296400444824028e-130, 0 })]
    [InlineData("y / (x * x)", 1e-60, 1e-100, new[] { 6e140, -2e180, -2e180, 0 })]
    public void SquaresOfDivisorsStayInRange(string expression, double x, double y, double[] hessian)
    {
        double[] actual = Program.CompileAll(new Subject("Range", "double x, double y", $"=> {expression};", [])).Hessian([x, y], 2)[1..];
        double mixed = Math.Abs(hessian[1]) + (Math.Sqrt(Math.Abs(hessian[0])) * Math.Sqrt(Math.Abs(hessian[3])));
        double[] scales = [Math.Abs(hessian[0]), mixed, mixed, Math.Abs(hessian[3])];
        for (int i = 0; i < hessian.Length; i++)
            Assert.InRange(Math.Abs(actual[i] - hessian[i]), 0, scales[i] * Exact);
    }

    private static void Check(string expression, double x, double y, double[] hessian)
    {
        var program = Program.CompileAll(new Subject("Edge", "double x, double y", $"=> {expression};", []));
        Reference.Near(hessian, program.Hessian([x, y], 2)[1..], Exact, () => program.Run.Text);
        double[] product = program.Product([x, y], [1d, -2d])[1..];
        Reference.Near([hessian[0] - (2 * hessian[1]), hessian[2] - (2 * hessian[3])], product, Exact, () => program.Run.Text);
    }
}
