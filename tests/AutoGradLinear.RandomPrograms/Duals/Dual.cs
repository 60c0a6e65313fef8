namespace AutoGradLinear.RandomPrograms.Duals;

/// <summary>
/// A <c>double</c> with its derivative by one coordinate, its derivative along one direction, and the derivative of the one along the other (hyper-dual numbers): forward mode by
/// operator overloading, over the C# text itself and nothing of the compiler.
/// </summary>
/// <param name="value">The value, with the bits that <c>double</c> has.</param>
/// <param name="partial">The derivative by the coordinate.</param>
/// <param name="along">The derivative along the direction.</param>
/// <param name="mixed">The derivative of <paramref name="partial"/> along the direction: an element of a Hessian–vector product.</param>
public readonly struct Dual(double value, Term partial, Term along, Term mixed) : IReal<Dual>
{
    private readonly Term _partial = partial;
    private readonly Term _along = along;
    private readonly Term _mixed = mixed;

    public readonly double V = value;

    public Dual(double value, double partial, double along = 0)
        : this(value, new Term(partial), new Term(along), default)
    {
    }

    /// <summary>The derivative by the coordinate.</summary>
    public double D => _partial.Value;

    /// <summary>The scale of <see cref="D"/>.</summary>
    public double M => _partial.Magnitude;

    public Term Along => _along;

    public Term Mixed => _mixed;

    public static implicit operator Dual(double x) => new(x, 0);
    public static explicit operator Dual(long x) => new(x, 0);
    public static explicit operator double(Dual x) => x.V;
    public static explicit operator int(Dual x) => (int)x.V;
    public static explicit operator long(Dual x) => (long)x.V;
    public static Dual operator +(Dual x, Dual y) => Of(x.V + y.V, x, 1, y, 1);
    public static Dual operator -(Dual x, Dual y) => Of(x.V - y.V, x, 1, y, -1);
    public static Dual operator *(Dual x, Dual y) => Of(x.V * y.V, x, y.V, y, x.V, 0, 1, 0);
    public static Dual operator /(Dual x, Dual y) => Of(x.V / y.V, x, 1 / y.V, y, -(x.V / y.V) / y.V, 0, -1 / (y.V * y.V), 2 * (x.V / y.V) / (y.V * y.V));
    public static Dual operator %(Dual x, Dual y) => Of(x.V % y.V, x, 1, y, -Math.Truncate(x.V / y.V));
    public static Dual operator -(Dual x) => Of(-x.V, x, -1);
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
    public static Dual Exp2(Dual x) => Of(double.Exp2(x.V), x, double.Exp2(x.V) * Math.Log(2), double.Exp2(x.V) * Math.Log(2) * Math.Log(2));
    public static Dual Exp10(Dual x) => Of(double.Exp10(x.V), x, double.Exp10(x.V) * Math.Log(10), double.Exp10(x.V) * Math.Log(10) * Math.Log(10));
    public static Dual ExpM1(Dual x) => Of(double.ExpM1(x.V), x, Math.Exp(x.V), Math.Exp(x.V));
    public static Dual LogP1(Dual x) => Of(double.LogP1(x.V), x, 1 / (1 + x.V), -1 / ((1 + x.V) * (1 + x.V)));
    public static Dual Hypot(Dual x, Dual y) => DualMath.Hypot(x, y);
    public override bool Equals(object? other) => other is Dual dual && V.Equals(dual.V);
    public override int GetHashCode() => V.GetHashCode();

    /// <summary>A function of one variable, from its first and its second derivative. A zero absorbs an infinity.</summary>
    internal static Dual Of(double value, Dual x, double slope, double curvature = 0)
    {
        value = Edges.Noted(Rounding.Of(value));
        return new(value, x._partial * slope, x._along * slope, (x._mixed * slope) + (x._partial * x._along * curvature));
    }

    /// <summary>√x = r, with r″ = −r′ r′ / r in this order: x^(−3/2) leaves the range long before the product does.</summary>
    internal static Dual Root(Dual x)
    {
        double root = Edges.Noted(Rounding.Of(Math.Sqrt(x.V)));
        (Term partial, Term along) = (x._partial * (0.5 / root), x._along * (0.5 / root));
        return new(root, partial, along, (x._mixed * (0.5 / root)) + (partial * along * (-1 / root)));
    }

    /// <summary>A function of two variables.</summary>
    internal static Dual Of(double value, Dual x, double byX, Dual y, double byY, double byXX = 0, double byXY = 0, double byYY = 0)
    {
        value = Edges.Noted(Rounding.Of(value));
        Term bend = (x._partial * x._along * byXX) + (((x._partial * y._along) + (y._partial * x._along)) * byXY) + (y._partial * y._along * byYY);
        return new(value, (x._partial * byX) + (y._partial * byY), (x._along * byX) + (y._along * byY), (x._mixed * byX) + (y._mixed * byY) + bend);
    }

    internal bool HasDerivativesOf(Dual other) => _partial.Value == other._partial.Value && _along.Value == other._along.Value && _mixed.Value == other._mixed.Value;

    internal Dual WithValue(double value) => new(value, _partial, _along, _mixed);
}
