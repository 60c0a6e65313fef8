namespace AutoGradLinear.Generators.Tests;

/// <summary>The vectors of <c>System.Numerics</c> over dual numbers, from their definitions.</summary>
internal static class DualVectorSource
{
    public static string Text => string.Concat(Enumerable.Range(2, 3).Select(Vector));

    private static string Vector(int size)
    {
        string name = $"DualVector{size}";
        string[] components = [.. "XYZW"[..size].Select(letter => letter.ToString())];
        string Each(Func<string, string> of, string separator = ", ") => string.Join(separator, components.Select(of));
        string cross = size switch
        {
            2 => $"public static Dual Cross({name} v, {name} w) => v.X * w.Y - v.Y * w.X;",
            3 => $"public static {name} Cross({name} v, {name} w) => new(v.Y * w.Z - v.Z * w.Y, v.Z * w.X - v.X * w.Z, v.X * w.Y - v.Y * w.X); public {name}(DualVector2 v, Dual z) : this(v.X, v.Y, z) {{ }}",
            _ => $"public {name}(DualVector3 v, Dual w) : this(v.X, v.Y, v.Z, w) {{ }}",
        };
        return $$"""

            public struct {{name}}({{Each(c => $"Dual {c.ToLowerInvariant()}")}})
            {
                {{Each(c => $"public Dual {c} = {c.ToLowerInvariant()};", " ")}}
                public {{name}}(Dual all) : this({{Each(_ => "all")}}) { }
                public Dual this[int i] { get => i switch { {{Each(c => $"{"XYZW".IndexOf(c, StringComparison.Ordinal)} => {c}")}}, _ => throw new IndexOutOfRangeException() }; set { {{Each(c => $"if (i == {"XYZW".IndexOf(c, StringComparison.Ordinal)}) {c} = value;", " ")}} } }
                public static {{name}} Zero => new(0);
                public static {{name}} One => new(1);
                public static {{name}} UnitX => new() { X = 1 };
                public static {{name}} UnitY => new() { Y = 1 };
                public static {{name}} operator +({{name}} v, {{name}} w) => new({{Each(c => $"v.{c} + w.{c}")}});
                public static {{name}} operator -({{name}} v, {{name}} w) => new({{Each(c => $"v.{c} - w.{c}")}});
                public static {{name}} operator -({{name}} v) => new({{Each(c => $"-v.{c}")}});
                public static {{name}} operator *({{name}} v, {{name}} w) => new({{Each(c => $"v.{c} * w.{c}")}});
                public static {{name}} operator *({{name}} v, Dual s) => new({{Each(c => $"v.{c} * s")}});
                public static {{name}} operator *(Dual s, {{name}} v) => v * s;
                public static {{name}} operator /({{name}} v, {{name}} w) => new({{Each(c => $"v.{c} / w.{c}")}});
                public static {{name}} operator /({{name}} v, Dual s) => new({{Each(c => $"v.{c} / s")}});
                public static bool operator ==({{name}} v, {{name}} w) => {{Each(c => $"v.{c} == w.{c}", " && ")}};
                public static bool operator !=({{name}} v, {{name}} w) => !(v == w);
                public override bool Equals(object? other) => false;
                public override int GetHashCode() => 0;
                public static Dual Dot({{name}} v, {{name}} w) => {{Each(c => $"v.{c} * w.{c}", " + ")}};
                public Dual LengthSquared() => Dot(this, this);
                public Dual Length() => DualMath.Sqrt(LengthSquared());
                public static Dual Distance({{name}} v, {{name}} w) => (v - w).Length();
                public static Dual DistanceSquared({{name}} v, {{name}} w) => (v - w).LengthSquared();
                public static {{name}} Normalize({{name}} v) => v / v.Length();
                public static {{name}} Lerp({{name}} v, {{name}} w, Dual s) => v * (1 - s) + w * s;
                public static {{name}} Reflect({{name}} v, {{name}} n) => v - n * (2 * Dot(v, n));
                public static {{name}} Abs({{name}} v) => new({{Each(c => $"DualMath.Abs(v.{c})")}});
                public static {{name}} SquareRoot({{name}} v) => new({{Each(c => $"DualMath.Sqrt(v.{c})")}});
                public static {{name}} Max({{name}} v, {{name}} w) => new({{Each(c => $"DualMath.Max(v.{c}, w.{c})")}});
                public static {{name}} Min({{name}} v, {{name}} w) => new({{Each(c => $"DualMath.Min(v.{c}, w.{c})")}});
                public static {{name}} Clamp({{name}} v, {{name}} low, {{name}} high) => Min(Max(v, low), high);
                {{cross}}
            }

            """;
    }
}
