using AutoGradLinear.Losses;
using Xunit;

namespace AutoGradLinear.Tests.Losses;

/// <summary>Second derivatives of the losses that are proved to be smooth.</summary>
public class SmoothLossTests
{
    private const int Classes = 4;
    private const int Stride = 5;
    private static readonly int[] Labels = [1, 3, 0];
    private static readonly double[] Weights = [1, 0.5, 2];

    [Fact]
    public void SoftmaxHasTheHessianOfTheTextbook()
    {
        // ∇²ℓ = diag(p) − p pᵀ, whatever the label.
        double[] scores = [0.3, -1.2, 2, 0.1];
        double[] direction = [1, -0.5, 0.25, 2];
        double[] product = new double[Classes];
        double value = new SoftmaxCrossEntropy<double>().HessianVectorProduct(scores, 2, direction, product);

        double sum = scores.Sum(Math.Exp);
        double[] p = [.. scores.Select(score => Math.Exp(score) / sum)];
        double inner = p.Zip(direction, (a, b) => a * b).Sum();
        Assert.Equal(Math.Log(sum) - scores[2], value, 1e-14);
        for (int c = 0; c < Classes; c++)
            Assert.Equal(p[c] * (direction[c] - inner), product[c], 1e-14);
    }

    [Fact]
    public void BlocksAreExamplesSideBySide()
    {
        Check(new SoftmaxCrossEntropy<double>());
        Check(new SquaredHinge<double>(1));
    }

    [Fact]
    public void BlocksThatDoNotFitAreNamed()
    {
        var loss = new SoftmaxCrossEntropy<double>();
        double[] block = new double[Classes * Stride];
        Assert.Equal("directions", Assert.Throws<ArgumentException>(() => loss.BatchHessianVectorProduct(block, new double[3], Stride, Labels, default, new double[block.Length])).ParamName);
        Assert.Equal("products", Assert.Throws<ArgumentException>(() => loss.BatchHessianVectorProduct(block, new double[block.Length], Stride, Labels, default, block)).ParamName);
    }

    [Fact]
    public void ClassesAgainstTheRestAreApart()
    {
        Check(new OneVsRest<double, Logistic<double>>(default));
        Check(new OneVsRest<double, BinarySquaredHinge<double>>(new(1)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void OneScoreForTwoClassesHasTheSecondDerivativeOfTheLogistic(int positive)
    {
        // ℓ'' = σ(s) (1 − σ(s)), whatever the side.
        var loss = new BinaryTarget<double, Logistic<double>>(default, positive);
        Assert.True(loss.HasCurvature);
        double[] scores = [0.5, -2, 3];
        double[] products = new double[3];
        loss.BatchHessianVectorProduct(scores, [1, 2, -1], 3, [0, 1, 1], Weights, products);
        double[] expected = [.. scores.Select(s => 1 / (2 + Math.Exp(s) + Math.Exp(-s)))];
        Assert.Equal(expected[0], products[0], 1e-15);
        Assert.Equal(0.5 * 2 * expected[1], products[1], 1e-15);
        Assert.Equal(2 * -expected[2], products[2], 1e-15);
        Assert.Throws<IndexOutOfRangeException>(() => loss.BatchHessianVectorProduct(scores, new double[3], 3, [0, 1, 2], default, new double[3]));
    }

    [Fact]
    public void WhatIsMadeOfALossWithKinksHasNone()
    {
        var loss = new OneVsRest<double, BinaryHinge<double>>(new(1));
        Assert.False(loss.HasCurvature);
        Assert.False(new BinaryTarget<double, BinaryHinge<double>>(new(1), 1).HasCurvature);
        Assert.False(new OneVsRest<BinaryHinge<float>>(new(1)).HasCurvature);
        Assert.True(new OneVsRest<Logistic<float>>(default).HasCurvature);
        var error = Assert.Throws<NotSupportedException>(() => loss.BatchHessianVectorProduct([1.0], [1.0], 1, [0], default, new double[1]));
        Assert.Contains("BinaryHinge", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RidgeIsTwiceItsStrengthOnTheDiagonal()
    {
        double[] product = new double[3];
        Assert.Equal(0.5 * 14, ((ISmoothPenalty<double>)new L2<double>(0.5)).HessianVectorProduct([1, 2, 3], [1, -1, 0.25], product));
        Assert.Equal([1, -1, 0.25], product);
        Assert.IsNotAssignableFrom<ISmoothPenalty<double>>(default(L1<double>));
    }

    private static void Check<TLoss>(TLoss loss)
        where TLoss : struct, ILoss<double, int>, ISmoothLoss<double, int>
    {
        double[] scores = [.. Enumerable.Range(0, Classes * Stride).Select(i => Math.Sin(3 * i))];
        double[] directions = [.. Enumerable.Range(0, Classes * Stride).Select(i => Math.Cos(2 * i))];
        double[] products = new double[Classes * Stride];
        Array.Fill(products, double.NaN);
        loss.BatchHessianVectorProduct(scores, directions, Stride, Labels, Weights, products);
        for (int i = 0; i < Stride; i++)
        {
            double[] expected = i < Labels.Length ? Difference(loss, Row(scores, i), Row(directions, i), Labels[i]) : [];
            for (int c = 0; c < Classes; c++)
            {
                if (i < Labels.Length)
                    Assert.Equal(Weights[i] * expected[c], products[(c * Stride) + i], 1e-7);
                else
                    Assert.Equal(double.NaN, products[(c * Stride) + i]);
            }
        }
    }

    /// <summary>The difference of gradients along the direction; away from the kinks of the second derivative its error is about 1e-9.</summary>
    private static double[] Difference<TLoss>(TLoss loss, double[] scores, double[] direction, int label)
        where TLoss : struct, ILoss<double, int>
    {
        const double Step = 1e-5;
        double[] Gradient(double by)
        {
            double[] gradient = new double[Classes];
            loss.ValueWithGradient(scores.Zip(direction, (s, d) => s + (by * d)).ToArray(), label, gradient);
            return gradient;
        }

        return [.. Gradient(Step).Zip(Gradient(-Step), (high, low) => (high - low) / (2 * Step))];
    }

    private static double[] Row(double[] block, int example) => [.. Enumerable.Range(0, Classes).Select(c => block[(c * Stride) + example])];
}
