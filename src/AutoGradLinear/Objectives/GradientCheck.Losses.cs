using System.Numerics;
using AutoGradLinear.Losses;
using AutoGradLinear.Objectives;

namespace AutoGradLinear;

public static partial class GradientCheck
{
    /// <summary>Checks the gradient of a loss with respect to the scores.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <typeparam name="TLoss">The loss.</typeparam>
    /// <param name="loss">The loss.</param>
    /// <param name="scores">One score per class.</param>
    /// <param name="label">The class index.</param>
    /// <param name="options">Tolerance and steps; null for the defaults.</param>
    /// <returns>A verdict for every score.</returns>
    public static GradientCheckReport Loss<T, TLoss>(
        TLoss loss, ReadOnlySpan<T> scores, int label, GradientCheckOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, ILoss<T, int>
        => Check<T>(
            point => loss.Evaluate(point, label), (point, gradient) => loss.ValueWithGradient(point, label, gradient), scores, options);

    /// <summary>Checks the gradient of a penalty with respect to the weights.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <typeparam name="TPenalty">The penalty.</typeparam>
    /// <param name="penalty">The penalty.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="options">Tolerance and steps; null for the defaults.</param>
    /// <returns>A verdict for every weight.</returns>
    public static GradientCheckReport Penalty<T, TPenalty>(
        TPenalty penalty, ReadOnlySpan<T> weights, GradientCheckOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TPenalty : struct, IPenalty<T>
        => Check<T>(point => penalty.Evaluate(point), (point, gradient) => penalty.ValueWithGradient(point, gradient), weights, options);

    /// <summary>Checks the gradient of an objective with respect to its parameters. Best with a loss in double.</summary>
    /// <param name="objective">The objective.</param>
    /// <param name="parameters">The point.</param>
    /// <param name="options">Tolerance and steps; null for the defaults.</param>
    /// <returns>A verdict for every parameter.</returns>
    public static GradientCheckReport Objective(
        IObjective objective, ReadOnlySpan<double> parameters, GradientCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(objective);
        return Check<double>(
            point => objective.Value(point), (point, gradient) => objective.ValueWithGradient(point, gradient), parameters, options);
    }
}
