using System.Numerics;
using System.Runtime.CompilerServices;
using AutoGradLinear.Losses;

namespace AutoGradLinear.Solvers;

/// <summary>Value and slope of a loss at a score.</summary>
internal readonly record struct LossSample(double Point, double Value, double Slope)
{
    /// <summary>ℓ*(α) for the slope α = ℓ'(s): by the equality of Fenchel and Young, α s − ℓ(s).</summary>
    public double Conjugate => (Slope * Point) - Value;

    public bool IsFinite => double.IsFinite(Value) && double.IsFinite(Slope);
}

/// <summary>A loss of one score, evaluated by its generated gradient.</summary>
internal readonly struct ScalarLoss<T, TLoss>(TLoss loss)
    where T : unmanaged, IFloatingPointIeee754<T>
    where TLoss : struct, ILoss<T, T>
{
    /// <summary>Evaluates at the nearest number of type <typeparamref name="T"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LossSample At(double score, int side)
    {
        T point = T.CreateTruncating(score);
        T slope = default;
        T value = loss.ValueWithGradient(new ReadOnlySpan<T>(in point), side == 0 ? T.NegativeOne : T.One, new Span<T>(ref slope));
        return new LossSample(double.CreateTruncating(point), double.CreateTruncating(value), double.CreateTruncating(slope));
    }

    /// <summary>ℓ(s).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Value(double score, int side)
    {
        T point = T.CreateTruncating(score);
        return double.CreateTruncating(loss.Evaluate(new ReadOnlySpan<T>(in point), side == 0 ? T.NegativeOne : T.One));
    }
}
