namespace AutoGradLinear.RandomPrograms.Duals;

/// <summary>A derivative and its scale.</summary>
/// <param name="Value">The derivative.</param>
/// <param name="Magnitude">
/// Σ |∏ partial derivatives| over all paths from the input: what the derivative would be if nothing cancelled. Rounding errors of any
/// order of summation are small multiples of it, so that it is the scale of a comparison.
/// </param>
public readonly record struct Term(double Value, double Magnitude)
{
    public Term(double value)
        : this(value, Math.Abs(value))
    {
    }

    public static Term operator +(Term x, Term y) => new(x.Value + y.Value, x.Magnitude + y.Magnitude);

    public static Term operator *(Term x, double factor) => new(Times(x.Value, factor), Times(x.Magnitude, Math.Abs(factor)));

    public static Term operator *(Term x, Term y) => new(Times(x.Value, y.Value), Times(x.Magnitude, y.Magnitude));

    private static double Times(double x, double y) => x == 0 || y == 0 ? 0 : x * y;
}
