namespace AutoGradLinear.Solvers;

/// <summary>c + d s + h s² / 2.</summary>
internal readonly record struct Polynomial(double Constant, double Linear, double Curvature)
{
    public double Value(double s) => Constant + (s * (Linear + (0.5 * Curvature * s)));

    public double Slope(double s) => Linear + (Curvature * s);
}
