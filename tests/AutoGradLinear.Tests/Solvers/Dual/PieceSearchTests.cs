using AutoGradLinear.Losses;
using AutoGradLinear.Solvers;
using Xunit;

namespace AutoGradLinear.Tests.Solvers;

/// <summary>The pieces of a loss are found from its value and gradient alone, and steps over them are exact.</summary>
public class PieceSearchTests
{
    private static readonly double[] Scores = [-2000.5, -7.0, -1.0, -0.3, 0.0, 0.2, 0.69, 0.71, 1.0, 1.3, 8.0, 3001.0];
    private static readonly double[] Curvatures = [0.0, 1e-6, 0.1, 1.0, 7.0, 1e4];

    [Fact]
    public void PiecesOfTheHingeAreFound() => HasItsPieces<double, BinaryHinge<double>>(new(0.7), 1e-14);

    [Fact]
    public void PiecesOfTheHingeInSinglePrecisionAreFound() => HasItsPieces<float, BinaryHinge<float>>(new(0.7f), 1e-6);

    [Fact]
    public void PiecesOfTheSquaredHingeAreFound() => HasItsPieces<double, BinarySquaredHinge<double>>(new(1.0), 1e-13);

    [Fact]
    public void PiecesOfTheInsensitiveDistanceAreFound() => HasItsPieces<double, Insensitive>(new(0.25), 1e-13);

    [Fact]
    public void PiecesFarFromTheOriginAreFound() => HasItsPieces<double, Insensitive>(new(500.0), 1e-12);

    [Fact]
    public void PiecesOfHubersLossAreFound() => HasItsPieces<double, HuberDistance>(new(0.5), 1e-12);

    [Fact]
    public void ASquareIsOnePiece() => HasItsPieces<double, SquaredDistance>(default, 1e-12);

    [Fact]
    public void ALossThatIsNotMadeOfPiecesHasNone() => Assert.Null(PieceSearch<double, Logistic<double>>.Find(default, 1));

    /// <summary>All that is seen of it nearby is one straight line, which would be a loss without a lower bound.</summary>
    [Theory]
    [InlineData(1e6)]
    [InlineData(1e9)]
    public void APieceIsNotTakenForTheWholeWhereTheNextOneIsFar(double margin)
    {
        Assert.Null(PieceSearch<double, BinaryHinge<double>>.Find(new(margin), 1));
        Assert.Null(PieceSearch<float, BinaryHinge<float>>.Find(new((float)margin), 1));
    }

    [Fact]
    public void PiecesThatAreTooNarrowAreNotGuessed() => Assert.Null(PieceSearch<double, NarrowStep>.Find(new(1e-4), 1));

    [Fact]
    public void TheSmallestSlopeOfTheHingeIsZero()
    {
        var prox = new PiecewiseProx(
            PieceSearch<double, BinaryHinge<double>>.Find(new(1.0), 0)!, PieceSearch<double, BinaryHinge<double>>.Find(new(1.0), 1)!);
        Assert.Equal(0.0, prox.Start(0).Slope);
        Assert.Equal(0.0, prox.Start(1).Slope);
        Assert.Equal(0.0, prox.Start(1).Conjugate);
    }

    [Fact]
    public void StepsByNewtonAndInClosedFormAgree()
    {
        var closed = new PiecewiseProx(
            PieceSearch<double, HuberDistance>.Find(new(0.5), 0)!, PieceSearch<double, HuberDistance>.Find(new(0.5), 1)!);
        var newton = new NewtonProx<double, HuberDistance>(new(0.5));
        AreTheSame(closed, newton);
    }

    [Fact]
    public void StepsAtKinksByNewtonAndInClosedFormAgree()
    {
        var closed = new PiecewiseProx(
            PieceSearch<double, BinaryHinge<double>>.Find(new(1.0), 0)!, PieceSearch<double, BinaryHinge<double>>.Find(new(1.0), 1)!);
        AreTheSame(closed, new NewtonProx<double, BinaryHinge<double>>(new(1.0)));
    }

    [Fact]
    public void NewtonFindsTheSlopeAtTheProximalPoint()
    {
        var prox = new NewtonProx<double, Logistic<double>>(default);
        foreach (double score in Scores)
        {
            foreach (double q in Curvatures)
            {
                DualCoordinate start = prox.Start(1);
                DualCoordinate found = prox.Step(score, q, start, 1);

                // α = −σ(−s) is the slope at s, and s + q α is what it was but for a hundredth of the way.
                Assert.InRange(found.Slope + (1.0 / (1.0 + Math.Exp(found.Point))), -1e-14, 1e-14);
                double residual = found.Point + (q * found.Slope) - score - (q * start.Slope);
                Assert.InRange(Math.Abs(residual), 0.0, (1e-2 * Math.Abs(found.Point - score)) + 1e-12 + (1e-15 * Math.Abs(score)));
            }
        }
    }

    private static void HasItsPieces<T, TLoss>(TLoss loss, double tolerance)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
        where TLoss : struct, ILoss<T, T>
    {
        for (int side = 0; side < 2; side++)
        {
            PiecewiseLoss? pieces = PieceSearch<T, TLoss>.Find(loss, side);
            Assert.NotNull(pieces);
            var itself = new ScalarLoss<T, TLoss>(loss);
            foreach (double score in Scores)
            {
                LossSample sample = itself.At(score, side);
                double rounding = tolerance * (1.0 + (score * score));
                Assert.InRange(pieces.Value(sample.Point) - sample.Value, -rounding, rounding);
                foreach (double q in Curvatures)
                    IsOptimal(pieces, score, q);
            }
        }
    }

    /// <summary>Moving to either side raises ℓ(s) + (s − s₀)² / (2 q), and the conjugate is that of Fenchel and Young.</summary>
    private static void IsOptimal(PiecewiseLoss loss, double s0, double q)
    {
        DualCoordinate found = loss.Prox(s0, q);
        Assert.InRange(found.Point + (q * found.Slope) - s0, -1e-9 * (1.0 + Math.Abs(s0)), 1e-9 * (1.0 + Math.Abs(s0)));
        double scale = 1e-9 * (1.0 + (found.Point * found.Point) + Math.Abs(found.Slope * found.Point));
        double conjugate = (found.Slope * found.Point) - loss.Value(found.Point);
        Assert.InRange(found.Conjugate - conjugate, -scale, scale);
        foreach (double other in Scores)
        {
            double line = (found.Slope * other) - found.Conjugate;
            Assert.True(loss.Value(other) >= line - scale - (1e-9 * other * other), $"{found} is no slope: {other}");
        }
    }

    private static void AreTheSame<TOne, TOther>(TOne one, TOther other)
        where TOne : struct, IScalarProx
        where TOther : struct, IScalarProx
    {
        for (int side = 0; side < 2; side++)
        {
            foreach (double score in Scores)
            {
                // Without curvature every slope at a kink is as good as another.
                foreach (double q in Curvatures.Where(q => q > 0.0))
                {
                    DualCoordinate expected = one.Step(score, q, one.Start(side), side);
                    DualCoordinate found = other.Step(score, q, one.Start(side), side);

                    // Newton's method leaves a hundredth of the way; slopes are at most 1.
                    Assert.InRange(found.Slope - expected.Slope, -1.1e-2, 1.1e-2);
                }
            }
        }
    }
}
