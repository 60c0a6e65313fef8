namespace AutoGradLinear.RandomPrograms.Duals;

/// <summary>
/// A <c>double</c> with its derivative in one direction: forward mode by operator overloading, over the C# text itself and nothing of the
/// compiler.
/// </summary>
/// <param name="value">The value, with the bits that <c>double</c> has.</param>
/// <param name="tangent">The derivative.</param>
/// <param name="magnitude">
/// Σ |∏ partial derivatives| over all paths from the input: what the derivative would be if nothing cancelled. Rounding errors of any
/// order of summation are small multiples of it, so that it is the scale of a comparison.
/// </param>
public readonly struct Dual(double value, double tangent, double magnitude) : IReal<Dual>
{
    public readonly double V = value;
    public readonly double D = tangent;
    public readonly double M = magnitude;

    public Dual(double value, double tangent)
        : this(value, tangent, Math.Abs(tangent))
    {
    }

    public static implicit operator Dual(double x) => new(x, 0, 0);
    public static explicit operator Dual(long x) => new(x, 0, 0);
    public static explicit operator double(Dual x) => x.V;
    public static explicit operator int(Dual x) => (int)x.V;
    public static explicit operator long(Dual x) => (long)x.V;
    public static Dual operator +(Dual x, Dual y) => new(x.V + y.V, x.D + y.D, x.M + y.M);
    public static Dual operator -(Dual x, Dual y) => new(x.V - y.V, x.D - y.D, x.M + y.M);
    public static Dual operator *(Dual x, Dual y) => Of(x.V * y.V, x, y.V, y, x.V);
    public static Dual operator /(Dual x, Dual y) => Of(x.V / y.V, x, 1 / y.V, y, -(x.V / y.V) / y.V);
    public static Dual operator %(Dual x, Dual y) => Of(x.V % y.V, x, 1, y, -Math.Truncate(x.V / y.V));
    public static Dual operator -(Dual x) => new(-x.V, -x.D, x.M);
    public static Dual operator +(Dual x) => x;
    public static Dual operator ++(Dual x) => x + 1;
    public static Dual operator --(Dual x) => x - 1;
    public static bool operator <(Dual x, Dual y) => x.V < y.V;
    public static bool operator >(Dual x, Dual y) => x.V > y.V;
    public static bool operator <=(Dual x, Dual y) => x.V <= y.V;
    public static bool operator >=(Dual x, Dual y) => x.V >= y.V;
    public static bool operator ==(Dual x, Dual y) => x.V == y.V;
    public static bool operator !=(Dual x, Dual y) => x.V != y.V;
    public static Dual One => 1;
    public static Dual Zero => 0;
    public static Dual CreateChecked(double x) => x;
    public static Dual Sin(Dual x) => DualMath.Sin(x);
    public static Dual Tanh(Dual x) => DualMath.Tanh(x);
    public static Dual Exp(Dual x) => DualMath.Exp(x);
    public static Dual Max(Dual x, Dual y) => DualMath.Max(x, y);
    public static Dual Exp2(Dual x) => Of(double.Exp2(x.V), x, double.Exp2(x.V) * Math.Log(2));
    public static Dual Exp10(Dual x) => Of(double.Exp10(x.V), x, double.Exp10(x.V) * Math.Log(10));
    public static Dual ExpM1(Dual x) => Of(double.ExpM1(x.V), x, Math.Exp(x.V));
    public static Dual LogP1(Dual x) => Of(double.LogP1(x.V), x, 1 / (1 + x.V));
    public static Dual Hypot(Dual x, Dual y) => DualMath.Hypot(x, y);
    public override bool Equals(object? other) => other is Dual dual && V.Equals(dual.V);
    public override int GetHashCode() => V.GetHashCode();

    /// <summary>A function of one variable. A zero tangent absorbs an infinite slope.</summary>
    internal static Dual Of(double value, Dual x, double slope)
    {
        Edges.NoteValue(value);
        return new(value, Times(x.D, slope), Times(x.M, Math.Abs(slope)));
    }

    /// <summary>A function of two variables.</summary>
    internal static Dual Of(double value, Dual x, double byX, Dual y, double byY)
    {
        Edges.NoteValue(value);
        return new(value, Times(x.D, byX) + Times(y.D, byY), Times(x.M, Math.Abs(byX)) + Times(y.M, Math.Abs(byY)));
    }

    private static double Times(double tangent, double slope) => tangent == 0 || slope == 0 ? 0 : tangent * slope;
}
