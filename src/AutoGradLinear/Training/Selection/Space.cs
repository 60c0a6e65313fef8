using System.Globalization;
using AutoGradLinear.Numerics;

namespace AutoGradLinear;

/// <summary>Values for hyperparameters: grids, and spaces to draw from at random.</summary>
/// <remarks>
/// Spaces are combined as queries: <c>from strength in Space.LogUniform(1e-6, 1e-1) from epochs in Space.Integer(5, 50) select new Settings(strength, epochs)</c>.
/// Numbers on a logarithmic scale are rounded to 14 digits, so that 10⁻⁵ is <c>1E-05</c> in tables, on every machine.
/// </remarks>
public static class Space
{
    /// <summary>Gives values with equal ratios: from · (to / from)^(i / (count − 1)).</summary>
    /// <param name="from">The first value, positive; a strong penalty comes before a weak one where the simplest is to be first.</param>
    /// <param name="to">The last value, positive.</param>
    /// <param name="count">The number of values, at least 2.</param>
    /// <returns>The values.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not positive and finite, or there are fewer than two values.</exception>
    public static IReadOnlyList<double> LogGrid(double from, double to, int count)
    {
        RequirePositive(from, nameof(from));
        RequirePositive(to, nameof(to));
        return Grid(from, to, count, part => OnLogScale(from, to, part));
    }

    /// <summary>Gives values with equal distances: from + (to − from) i / (count − 1).</summary>
    /// <param name="from">The first value.</param>
    /// <param name="to">The last value.</param>
    /// <param name="count">The number of values, at least 2.</param>
    /// <returns>The values.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not finite, or there are fewer than two values.</exception>
    public static IReadOnlyList<double> LinearGrid(double from, double to, int count)
    {
        RequireFinite(from, nameof(from));
        RequireFinite(to, nameof(to));
        return Grid(from, to, count, part => double.Lerp(from, to, part));
    }

    /// <summary>Reals in [low, high], all as likely.</summary>
    /// <param name="low">The lower bound.</param>
    /// <param name="high">The upper bound, above <paramref name="low"/>.</param>
    /// <returns>The space.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not finite, or they are not in order.</exception>
    public static Space<double> Uniform(double low, double high)
    {
        RequireFinite(low, nameof(low));
        RequireFinite(high, nameof(high));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(high, low);
        return new Space<double>(random => double.Lerp(low, high, random.NextDouble()));
    }

    /// <summary>Reals in [low, high] whose logarithms are uniform: for what matters by its order of magnitude, such as the strength of a penalty.</summary>
    /// <param name="low">The lower bound, positive.</param>
    /// <param name="high">The upper bound, above <paramref name="low"/>.</param>
    /// <returns>The space.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not positive and finite, or they are not in order.</exception>
    public static Space<double> LogUniform(double low, double high)
    {
        RequirePositive(low, nameof(low));
        RequirePositive(high, nameof(high));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(high, low);
        return new Space<double>(random => OnLogScale(low, high, random.NextDouble()));
    }

    /// <summary>Whole numbers from low to high, both included, all as likely.</summary>
    /// <param name="low">The lowest.</param>
    /// <param name="high">The highest.</param>
    /// <returns>The space.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The bounds are not in order, or 2³¹ or more apart.</exception>
    public static Space<int> Integer(int low, int high)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(high, low);
        long count = (long)high - low + 1;
        if (count > int.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(high), high, $"There are {count} numbers from {low} to {high}; at most {int.MaxValue} are possible.");
        return new Space<int>(random => low + random.NextInt32((int)count));
    }

    /// <summary>One of some values, all as likely.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="values">The values, at least one.</param>
    /// <returns>The space.</returns>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static Space<T> Choice<T>(params IReadOnlyList<T> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        T[] choices = [.. values];
        if (choices.Length == 0)
            throw new ArgumentException("There are no values to choose from; give one or more.", nameof(values));
        return new Space<T>(random => choices[random.NextInt32(choices.Length)]);
    }

    private static IReadOnlyList<double> Grid(double from, double to, int count, Func<double, double> at)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        double[] values = [.. Enumerable.Range(0, count).Select(i => at(i / (count - 1.0)))];
        (values[0], values[^1]) = (from, to);
        return values;
    }

    private static double OnLogScale(double from, double to, double part) => Math.Clamp(
        Rounded(Math.Exp(double.Lerp(Math.Log(from), Math.Log(to), part))), Math.Min(from, to), Math.Max(from, to));

    private static double Rounded(double value) =>
        double.Parse(value.ToString("G14", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static void RequirePositive(double value, string name)
    {
        if (!(value > 0.0 && double.IsFinite(value)))
            throw new ArgumentOutOfRangeException(name, value, "A bound on a logarithmic scale is positive and finite.");
    }

    private static void RequireFinite(double value, string name)
    {
        if (!double.IsFinite(value))
            throw new ArgumentOutOfRangeException(name, value, "A bound is finite.");
    }
}
