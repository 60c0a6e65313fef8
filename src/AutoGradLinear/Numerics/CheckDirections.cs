using System.Numerics;

namespace AutoGradLinear.Numerics;

/// <summary>Random directions for checks of derivatives, the same for a seed on every machine.</summary>
internal static class CheckDirections
{
    /// <summary>A direction whose component k is uniform in ±[½, 1) · max(1, |xₖ|): none is so small that it tests nothing.</summary>
    public static T[] Random<T>(DeterministicRandom random, ReadOnlySpan<T> point)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var direction = new T[point.Length];
        for (int k = 0; k < direction.Length; k++)
            direction[k] = T.CreateTruncating(Signed(random)) * T.Max(T.One, T.Abs(point[k]));
        return direction;
    }

    /// <summary>A direction whose component k is uniform in ±[½, 1) ÷ |cₖ|^power; of size 1 where cₖ is 0.</summary>
    /// <remarks>
    /// In a sum Σ cₖ dₖ every term then counts the same, so that no coordinate hides behind another one that is larger by many orders. The
    /// components stay between the roots of the type's smallest and largest number, where products neither vanish nor overflow.
    /// </remarks>
    public static T[] Balanced<T>(DeterministicRandom random, ReadOnlySpan<T> coefficients, double power = 1.0)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        bool isSingle = PrecisionOf<T>() > 1e-12;
        double bound = isSingle ? 1e18 : 1e150;
        var direction = new T[coefficients.Length];
        for (int k = 0; k < direction.Length; k++)
        {
            double size = Math.Abs(double.CreateTruncating(coefficients[k]));
            double scale = size > 0.0 && double.IsFinite(size) ? Math.Clamp(Math.Pow(size, -power), 1.0 / bound, bound) : 1.0;
            direction[k] = T.CreateTruncating(Signed(random) * scale);
        }

        return direction;
    }

    /// <summary>The point with every coordinate moved to a neighbouring number: what rounding of the input alone would do.</summary>
    public static T[] Neighbour<T>(DeterministicRandom random, ReadOnlySpan<T> point)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var moved = new T[point.Length];
        for (int k = 0; k < moved.Length; k++)
            moved[k] = T.IsZero(point[k]) ? point[k] : random.NextInt32(2) == 0 ? T.BitIncrement(point[k]) : T.BitDecrement(point[k]);
        return moved;
    }

    /// <summary>The machine precision ε: the distance from 1 to the next number.</summary>
    public static double PrecisionOf<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
        => double.CreateTruncating(T.BitIncrement(T.One) - T.One);

    /// <summary>Throws unless there are coordinates and all are finite.</summary>
    /// <exception cref="ArgumentException">There are none, or one is NaN or infinite.</exception>
    public static void RequireFinite<T>(ReadOnlySpan<T> point)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (point.IsEmpty)
            throw new ArgumentException("The point has no coordinates.", nameof(point));
        for (int k = 0; k < point.Length; k++)
        {
            if (!T.IsFinite(point[k]))
                throw new ArgumentException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Coordinate {k} of the point is {point[k]}."), nameof(point));
        }
    }

    private static double Signed(DeterministicRandom random)
    {
        double size = 0.5 + (0.5 * random.NextDouble());
        return random.NextInt32(2) == 0 ? size : -size;
    }
}
