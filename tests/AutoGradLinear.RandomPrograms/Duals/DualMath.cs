namespace AutoGradLinear.RandomPrograms.Duals;

/// <summary><c>System.Math</c> over dual numbers. Kinks follow the table in docs/conventions.md.</summary>
public static class DualMath
{
    public const double PI = Math.PI;
    public const double E = Math.E;

    public static Dual Sqrt(Dual x) => Dual.Root(x);
    public static Dual Cbrt(Dual x) => Dual.Of(Math.Cbrt(x.V), x, 1 / (3 * Math.Pow(Math.Cbrt(x.V), 2)), -2 / (9 * Math.Pow(Math.Cbrt(x.V), 5)));
    public static Dual Exp(Dual x) => Dual.Of(Math.Exp(x.V), x, Math.Exp(x.V), Math.Exp(x.V));
    public static Dual Log(Dual x) => Dual.Of(Math.Log(x.V), x, 1 / x.V, -1 / (x.V * x.V));
    public static Dual Log2(Dual x) => Dual.Of(Math.Log2(x.V), x, 1 / (x.V * Math.Log(2)), -1 / (x.V * x.V * Math.Log(2)));
    public static Dual Log10(Dual x) => Dual.Of(Math.Log10(x.V), x, 1 / (x.V * Math.Log(10)), -1 / (x.V * x.V * Math.Log(10)));

    public static Dual Log(Dual x, Dual b)
    {
        (double number, double root) = (Math.Log(x.V), Math.Log(b.V));
        return Dual.Of(
            Math.Log(x.V, b.V),
            x,
            1 / (x.V * root),
            b,
            -number / (root * root * b.V),
            -1 / (x.V * x.V * root),
            -1 / (x.V * b.V * root * root),
            number * (root + 2) / (b.V * b.V * root * root * root));
    }

    public static Dual Sin(Dual x) => Dual.Of(Math.Sin(x.V), x, Math.Cos(x.V), -Math.Sin(x.V));
    public static Dual Cos(Dual x) => Dual.Of(Math.Cos(x.V), x, -Math.Sin(x.V), -Math.Cos(x.V));
    public static Dual Tan(Dual x) => Dual.Of(Math.Tan(x.V), x, 1 / (Math.Cos(x.V) * Math.Cos(x.V)), 2 * Math.Sin(x.V) / Math.Pow(Math.Cos(x.V), 3));
    public static Dual Asin(Dual x) => Dual.Of(Math.Asin(x.V), x, 1 / Math.Sqrt((1 - x.V) * (1 + x.V)), x.V / Math.Pow((1 - x.V) * (1 + x.V), 1.5));
    public static Dual Acos(Dual x) => Dual.Of(Math.Acos(x.V), x, -1 / Math.Sqrt((1 - x.V) * (1 + x.V)), -x.V / Math.Pow((1 - x.V) * (1 + x.V), 1.5));
    public static Dual Atan(Dual x) => Dual.Of(Math.Atan(x.V), x, 1 / (1 + (x.V * x.V)), -2 * x.V / Math.Pow(1 + (x.V * x.V), 2));

    public static Dual Atan2(Dual y, Dual x)
    {
        double square = (x.V * x.V) + (y.V * y.V);
        double bend = 2 * x.V * y.V / (square * square);
        return Dual.Of(Math.Atan2(y.V, x.V), y, x.V / square, x, -y.V / square, -bend, ((y.V * y.V) - (x.V * x.V)) / (square * square), bend);
    }

    public static Dual Sinh(Dual x) => Dual.Of(Math.Sinh(x.V), x, Math.Cosh(x.V), Math.Sinh(x.V));
    public static Dual Cosh(Dual x) => Dual.Of(Math.Cosh(x.V), x, Math.Sinh(x.V), Math.Cosh(x.V));

