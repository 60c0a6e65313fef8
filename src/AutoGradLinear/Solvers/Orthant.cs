namespace AutoGradLinear.Solvers;

/// <summary>
/// The geometry of S(x) + c Σ |xᵢ|: within one orthant the sum is linear, so that a smooth method works there, and steps end where it does.
/// </summary>
/// <param name="strength">c.</param>
/// <param name="count">The number of parameters, from the first one, whose magnitudes are in the sum.</param>
internal sealed class Orthant(double strength, int count)
{
    /// <summary>
    /// The element of the subdifferential of F with the smallest norm: 0 exactly at the minimum of a convex F. Where xᵢ ≠ 0 it is ∂S + c sign xᵢ;
    /// where xᵢ = 0 it is what is left of ∂S when c pulls it towards 0.
    /// </summary>
    public void PseudoGradient(ReadOnlySpan<double> point, ReadOnlySpan<double> smooth, Span<double> pseudo)
    {
        smooth.CopyTo(pseudo);
        for (int i = 0; i < count; i++)
        {
            double side = point[i] != 0.0 ? Math.Sign(point[i]) : -Math.Sign(smooth[i]);
            double slope = smooth[i] + (side * strength);
            pseudo[i] = point[i] != 0.0 || Math.Sign(slope) == Math.Sign(smooth[i]) ? slope : 0.0;
        }
    }

    /// <summary>∇S from ∇F, in place: the sum's own derivative is c sign xᵢ, and 0 at 0.</summary>
    public void TakeOut(ReadOnlySpan<double> point, Span<double> gradient)
    {
        for (int i = 0; i < count; i++)
            gradient[i] -= strength * Math.Sign(point[i]);
    }

    /// <summary>Leaves out of a direction what does not go down along the pseudo-gradient.</summary>
    public void Align(Span<double> direction, ReadOnlySpan<double> pseudo)
    {
        for (int i = 0; i < count; i++)
        {
            if (direction[i] * pseudo[i] >= 0.0)
                direction[i] = 0.0;
        }
    }

    /// <summary>
    /// Puts elements of a next point to 0 that left the orthant of the point: the one with its signs, and where an element is 0, with the sign
    /// against the pseudo-gradient.
    /// </summary>
    public void Project(Span<double> next, ReadOnlySpan<double> point, ReadOnlySpan<double> pseudo)
    {
        for (int i = 0; i < count; i++)
        {
            double side = point[i] != 0.0 ? point[i] : -pseudo[i];
            if (Math.Sign(next[i]) != Math.Sign(side))
                next[i] = 0.0;
        }
    }
}
