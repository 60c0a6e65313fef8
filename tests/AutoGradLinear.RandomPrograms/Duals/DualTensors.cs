using System.Numerics.Tensors;

namespace AutoGradLinear.RandomPrograms.Duals;

/// <summary>
/// <c>TensorPrimitives</c> over dual numbers. Values come from the platform's own functions, whose order of summation is theirs.
/// </summary>
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

    public static Dual SumOfMagnitudes<T>(ReadOnlySpan<Dual> x)
    {
        Dual sum = 0;
        foreach (Dual element in x)
            sum += DualMath.Abs(element);
        return DualMath.WithValue(TensorPrimitives.SumOfMagnitudes<double>(Values(x)), sum);
    }

    public static Dual Distance<T>(ReadOnlySpan<Dual> x, ReadOnlySpan<Dual> y)
    {
        Dual sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += (x[i] - y[i]) * (x[i] - y[i]);
        double value = TensorPrimitives.Distance<double>(Values(x), Values(y));
        return value == 0 ? 0 : DualMath.WithValue(value, DualMath.Sqrt(sum));
    }

    public static int IndexOfMax<T>(ReadOnlySpan<Dual> x) => TensorPrimitives.IndexOfMax<double>(Values(x));

    public static int IndexOfMin<T>(ReadOnlySpan<Dual> x) => TensorPrimitives.IndexOfMin<double>(Values(x));

    public static void Negate<T>(ReadOnlySpan<Dual> x, Span<Dual> into) => Map(x, into, element => -element);

    public static void Abs<T>(ReadOnlySpan<Dual> x, Span<Dual> into) => Map(x, into, DualMath.Abs);

    public static void Exp<T>(ReadOnlySpan<Dual> x, Span<Dual> into) => Map(x, into, DualMath.Exp);

    public static void Log<T>(ReadOnlySpan<Dual> x, Span<Dual> into) => Map(x, into, DualMath.Log);

    public static void Sqrt<T>(ReadOnlySpan<Dual> x, Span<Dual> into) => Map(x, into, DualMath.Sqrt);

    public static void Sin<T>(ReadOnlySpan<Dual> x, Span<Dual> into) => Map(x, into, DualMath.Sin);

    public static void Cos<T>(ReadOnlySpan<Dual> x, Span<Dual> into) => Map(x, into, DualMath.Cos);

    public static void Tanh<T>(ReadOnlySpan<Dual> x, Span<Dual> into) => Map(x, into, DualMath.Tanh);

    public static void Sigmoid<T>(ReadOnlySpan<Dual> x, Span<Dual> into) => Map(x, into, element => 1 / (1 + DualMath.Exp(-element)));

    public static void Add<T>(ReadOnlySpan<Dual> x, ReadOnlySpan<Dual> y, Span<Dual> into) => Map(x, y, into, (a, b) => a + b);

    public static void Add<T>(ReadOnlySpan<Dual> x, Dual y, Span<Dual> into) => Map(x, into, element => element + y);

    public static void Subtract<T>(ReadOnlySpan<Dual> x, ReadOnlySpan<Dual> y, Span<Dual> into) => Map(x, y, into, (a, b) => a - b);

    public static void Subtract<T>(ReadOnlySpan<Dual> x, Dual y, Span<Dual> into) => Map(x, into, element => element - y);

    public static void Subtract<T>(Dual x, ReadOnlySpan<Dual> y, Span<Dual> into) => Map(y, into, element => x - element);

    public static void Multiply<T>(ReadOnlySpan<Dual> x, ReadOnlySpan<Dual> y, Span<Dual> into) => Map(x, y, into, (a, b) => a * b);

    public static void Multiply<T>(ReadOnlySpan<Dual> x, Dual y, Span<Dual> into) => Map(x, into, element => element * y);

    public static void Divide<T>(ReadOnlySpan<Dual> x, ReadOnlySpan<Dual> y, Span<Dual> into) => Map(x, y, into, (a, b) => a / b);

    public static void Divide<T>(ReadOnlySpan<Dual> x, Dual y, Span<Dual> into) => Map(x, into, element => element / y);

    public static void Max<T>(ReadOnlySpan<Dual> x, Dual y, Span<Dual> into) => Map(x, into, element => DualMath.Max(element, y));

    public static void Min<T>(ReadOnlySpan<Dual> x, ReadOnlySpan<Dual> y, Span<Dual> into) => Map(x, y, into, DualMath.Min);

    public static void Pow<T>(ReadOnlySpan<Dual> x, Dual y, Span<Dual> into) => Map(x, into, element => DualMath.Pow(element, y));

    public static void MultiplyAdd<T>(ReadOnlySpan<Dual> x, ReadOnlySpan<Dual> y, Dual z, Span<Dual> into) => Map(x, y, into, (a, b) => (a * b) + z);

    public static void AddMultiply<T>(ReadOnlySpan<Dual> x, Dual y, ReadOnlySpan<Dual> z, Span<Dual> into) => Map(x, z, into, (a, b) => (a + y) * b);

    public static void FusedMultiplyAdd<T>(ReadOnlySpan<Dual> x, Dual y, ReadOnlySpan<Dual> z, Span<Dual> into) => Map(x, z, into, (a, b) => DualMath.FusedMultiplyAdd(a, y, b));

    private static void Map(ReadOnlySpan<Dual> x, Span<Dual> into, Func<Dual, Dual> function)
    {
        for (int i = 0; i < x.Length; i++)
            into[i] = function(x[i]);
    }

    private static void Map(ReadOnlySpan<Dual> x, ReadOnlySpan<Dual> y, Span<Dual> into, Func<Dual, Dual, Dual> function)
    {
        for (int i = 0; i < x.Length; i++)
            into[i] = function(x[i], y[i]);
    }

    private static double[] Values(ReadOnlySpan<Dual> x)
    {
        var values = new double[x.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = x[i].V;
        return values;
    }
}