    /// <summary>1 / cosh² has all its digits; what is generated has 1 − tanh², which is off by the rounding of tanh.</summary>
    public static Dual Tanh(Dual x)
    {
        double slope = (1 / (Math.Cosh(x.V) * Math.Cosh(x.V))) + (Rounding.Of(1) - 1);
        return Dual.Of(Math.Tanh(x.V), x, slope, -2 * Math.Tanh(x.V) * slope);
    }

    public static Dual Asinh(Dual x) => Dual.Of(Math.Asinh(x.V), x, 1 / Math.Sqrt(1 + (x.V * x.V)), -x.V / Math.Pow(1 + (x.V * x.V), 1.5));
    public static Dual Acosh(Dual x) => Dual.Of(Math.Acosh(x.V), x, 1 / Math.Sqrt((x.V - 1) * (x.V + 1)), -x.V / Math.Pow((x.V - 1) * (x.V + 1), 1.5));
    public static Dual Atanh(Dual x) => Dual.Of(Math.Atanh(x.V), x, 1 / ((1 - x.V) * (1 + x.V)), 2 * x.V / Math.Pow((1 - x.V) * (1 + x.V), 2));
    public static Dual FusedMultiplyAdd(Dual x, Dual y, Dual z) => WithValue(Math.FusedMultiplyAdd(x.V, y.V, z.V), (x * y) + z);
    public static Dual Floor(Dual x) => Math.Floor(x.V);
    public static Dual Ceiling(Dual x) => Math.Ceiling(x.V);
    public static Dual Round(Dual x) => Math.Round(x.V);
    public static Dual Truncate(Dual x) => Math.Truncate(x.V);
    public static int Sign(Dual x) => Math.Sign(x.V);
    public static Dual Abs(Dual x) => Dual.Of(Math.Abs(x.V), x, x.V > 0 ? 1 : x.V < 0 ? -1 : 0);
    public static int Abs(int x) => Math.Abs(x);
    public static int Max(int x, int y) => Math.Max(x, y);
    public static int Min(int x, int y) => Math.Min(x, y);
    public static int Clamp(int x, int low, int high) => Math.Clamp(x, low, high);

    public static Dual Max(Dual x, Dual y)
    {
        Edges.NoteTie(x, y);
        return WithValue(Math.Max(x.V, y.V), y.V > x.V || double.IsNaN(y.V) ? y : x);
    }

    public static Dual Min(Dual x, Dual y)
    {
        Edges.NoteTie(x, y);
        return WithValue(Math.Min(x.V, y.V), y.V < x.V || double.IsNaN(y.V) ? y : x);
    }

    public static Dual Clamp(Dual x, Dual low, Dual high)
    {
        Edges.NoteTie(x, low);
        Edges.NoteTie(x, high);
        return WithValue(Math.Clamp(x.V, low.V, high.V), x.V <= low.V ? low : x.V >= high.V ? high : x);
    }

    public static Dual CopySign(Dual x, Dual y)
    {
        Edges.NoteZero(x);
        return Dual.Of(Math.CopySign(x.V, y.V), x, Math.CopySign(1, x.V) * Math.CopySign(1, y.V));
    }

    public static Dual Pow(Dual x, Dual y)
    {
        double power = Math.Pow(x.V, y.V);
        double log = power == 0 ? 0 : Math.Log(x.V);
        return Dual.Of(
            power,
            x,
            y.V == 0 ? 0 : y.V * Math.Pow(x.V, y.V - 1),
            y,
            power * log,
            y.V is 0 or 1 ? 0 : y.V * (y.V - 1) * Math.Pow(x.V, y.V - 2),
            Math.Pow(x.V, y.V - 1) * (1 + (y.V * log)),
            power * log * log);
    }

    internal static Dual Hypot(Dual x, Dual y)
    {
        double length = double.Hypot(x.V, y.V);
        double cube = length * length * length;
        return length == 0 ? 0 : Dual.Of(length, x, x.V / length, y, y.V / length, y.V * y.V / cube, -x.V * y.V / cube, x.V * x.V / cube);
    }

    internal static Dual WithValue(double value, Dual x) => x.WithValue(value);
}
