namespace AutoGradLinear.RandomPrograms.Duals;

/// <summary>A <c>float</c> with its derivative: values round as those of <c>float</c> do, derivatives are kept in <c>double</c>.</summary>
public readonly struct DualSingle(float value, Dual dual)
{
    private readonly Dual _dual = dual.WithValue(value);

    public readonly float V = value;

    public static implicit operator DualSingle(float x) => new(x, x);
    public static implicit operator Dual(DualSingle x) => x._dual;
    public static explicit operator DualSingle(Dual x) => new((float)x.V, x);
    public static explicit operator DualSingle(double x) => new((float)x, x);
    public static explicit operator int(DualSingle x) => (int)x.V;
    public static DualSingle operator +(DualSingle x, DualSingle y) => new(x.V + y.V, (Dual)x + (Dual)y);
    public static DualSingle operator -(DualSingle x, DualSingle y) => new(x.V - y.V, (Dual)x - (Dual)y);
    public static DualSingle operator *(DualSingle x, DualSingle y) => new(x.V * y.V, (Dual)x * (Dual)y);
    public static DualSingle operator /(DualSingle x, DualSingle y) => new(x.V / y.V, (Dual)x / (Dual)y);
    public static DualSingle operator -(DualSingle x) => new(-x.V, -x._dual);
    public static bool operator <(DualSingle x, DualSingle y) => x.V < y.V;
    public static bool operator >(DualSingle x, DualSingle y) => x.V > y.V;
    public static bool operator <=(DualSingle x, DualSingle y) => x.V <= y.V;
    public static bool operator >=(DualSingle x, DualSingle y) => x.V >= y.V;
}

/// <summary><c>System.MathF</c> over dual numbers.</summary>
public static class DualMathF
{
    public static DualSingle Sin(DualSingle x) => Of(MathF.Sin(x.V), DualMath.Sin(x));

    public static DualSingle Cos(DualSingle x) => Of(MathF.Cos(x.V), DualMath.Cos(x));

    public static DualSingle Tanh(DualSingle x) => Of(MathF.Tanh(x.V), DualMath.Tanh(x));

    private static DualSingle Of(float value, Dual dual) => new(value, dual);
}
