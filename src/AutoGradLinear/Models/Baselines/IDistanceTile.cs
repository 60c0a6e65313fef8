using AutoGradLinear.Data;

namespace AutoGradLinear.Models;

/// <summary>
/// The distances between 2 queries and 4 training rows, all packed one after another with a common stride, so that each value that is
/// loaded is used several times.
/// </summary>
/// <typeparam name="T">The type of the packed values.</typeparam>
internal interface IDistanceTile<T>
    where T : unmanaged
{
    /// <summary>The stride is a multiple of this.</summary>
    static abstract int Lanes { get; }

    /// <summary>
    /// How much larger than the exact distance (for L2, its square) a result may be, as a part of it; 0 where results are exact integers.
    /// </summary>
    static abstract double RelativeError(int columns);

    /// <summary>How much larger a result may be beside that, because of underflow.</summary>
    static abstract double AbsoluteError(int columns);

    /// <summary>Writes a row; what is beyond its columns stays 0.</summary>
    /// <returns>The row's part in <see cref="Combine"/>.</returns>
    static abstract double Pack(FeatureMatrix features, int row, Span<T> destination);

    /// <summary>Sums over the columns of query q and row r, to <c>sums[4 q + r]</c>.</summary>
    static abstract void Sum(ref readonly T queries, ref readonly T rows, int stride, Span<double> sums);

    /// <summary>The distance (for L2, its square).</summary>
    static abstract double Combine(double query, double row, double sum);
}
