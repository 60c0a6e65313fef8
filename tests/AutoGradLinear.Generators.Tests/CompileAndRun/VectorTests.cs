using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>Functions of vectors, which are made of <c>float</c>.</summary>
public class VectorTests
{
    /// <summary>A float has a relative rounding of 6e-8; .NET does not fix the order of its sums and products.</summary>
    private const double Single = 2e-4;

    private const string Vectors =
        "public static Vector2 MakeVector2(double[] x) => new(x[0], x[1]); public static double[] Flat(Vector2 v) => [v.X, v.Y]; "
        + "public static Vector3 MakeVector3(double[] x) => new(x[0], x[1], x[2]); public static double[] Flat(Vector3 v) => [v.X, v.Y, v.Z]; "
        + "public static Vector4 MakeVector4(double[] x) => new(x[0], x[1], x[2], x[3]); public static double[] Flat(Vector4 v) => [v.X, v.Y, v.Z, v.W]; ";

    private static readonly double[] A = [0.7, -1.3, 2.1, 0.4];
    private static readonly double[] B = [1.5, 0.3, -0.8, 2.2];

    private static readonly Subject[] All =
    [
        new("Arithmetic", "Vector3 v, Vector3 w, double s", "Vector3 u = v * 2 + s * w - v / s; u *= w; u /= 3; return Vector3.Dot(-u, v * w) + (u / w).X;", [[A[..3], B[..3], 1.5]], Vectors),
        new("Components", "Vector4 v, Vector2 w", "v.X *= w.Y; v[2] += v[1]; Vector4 u = v; u.W = w.X * w.X; return v.X * u.Z * u.W + v.W + new Vector4(new Vector3(w, 2), v.Y).Z * Vector4.Zero.X;", [[A, B[..2]]], Vectors),
        new("Products", "Vector3 v, Vector3 w", "Vector3 c = Vector3.Cross(v, w); return Vector3.Dot(c, Vector3.One + Vector3.UnitY) + c.LengthSquared() + Vector3.Reflect(v, w).Y;", [[A[..3], B[..3]]], Vectors),
        new("Lengths", "Vector2 v, Vector2 w", "=> v.Length() * Vector2.Distance(v, w) + Vector2.DistanceSquared(v, w) + Vector2.Normalize(v).X * Vector2.Cross(v, w);", [[A[..2], B[..2]]], Vectors),
        new("Pieces", "Vector4 v, Vector4 w, double s", "=> Vector4.Dot(Vector4.Max(v, w), Vector4.Min(v, w)) + Vector4.Lerp(v, w, s).Length() + Vector4.Abs(v).Y * Vector4.Clamp(v, new Vector4(-1), new Vector4(s)).Z;", [[A, B, 0.3]], Vectors),
        new("Walk", "Vector2 start, double step", "Vector2 p = start; for (int i = 0; i < 4; i++) { if (p.LengthSquared() > 4) break; p = Turn(p, step); p += Vector2.UnitX * step; } return p == start ? 0 : p.X * p.Y;", [[A[..2], 0.3], [B[..2], 0.9]], Vectors + "private static Vector2 Turn(Vector2 v, double s) => new(v.X - s * v.Y, v.Y + s * v.X);"),
    ];

    public static TheoryData<string> Names => [.. All.Select(subject => subject.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void GradientEqualsDualNumbers(string name)
    {
        Subject subject = All.First(candidate => candidate.Name == name);
        var program = Program.Compile(subject, "float");
        Func<object[], double[]> duals = Reference.Duals(subject);
        foreach (object[] point in subject.Points)
        {
            double[] gradient = program.Gradient(point);
            Reference.Near(program.Value(point), gradient[0], Single, () => program.Run.Text);
            Reference.Near(duals(point), gradient[1..], Single, () => program.Run.Text);
            Reference.Near(gradient[1..].Select(slope => 5 - (2.5 * slope)).ToArray(), program.Pullback(point, -2.5, 5)[1..], Single, () => program.Run.Text);
        }
    }

    [Fact]
    public void TheLengthOfTheZeroVectorHasSlopeZero()
    {
        var program = Program.Compile(new Subject("Length", "Vector3 v", "=> v.Length();", [], Vectors), "float");
        Assert.Equal([0, 0, 0, 0], program.Gradient([new double[3]]));
    }
}
