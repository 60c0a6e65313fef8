using System.Globalization;
using System.Numerics;
using AutoGradLinear.Losses;

namespace AutoGradLinear.Solvers;

/// <summary>The penalty λ Σ w² + τ Σ |w|.</summary>
/// <param name="Square">λ, positive.</param>
/// <param name="Absolute">τ, 0 or more.</param>
internal readonly record struct DualPenalty(double Square, double Absolute)
{
    /// <summary>1 / (2 λ), by which weights change where dual values do.</summary>
    public double InverseCurvature => 0.5 / Square;

    /// <summary>Finds the factors by evaluating the penalty along an axis.</summary>
    /// <param name="penalty">A penalty that is proved to be such a sum.</param>
    /// <param name="count">The number of weights that it sees.</param>
    /// <exception cref="ArgumentException">The factor of the squares is not positive.</exception>
    public static DualPenalty Of<T, TPenalty>(TPenalty penalty, int count)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TPenalty : struct, IPenalty<T>
    {
        // λ w² + τ |w| far from 0 and near to it: each tells one factor without loss of digits.
        const double Far = 1024.0;
        var weights = new T[count];
        double AlongAxis(double weight)
        {
            weights[0] = T.CreateTruncating(weight);
            return double.CreateTruncating(penalty.Evaluate(weights));
        }

        double one = AlongAxis(1.0);
        bool hasMagnitudes = TPenalty.Traits.HasFlag(PenaltyTraits.AbsoluteValue);
        double square = hasMagnitudes ? (AlongAxis(Far) - (Far * one)) / (Far * (Far - 1.0)) : one;
        double absolute = hasMagnitudes ? Math.Max(0.0, (AlongAxis(1.0 / Far) * Far) - (square / Far)) : 0.0;
        return square > 0.0 && double.IsFinite(square) && double.IsFinite(absolute)
            ? new DualPenalty(square, absolute)
            : throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The penalty {penalty} has the factor {square} in front of Σ w²; dual coordinate ascent needs a positive one. ")
                + "Give the penalty a strength, or choose another solver.",
                nameof(penalty));
    }
}
