using System.Numerics;
using AutoGradLinear.Losses;

namespace AutoGradLinear.Objectives;

/// <summary>
/// The part of an objective that is not smooth: F(x) = S(x) + c Σ |xᵢ| over the first parameters, where ∇S is continuous. The gradient that the
/// objective tells where xᵢ = 0 is that of S, as for all generated gradients: the derivative of |x| at 0 is 0.
/// </summary>
/// <param name="Strength">c, at least 0.</param>
/// <param name="Count">The number of parameters, from the first one, whose magnitudes are in the sum.</param>
public readonly record struct AbsoluteValuePart(double Strength, int Count)
{
    /// <summary>Takes the part out of a penalty: finds c.</summary>
    /// <typeparam name="T">The real type of the penalty.</typeparam>
    /// <typeparam name="TPenalty">The penalty.</typeparam>
    /// <param name="penalty">The penalty.</param>
    /// <param name="count">The number of weights that it sees.</param>
    /// <returns>The part; null where <see cref="PenaltyTraits.AbsoluteValue"/> is not claimed.</returns>
    /// <exception cref="ArgumentException">The penalty's gradient contradicts the trait, or is not that of the smooth rest at 0.</exception>
    /// <remarks>
    /// The trait says R(w) = c Σ |w| + S(w) with a continuous ∇S. At w = (t, …, t) an element of the gradient is c + ∂S(w), and at −w it is
    /// −c + ∂S(−w): half their difference tends to c as t tends to 0, whatever S is and whether or not c depends on the number of weights. With
    /// t = 2⁻¹⁰⁰ the two ∂S differ by far less than the last digit of c, wherever second derivatives of S are in any usual range, and what is
    /// linear in t is taken out by extrapolation, 2 c(t) − c(2t), for c = 0. So c is exact up to the rounding of ∂S(0), which is 0 for
    /// penalties that are symmetric.
    /// </remarks>
    public static AbsoluteValuePart? Of<T, TPenalty>(TPenalty penalty, int count)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TPenalty : struct, IPenalty<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (!TPenalty.Traits.HasFlag(PenaltyTraits.AbsoluteValue))
            return null;
        if (count == 0)
            return new AbsoluteValuePart(0.0, 0);
        T tiny = Tiny<T>();
        T[] weights = new T[count];
        T[] gradient = new T[count];
        T two = T.CreateChecked(2);
        double strength = double.CreateTruncating((two * HalfJump(tiny)) - HalfJump(two * tiny));
        if (!(strength >= 0.0 && double.IsFinite(strength)))
        {
            throw new ArgumentException(
                $"The penalty {typeof(TPenalty)} is not a multiple of Σ |w|, at least 0, and a smooth rest: its slopes beside 0 are "
                + $"{Slope(-tiny)} and {Slope(tiny)}.",
                nameof(penalty));
        }

        T middle = (Slope(tiny) + Slope(-tiny)) / two;
        if (T.Abs(Slope(T.Zero) - middle) > T.CreateChecked(1e-3 * strength))
        {
            throw new ArgumentException(
                $"The gradient of the penalty {typeof(TPenalty)} is {Slope(T.Zero)} at 0, where that of its smooth part is {middle}; let the "
                + "derivative of |w| be 0 at 0.",
                nameof(penalty));
        }

        return new AbsoluteValuePart(strength, count);

        T HalfJump(T weight) => (Slope(weight) - Slope(-weight)) / two;

        T Slope(T weight)
        {
            Array.Fill(weights, weight);
            penalty.ValueWithGradient(weights, gradient);
            return gradient[0];
        }
    }

    /// <summary>2⁻¹⁰⁰ is normal in all but <see cref="Half"/>, whose smallest normal number is 2⁻¹⁴.</summary>
    private static T Tiny<T>()
        where T : IFloatingPointIeee754<T>
    {
        T small = T.ScaleB(T.One, -100);
        return T.IsNormal(small) ? small : T.ScaleB(T.One, -14);
    }
}
