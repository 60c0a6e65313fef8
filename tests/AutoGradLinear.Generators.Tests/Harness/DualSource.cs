namespace AutoGradLinear.Generators.Tests;

/// <summary>
/// The independent judge: forward mode by operator overloading, over the C# text itself and not over our IR. Kinks follow the table of the design page.
/// </summary>
internal static class DualSource
{
    public const string Text =
        """
        using System;

        public readonly struct Dual(double value, double tangent)
        {
            public readonly double V = value;
            public readonly double D = tangent;
            public static implicit operator Dual(double x) => new(x, 0);
            public static explicit operator int(Dual x) => (int)x.V;
            public static explicit operator long(Dual x) => (long)x.V;
            public static explicit operator Dual(long x) => new(x, 0);
            public static Dual operator +(Dual x, Dual y) => new(x.V + y.V, x.D + y.D);
            public static Dual operator -(Dual x, Dual y) => new(x.V - y.V, x.D - y.D);
            public static Dual operator *(Dual x, Dual y) => new(x.V * y.V, x.D * y.V + x.V * y.D);
            public static Dual operator /(Dual x, Dual y) => new(x.V / y.V, (x.D - x.V / y.V * y.D) / y.V);
            public static Dual operator %(Dual x, Dual y) => new(x.V % y.V, x.D - Math.Truncate(x.V / y.V) * y.D);
            public static Dual operator -(Dual x) => new(-x.V, -x.D);
            public static Dual operator +(Dual x) => x;
            public static Dual operator ++(Dual x) => x + 1;
            public static Dual operator --(Dual x) => x - 1;
            public static bool operator <(Dual x, Dual y) => x.V < y.V;
            public static bool operator >(Dual x, Dual y) => x.V > y.V;
            public static bool operator <=(Dual x, Dual y) => x.V <= y.V;
            public static bool operator >=(Dual x, Dual y) => x.V >= y.V;
            public static bool operator ==(Dual x, Dual y) => x.V == y.V;
            public static bool operator !=(Dual x, Dual y) => x.V != y.V;
            public static Dual Exp2(Dual x) => DualMath.Exp(x * Math.Log(2));
            public static Dual Exp10(Dual x) => DualMath.Exp(x * Math.Log(10));
            public static Dual ExpM1(Dual x) => DualMath.Exp(x) - 1;
            public static Dual LogP1(Dual x) => DualMath.Log(x + 1);
            public static Dual Hypot(Dual x, Dual y) => x.V == 0 && y.V == 0 ? 0 : DualMath.Sqrt(x * x + y * y);
            public override bool Equals(object? other) => false;
            public override int GetHashCode() => 0;
        }

        public static class DualMath
        {
            public const double PI = Math.PI;
            public const double E = Math.E;
            private static Dual F(double value, Dual x, double slope) => new(value, x.D == 0 ? 0 : x.D * slope);
            public static Dual Sqrt(Dual x) => F(Math.Sqrt(x.V), x, 0.5 / Math.Sqrt(x.V));
            public static Dual Cbrt(Dual x) => F(Math.Cbrt(x.V), x, 1 / (3 * Math.Pow(Math.Cbrt(x.V), 2)));
            public static Dual Exp(Dual x) => F(Math.Exp(x.V), x, Math.Exp(x.V));
            public static Dual Log(Dual x) => F(Math.Log(x.V), x, 1 / x.V);
            public static Dual Log2(Dual x) => F(Math.Log2(x.V), x, 1 / (x.V * Math.Log(2)));
            public static Dual Log10(Dual x) => F(Math.Log10(x.V), x, 1 / (x.V * Math.Log(10)));
            public static Dual Log(Dual x, Dual b) => Log(x) / Log(b);
            public static Dual Sin(Dual x) => F(Math.Sin(x.V), x, Math.Cos(x.V));
            public static Dual Cos(Dual x) => F(Math.Cos(x.V), x, -Math.Sin(x.V));
            public static Dual Tan(Dual x) => F(Math.Tan(x.V), x, 1 / (Math.Cos(x.V) * Math.Cos(x.V)));
            public static Dual Asin(Dual x) => F(Math.Asin(x.V), x, 1 / Math.Sqrt(1 - x.V * x.V));
            public static Dual Acos(Dual x) => F(Math.Acos(x.V), x, -1 / Math.Sqrt(1 - x.V * x.V));
            public static Dual Atan(Dual x) => F(Math.Atan(x.V), x, 1 / (1 + x.V * x.V));
            public static Dual Atan2(Dual y, Dual x) => new(Math.Atan2(y.V, x.V), (x.V * y.D - y.V * x.D) / (x.V * x.V + y.V * y.V));
            public static Dual Sinh(Dual x) => F(Math.Sinh(x.V), x, Math.Cosh(x.V));
            public static Dual Cosh(Dual x) => F(Math.Cosh(x.V), x, Math.Sinh(x.V));
            public static Dual Tanh(Dual x) => F(Math.Tanh(x.V), x, 1 / (Math.Cosh(x.V) * Math.Cosh(x.V)));
            public static Dual Asinh(Dual x) => F(Math.Asinh(x.V), x, 1 / Math.Sqrt(1 + x.V * x.V));
            public static Dual Acosh(Dual x) => F(Math.Acosh(x.V), x, 1 / Math.Sqrt(x.V * x.V - 1));
            public static Dual Atanh(Dual x) => F(Math.Atanh(x.V), x, 1 / (1 - x.V * x.V));
            public static Dual Abs(Dual x) => F(Math.Abs(x.V), x, x.V > 0 ? 1 : x.V < 0 ? -1 : 0);
            public static Dual Max(Dual x, Dual y) => y.V > x.V ? y : x;
            public static Dual Min(Dual x, Dual y) => y.V < x.V ? y : x;
            public static int Max(int x, int y) => Math.Max(x, y);
            public static int Min(int x, int y) => Math.Min(x, y);
            public static Dual Clamp(Dual x, Dual low, Dual high) => x.V <= low.V ? low : x.V >= high.V ? high : x;
            public static Dual CopySign(Dual x, Dual y) => F(Math.CopySign(x.V, y.V), x, Math.CopySign(1, x.V) * Math.CopySign(1, y.V));
            public static Dual FusedMultiplyAdd(Dual x, Dual y, Dual z) => x * y + z;
            public static Dual Floor(Dual x) => Math.Floor(x.V);
            public static Dual Ceiling(Dual x) => Math.Ceiling(x.V);
            public static Dual Round(Dual x) => Math.Round(x.V);
            public static Dual Truncate(Dual x) => Math.Truncate(x.V);

            public static Dual Pow(Dual x, Dual y)
            {
                double r = Math.Pow(x.V, y.V);
                double tangent = x.D == 0 || y.V == 0 ? 0 : x.D * y.V * Math.Pow(x.V, y.V - 1);
                return new(r, tangent + (y.D == 0 || r == 0 ? 0 : y.D * r * Math.Log(x.V)));
            }
        }

        public static class DualTensors
        {
            public static Dual Sum<T>(ReadOnlySpan<Dual> x)
            {
                Dual s = 0;
                foreach (Dual e in x)
                    s += e;
                return s;
            }

            public static Dual Dot<T>(ReadOnlySpan<Dual> x, ReadOnlySpan<Dual> y)
            {
                Dual s = 0;
                for (int i = 0; i < x.Length; i++)
                    s += x[i] * y[i];
                return s;
            }

            public static Dual SumOfSquares<T>(ReadOnlySpan<Dual> x) => Dot<Dual>(x, x);
            public static Dual Norm<T>(ReadOnlySpan<Dual> x) => DualMath.Sqrt(Dot<Dual>(x, x));

            public static Dual Max<T>(ReadOnlySpan<Dual> x)
            {
                Dual m = x[0];
                foreach (Dual e in x)
                    m = DualMath.Max(m, e);
                return m;
            }

            public static Dual Min<T>(ReadOnlySpan<Dual> x)
            {
                Dual m = x[0];
                foreach (Dual e in x)
                    m = DualMath.Min(m, e);
                return m;
            }
        }
        """;
}
