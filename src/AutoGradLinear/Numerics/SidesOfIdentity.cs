using System.Numerics;

namespace AutoGradLinear.Numerics;

/// <summary>Both sides of an identity between two sums of products, and the size of the terms that were summed.</summary>
/// <param name="Left">The sum on the left.</param>
/// <param name="Right">The sum on the right.</param>
/// <param name="Magnitude">The sum of the magnitudes of all terms on both sides: rounding errors are parts of it.</param>
internal readonly record struct SidesOfIdentity(double Left, double Right, double Magnitude)
{
    /// <summary>The roundings that stand for those of a derivative itself, beside one for each term of the sums.</summary>
    public const int Roundings = 16;

    /// <summary>⟨a, b⟩ against ⟨c, d⟩.</summary>
    public static SidesOfIdentity Of<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> c, ReadOnlySpan<T> d)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double left = 0.0;
        double right = 0.0;
        double magnitude = 0.0;
        for (int i = 0; i < a.Length; i++)
            Add(a[i], b[i], ref left, ref magnitude);
        for (int i = 0; i < c.Length; i++)
            Add(c[i], d[i], ref right, ref magnitude);
        return new SidesOfIdentity(left, right, magnitude);
    }

    /// <summary>Judges the identity.</summary>
    /// <param name="where">What was compared.</param>
    /// <param name="moved">
    /// The sides at a neighbouring point. What they differ by is what rounding does to a derivative that cancels inside; more than √ε of the
    /// magnitude is not believed, because a kink may lie between.
    /// </param>
    /// <param name="terms">The number of terms that were summed.</param>
    /// <param name="precision">The machine precision ε.</param>
    /// <param name="tolerance">The part of the magnitude that is allowed instead, or null.</param>
    public IdentityCheckEntry Judge(string where, SidesOfIdentity moved, int terms, double precision, double? tolerance)
    {
        double spread = 4.0 * Math.Max(Math.Abs(moved.Left - Left), Math.Abs(moved.Right - Right));
        double believed = Math.Min(double.IsFinite(spread) ? spread : 0.0, Math.Sqrt(precision) * Magnitude);
        double allowed = tolerance is { } part ? part * Magnitude : (precision * (Roundings + terms) * Magnitude) + believed;
        GradientCheckStatus status = !double.IsFinite(Left) || !double.IsFinite(Right) ? GradientCheckStatus.NonFinite
            : Math.Abs(Left - Right) <= allowed ? GradientCheckStatus.Right
            : GradientCheckStatus.Wrong;
        return new IdentityCheckEntry(where, Left, Right, Magnitude, allowed, status);
    }

    private static void Add<T>(T first, T second, ref double sum, ref double magnitude)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double term = double.CreateTruncating(first) * double.CreateTruncating(second);
        sum += term;
        magnitude += Math.Abs(term);
    }
}
