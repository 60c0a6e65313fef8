using AutoGradLinear.Numerics;
using CsCheck;
using Xunit;

namespace AutoGradLinear.Tests.Numerics;

/// <summary>Softmax and its logarithm: where results go, and what they sum to.</summary>
public class StableMathRowTests
{
    private static readonly Gen<double[]> Rows = Gen.Double[-50, 50].Array[1, 30];

    [Fact]
    public void TheDestinationMayBeTheSource() => Rows.Sample(x =>
    {
        var separate = new double[x.Length];
        double[] same = [.. x];
        StableMath.Softmax<double>(x, separate);
        StableMath.Softmax<double>(same, same);
        Assert.Equal(separate, same);

        same = [.. x];
        StableMath.LogSoftmax<double>(x, separate);
        StableMath.LogSoftmax<double>(same, same);
        Assert.Equal(separate, same);
    });

    [Fact]
    public void SoftmaxSumsToOne() => Rows.Sample(x =>
    {
        var y = new double[x.Length];
        StableMath.Softmax<double>(x, y);

        // Each of up to 30 numbers has an error of two units at most, and each of the additions one of half a unit of 1.
        Assert.Equal(1, y.Sum(), 30 * 2.220446049250313e-16);
    });

    [Fact]
    public void LogSoftmaxIsWhatLogSumExpSubtracts() => Rows.Sample(x =>
    {
        var y = new double[x.Length];
        StableMath.LogSoftmax<double>(x, y);
        double logarithm = StableMath.LogSumExp<double>(x);

        // The difference cancels: numbers up to 54, each with two roundings.
        for (int i = 0; i < x.Length; i++)
            Assert.Equal(x[i] - logarithm, y[i], 4 * 7.1e-15);
    });

    [Fact]
    public void LongRowsAreAsPreciseAsShortOnes()
    {
        // n + 1 equal numbers; the plain sum of a million such floats is wrong by a percent.
        const int Others = 1_000_000;
        var x = new float[Others + 1];
        Array.Fill(x, 0.1f);
        x[0] = 0.2f;
        double weight = Math.Exp((double)0.1f - 0.2f);
        float expected = (float)(0.2f + Math.Log(1 + (Others * weight)));
        Assert.InRange(StableMath.LogSumExp<float>(x), MathF.BitDecrement(expected), MathF.BitIncrement(expected));
    }

    [Fact]
    public void WithoutAFiniteMaximumThereIsNoSoftmax()
    {
        double[][] rows = [[double.NegativeInfinity, double.NegativeInfinity], [1, double.PositiveInfinity], [double.NaN, 1]];
        foreach (double[] x in rows)
        {
            var y = new double[x.Length];
            StableMath.Softmax<double>(x, y);
            Assert.All(y, number => Assert.True(double.IsNaN(number)));
            Array.Clear(y);
            StableMath.LogSoftmax<double>(x, y);
            Assert.All(y, number => Assert.True(double.IsNaN(number)));
        }
    }

    [Fact]
    public void WhatIsNegativelyInfiniteHasNoWeight()
    {
        double[] x = [double.NegativeInfinity, 1, double.NegativeInfinity];
        var y = new double[3];
        StableMath.Softmax<double>(x, y);
        Assert.Equal([0, 1, 0], y);
        StableMath.LogSoftmax<double>(x, y);
        Assert.Equal([double.NegativeInfinity, 0, double.NegativeInfinity], y);
        Assert.Equal(1, StableMath.LogSumExp<double>(x));
    }

    [Fact]
    public void EmptyRowsAreLeftAlone()
    {
        StableMath.Softmax<float>([], []);
        StableMath.LogSoftmax<float>([], []);
    }

    [Fact]
    public void OtherLengthsAreRefused()
    {
        var y = new double[3];
        ArgumentException shorter = Assert.Throws<ArgumentException>("destination", () => StableMath.Softmax<double>([1, 2, 3, 4], y));
        Assert.Contains("'destination' has length 3; 4", shorter.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("destination", () => StableMath.LogSoftmax<double>([1, 2], y));
    }

    [Fact]
    public void SpansThatShareAPartAreRefused()
    {
        var memory = new double[5];
        Assert.Throws<ArgumentException>("destination", () => StableMath.Softmax<double>(memory.AsSpan(0, 4), memory.AsSpan(1, 4)));
        Assert.Throws<ArgumentException>("destination", () => StableMath.LogSoftmax<double>(memory.AsSpan(1, 4), memory.AsSpan(0, 4)));
    }
}
