using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>Functions of a library that the runtime does not depend on.</summary>
public class SpecialFunctionTests
{
    /// <summary>Extrapolated differences of functions that the library computes to about twelve digits.</summary>
    private const double ByDifferences = 1e-6;

    [Theory]
    [InlineData("S.Erf(x) * y + S.Erfc(x * y)")]
    [InlineData("S.ErfInv(x) * S.ErfcInv(y)")]
    [InlineData("S.Gamma(x + 1) * S.GammaLn(y + x)")]
    [InlineData("S.Beta(x, y) + S.BetaLn(y, x * x)")]
    [InlineData("S.Logistic(x * y) + S.Logit(x)")]
    public void SlopesEqualDifferences(string expression)
    {
        var subject = new Subject("Special", "double x, double y", $"=> {expression.Replace("S.", "MathNet.Numerics.SpecialFunctions.")};", [[0.4, 0.7], [0.8, 1.3]]);
        var program = Program.Compile(subject);
        foreach (object[] point in subject.Points)
        {
            double[] gradient = program.Gradient(point);
            Assert.Equal(program.Value(point), gradient[0]);
            Reference.Near(Reference.Differences(program.Value, subject, point), gradient[1..], ByDifferences, () => program.Run.Text);
        }
    }

    [Theory]
    [InlineData("S.Erf(x) * y + S.Erfc(x * y)")]
    [InlineData("S.ErfInv(x * 0.5) * S.ErfcInv(y)")]
    [InlineData("S.Gamma(x + 1) * S.GammaLn(y + x)")]
    [InlineData("S.Beta(x, y) + S.BetaLn(y, x * x)")]
    [InlineData("S.Logistic(x * y) + S.Logit(x)")]
    public void SecondDerivativesEqualDifferencesOfTheGradient(string expression)
    {
        var subject = new Subject("Special", "double x, double y", $"=> {expression.Replace("S.", "MathNet.Numerics.SpecialFunctions.")};", [[0.4, 0.7], [0.8, 1.3]]);
        var program = Program.CompileAll(subject);
        foreach (object[] point in subject.Points)
            Reference.HessianIsThatOfTheGradient(program, subject, point, ByDifferences);
    }

    [Fact]
    public void DiGammaIsRefusedBecauseItsDerivativeIsNotKnown()
    {
        const string Source = """
            using AutoGradLinear;

            static partial class C
            {
                [Differentiable]
                public static double F(double x) => MathNet.Numerics.SpecialFunctions.DiGamma(x);
            }
            """;
        Assert.Equal("AGL0201", Assert.Single(GeneratorRun.Of(Source).Diagnostics).Id);
    }
}
