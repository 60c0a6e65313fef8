using System.Numerics;

namespace AutoGradLinear.Models;

/// <summary>A distance as a sum over columns.</summary>
internal interface IMetric
{
    /// <summary>One term, of a difference xⱼ − yⱼ.</summary>
    static abstract double Term(double difference);

    /// <summary>Adds terms to sums; to a rounding, since the distances that count are computed by <see cref="Term"/>.</summary>
    static abstract Vector<T> Add<T>(Vector<T> sums, Vector<T> differences)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>The term of a stored value y less that of 0, for queries x: what a sparse row adds to the distance of x from 0.</summary>
    static abstract Vector<double> Excess(Vector<double> x, Vector<double> y);
}

/// <summary>|xⱼ − yⱼ|.</summary>
internal readonly struct AbsoluteDifference : IMetric
{
    public static double Term(double difference) => Math.Abs(difference);

    public static Vector<T> Add<T>(Vector<T> sums, Vector<T> differences)
        where T : unmanaged, IFloatingPointIeee754<T>
        => sums + Vector.Abs(differences);

    public static Vector<double> Excess(Vector<double> x, Vector<double> y) => Vector.Abs(y - x) - Vector.Abs(x);
}

/// <summary>(xⱼ − yⱼ)².</summary>
internal readonly struct SquaredDifference : IMetric
{
    public static double Term(double difference) => difference * difference;

    public static Vector<T> Add<T>(Vector<T> sums, Vector<T> differences)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            Vector<float> singles = Vector.As<T, float>(differences);
            return Vector.As<float, T>(Vector.MultiplyAddEstimate(singles, singles, Vector.As<T, float>(sums)));
        }

        Vector<double> doubles = Vector.As<T, double>(differences);
        return Vector.As<double, T>(Vector.MultiplyAddEstimate(doubles, doubles, Vector.As<T, double>(sums)));
    }

    public static Vector<double> Excess(Vector<double> x, Vector<double> y) => y * (y - x - x);
}
