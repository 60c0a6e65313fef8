namespace AutoGradLinear.RandomPrograms.Duals;

/// <summary>
/// Whether an evaluation came to a point where the derivative depends on which operand is differentiated, which dual numbers cannot know:
/// equal operands of <c>Max</c> and <c>Min</c>, a bound of <c>Clamp</c>.
/// </summary>
public static class Ties
{
    [ThreadStatic]
    private static bool _met;

    /// <summary>Whether a tie was met since the last call.</summary>
    public static bool Take()
    {
        bool met = _met;
        _met = false;
        return met;
    }

    internal static void Note(Dual x, Dual y)
    {
        if (x.V == y.V && x.D != y.D)
            _met = true;
    }
}
