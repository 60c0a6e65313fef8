using System.Numerics.Tensors;

namespace AutoGradLinear.RandomPrograms.Duals;

/// <summary><c>TensorPrimitives</c> over dual numbers. Values come from the platform's own functions, whose order of summation is theirs.</summary>
public static class DualTensors
{
    public static Dual Sum<T>(ReadOnlySpan<Dual> x)
    {
        Dual sum = 0;
        foreach (Dual element in x)
            sum += element;
        return DualMath.WithValue(TensorPrimitives.Sum<double>(Values(x)), sum);
    }

    public static Dual Dot<T>(ReadOnlySpan<Dual> x, ReadOnlySpan<Dual> y)
    {
        double value = TensorPrimitives.Dot<double>(Values(x), Values(y));
        Dual sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += x[i] * y[i];
        return DualMath.WithValue(value, sum);
    }

    public static Dual SumOfSquares<T>(ReadOnlySpan<Dual> x)
        => DualMath.WithValue(TensorPrimitives.SumOfSquares<double>(Values(x)), Dot<Dual>(x, x));

    public static Dual Norm<T>(ReadOnlySpan<Dual> x)
    {
        double norm = TensorPrimitives.Norm<double>(Values(x));
        return norm == 0 ? 0 : DualMath.WithValue(norm, DualMath.Sqrt(Dot<Dual>(x, x)));
    }

    public static Dual Max<T>(ReadOnlySpan<Dual> x)
    {
        double value = TensorPrimitives.Max<double>(Values(x));
        Dual maximum = x[0];
        foreach (Dual element in x)
            maximum = DualMath.Max(maximum, element);
        return DualMath.WithValue(value, maximum);
    }

    public static Dual Min<T>(ReadOnlySpan<Dual> x)
    {
        double value = TensorPrimitives.Min<double>(Values(x));
        Dual minimum = x[0];
        foreach (Dual element in x)
            minimum = DualMath.Min(minimum, element);
        return DualMath.WithValue(value, minimum);
    }

    private static double[] Values(ReadOnlySpan<Dual> x)
    {
        var values = new double[x.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = x[i].V;
        return values;
    }
}
