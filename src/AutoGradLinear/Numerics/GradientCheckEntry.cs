namespace AutoGradLinear;

/// <summary>What <see cref="GradientCheck"/> found for one coordinate.</summary>
public enum GradientCheckStatus
{
    /// <summary>Gradient and differences agree.</summary>
    Right,

    /// <summary>
    /// The function has a kink here, or nearer than the differences resolve, and the gradient lies between the slopes on both sides.
    /// </summary>
    Kink,

    /// <summary>The differences are too inexact to tell: their estimated error is more than a twentieth of the slope.</summary>
    Uncertain,

    /// <summary>Gradient and differences disagree.</summary>
    Wrong,

    /// <summary>The gradient, or the function at or around the point, is NaN or infinite, or the gradient was not written.</summary>
    NonFinite,
}

/// <summary>One coordinate of a gradient against differences of the function.</summary>
/// <param name="Index">The coordinate.</param>
/// <param name="Gradient">The gradient that is checked.</param>
/// <param name="Difference">The extrapolated central difference.</param>
/// <param name="ErrorEstimate">The estimated absolute error of <paramref name="Difference"/>.</param>
/// <param name="LeftSlope">The extrapolated slope from the left.</param>
/// <param name="RightSlope">The extrapolated slope to the right.</param>
/// <param name="RelativeError">
/// What |gradient − difference| exceeds the estimated error by, as a part of the larger of both (at least a thousandth of the gradient's
/// largest coordinate, and √ε of the function's value); at a kink the distance to the interval of slopes takes the place of the difference.
/// </param>
/// <param name="Status">The verdict.</param>
public readonly record struct GradientCheckEntry(
    int Index,
    double Gradient,
    double Difference,
    double ErrorEstimate,
    double LeftSlope,
    double RightSlope,
    double RelativeError,
    GradientCheckStatus Status);
