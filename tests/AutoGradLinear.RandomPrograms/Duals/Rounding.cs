namespace AutoGradLinear.RandomPrograms.Duals;

/// <summary>
/// Monte Carlo arithmetic (Parker 1997): where every result of an operation is moved by a random part of a rounding error, the spread of an evaluation is what rounding can do to it.
/// An iteration such as x ← x + sin x³ multiplies it in every round, which no sum of magnitudes shows.
/// </summary>
public static class Rounding
{
    private const int Evaluations = 12;

    [ThreadStatic]
    private static Random? _random;

    /// <summary>The largest distance from <paramref name="expected"/> of the evaluation with random roundings; infinite where one throws or gives NaN.</summary>
    public static double Spread(double expected, Func<double> evaluate)
    {
        double spread = 0;
        for (int seed = 0; seed < Evaluations; seed++)
        {
            _random = new Random(seed);
            try
            {
                double distance = Math.Abs(evaluate() - expected);
                spread = double.IsNaN(distance) ? double.PositiveInfinity : Math.Max(spread, distance);
            }
            catch (Exception)
            {
                spread = double.PositiveInfinity;
            }
            finally
            {
                _random = null;
                Edges.Take();
            }
        }

        return spread;
    }

    /// <summary>The value itself, or in an evaluation with random roundings one within a unit in the last place of it.</summary>
    internal static double Of(double value) => _random is { } random ? value * (1 + (((2 * random.NextDouble()) - 1) * Math.ScaleB(1, -52))) : value;
}
