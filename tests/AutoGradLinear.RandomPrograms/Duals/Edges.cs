namespace AutoGradLinear.RandomPrograms.Duals;

/// <summary>
/// Whether an evaluation came to a point where the derivative depends on what dual numbers cannot know: which of two equal operands of
/// <c>Max</c> and
/// <c>Min</c> is differentiated, a bound of <c>Clamp</c>, the sign of zero; or to a value that is no number, where there is no derivative
/// to speak of.
/// </summary>
public static class Edges
{
    [ThreadStatic]
    private static bool _met;

    /// <summary>Whether an edge was met since the last call.</summary>
    public static bool Take()
    {
        bool met = _met;
        _met = false;
        return met;
    }

    internal static void NoteTie(Dual x, Dual y) => _met |= x.V == y.V && !x.HasDerivativesOf(y);

    internal static void NoteZero(Dual x) => _met |= x.V == 0 && !x.HasDerivativesOf(0);

    internal static double Noted(double value)
    {
        _met |= !double.IsFinite(value);
        return value;
    }
}
