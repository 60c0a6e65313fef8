using AutoGradLinear.Generators.IR;
using AutoGradLinear.Numerics;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>Holds claimed traits against numbers: at random points, along random segments, near the places where weights are 0.</summary>
/// <param name="Value">The function.</param>
/// <param name="Gradient">Its gradient, without the value.</param>
/// <param name="Length">The number of its variables.</param>
internal sealed record TraitMeasurement(Func<double[], double> Value, Func<double[], double[]> Gradient, int Length, string Name)
{
    private static readonly double[] Sizes = [0.1, 1.0, 4.0];
    private readonly DeterministicRandom _random = new(3);

    public void Check(ProvedTraits traits)
    {
        foreach (double size in Sizes)
        {
            for (int trial = 0; trial < 20; trial++)
            {
                double[] a = Point(size);
                double[] b = Point(size);
                if (traits.HasFlag(ProvedTraits.Convex))
                    CheckConvex(a, b);
                if (traits.HasFlag(ProvedTraits.Smooth))
                    CheckContinuous(a, b, Gradient);
                if (traits.HasFlag(ProvedTraits.PiecewiseAffine))
                    CheckPieces(a, b, degree: 1);
                if (traits.HasFlag(ProvedTraits.PiecewiseQuadratic))
                    CheckPieces(a, b, degree: 2);
                if (traits.HasFlag(ProvedTraits.Separable))
                    CheckSeparable(a, b);
                if (traits.HasFlag(ProvedTraits.AbsoluteValue))
                    CheckAbsolute(a, b);
                if (traits.HasFlag(ProvedTraits.SumOfSquares))
                    CheckSquares(a, hasMagnitudes: traits.HasFlag(ProvedTraits.AbsoluteValue));
            }
        }
    }

    /// <summary>f((a + b) / 2) ≤ (f(a) + f(b)) / 2.</summary>
    private void CheckConvex(double[] a, double[] b)
    {
        double middle = Value(Between(a, b, 0.5));
        double mean = 0.5 * (Value(a) + Value(b));
        if (double.IsFinite(middle) && double.IsFinite(mean))
            Assert.True(middle <= mean + (1e-9 * (1.0 + Math.Abs(Value(a)) + Math.Abs(Value(b)))), $"{Name} is not convex: {middle} > {mean}");
    }

    /// <summary>Of a continuous gradient the largest jump on a segment vanishes as the segment is halved around it.</summary>
    private void CheckContinuous(double[] a, double[] b, Func<double[], double[]> gradient)
    {
        const int Parts = 64;
        (double from, double to) = Enumerable.Range(0, Parts)
            .Select(i => ((double)i / Parts, (i + 1.0) / Parts))
            .MaxBy(part => Jump(part.Item1, part.Item2));
        for (int halving = 0; halving < 30; halving++)
        {
            double middle = 0.5 * (from + to);
            (from, to) = Jump(from, middle) > Jump(middle, to) ? (from, middle) : (middle, to);
        }

        // The segment is 10⁻¹¹ long: slopes of up to 10⁶ are continuous.
        Assert.True(Jump(from, to) < 1e-4, $"{Name} has a gradient that jumps by {Jump(from, to)} near {string.Join(", ", Between(a, b, from))}");

        double Jump(double one, double other)
        {
            double[] left = gradient(Between(a, b, one));
            double[] right = gradient(Between(a, b, other));
            double largest = left.Zip(right, (x, y) => Math.Abs(x - y)).Max();
            return double.IsFinite(largest) ? largest / (1.0 + left.Max(Math.Abs)) : 0.0;
        }
    }

    /// <summary>Along a segment all but a few differences of one order more than the degree vanish.</summary>
    private void CheckPieces(double[] a, double[] b, int degree)
    {
        const int Steps = 400;
        double[] values = [.. Enumerable.Range(0, Steps + 1).Select(i => Value(Between(a, b, (double)i / Steps)))];
        double scale = 1.0 + values.Max(Math.Abs);
        for (int order = 0; order <= degree; order++)
            values = [.. values.Skip(1).Zip(values, (next, value) => next - value)];
        int bends = values.Count(difference => Math.Abs(difference) > 1e-11 * scale);
        Assert.True(bends <= Steps / 4, $"{Name} bends at {bends} of {Steps} points");
    }

    /// <summary>f(x + dᵢ + dⱼ) − f(x + dᵢ) − f(x + dⱼ) + f(x) = 0.</summary>
    private void CheckSeparable(double[] a, double[] b)
    {
        for (int i = 1; i < Length; i++)
        {
            double[] one = With(a, i, b[i]);
            double[] other = With(a, i - 1, b[i - 1]);
            double[] both = With(one, i - 1, b[i - 1]);
            double mixed = Value(both) - Value(one) - Value(other) + Value(a);
            if (double.IsFinite(mixed))
                Assert.True(Math.Abs(mixed) <= 1e-9 * (1.0 + Math.Abs(Value(both)) + Math.Abs(Value(a))), $"{Name} has a mixed difference of {mixed}");
        }
    }

    /// <summary>The gradient jumps by 2 c at every w = 0, for one c, and without c · Σ |w| it does not.</summary>
    private void CheckAbsolute(double[] a, double[] b)
    {
        double[] jumps = [.. Enumerable.Range(0, Length).Select(i => Gradient(With(a, i, 1e-12))[i] - Gradient(With(a, i, -1e-12))[i])];
        if (!double.IsFinite(jumps[0]))
            return;
        Assert.All(jumps, jump => Assert.InRange(jump, jumps[0] - 1e-6, jumps[0] + 1e-6));
        CheckContinuous(a, b, w => [.. Gradient(w).Select((slope, i) => slope - (0.5 * jumps[0] * Math.Sign(w[i])))]);
    }

    /// <summary>f(x) = c Σ x² + d Σ |x|, for the c and d that two points on an axis give.</summary>
    private void CheckSquares(double[] x, bool hasMagnitudes)
    {
        double one = Value(With(new double[Length], 0, 1.0));
        double two = Value(With(new double[Length], 0, 2.0));
        double d = hasMagnitudes ? (2.0 * one) - (0.5 * two) : 0.0;
        double expected = ((one - d) * x.Sum(w => w * w)) + (d * x.Sum(Math.Abs));
        if (double.IsFinite(expected))
            Assert.InRange(Value(x), expected - (1e-9 * (1.0 + Math.Abs(expected))), expected + (1e-9 * (1.0 + Math.Abs(expected))));
    }

    private double[] Point(double size) => [.. Enumerable.Range(0, Length).Select(_ => size * ((2.0 * _random.NextDouble()) - 1.0))];

    private static double[] Between(double[] a, double[] b, double t) => [.. a.Zip(b, (x, y) => x + (t * (y - x)))];

    private static double[] With(double[] x, int i, double value)
    {
        double[] copy = [.. x];
        copy[i] = value;
        return copy;
    }
}
