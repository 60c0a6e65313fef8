using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoGradLinear.Numerics;

// Differences of roots.
public static partial class StableMath
{
    /// <summary>Computes √(1 + x) − 1 for x ≥ −1.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="x">The argument; less than −1 gives NaN.</param>
    /// <returns>√(1 + x) − 1, at least −1; x / 2 where that is small.</returns>
    /// <remarks>
    /// <para>x / (√(1 + x) + 1), in which nothing cancels.</para>
    /// <para>Error: at most 2.5 units for double and float.</para>
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sqrt1PM1<T>(T x)
        where T : IFloatingPointIeee754<T>
    {
        // Taken in any case, so that a derivative beside it can share the root.
        T root = T.Sqrt(T.One + x);
        return T.IsPositiveInfinity(x) ? x : x / (root + T.One);
    }
}
