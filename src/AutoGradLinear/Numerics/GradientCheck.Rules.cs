using System.Globalization;
using System.Numerics;

namespace AutoGradLinear;

/// <summary>Rules of one's own against differences of their functions: one line in a test.</summary>
/// <example><code>GradientCheck.Rule(Special.NormalCdf, Rules.NormalCdfSlope, -2.0, 0.0, 0.5).ThrowIfFailed();</code></example>
public static partial class GradientCheck
{
    /// <summary>The adjoint with which a pullback is checked: not 1, which would not show that it is left out.</summary>
    private const double RuleAdjoint = 1.25;

    /// <summary>What accumulators hold before a pullback is checked: not 0, which would not show that they are overwritten.</summary>
    private const double RuleStart = 0.5;

    /// <summary>Checks the rule of a function of one number.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="function">The function f.</param>
    /// <param name="derivative">Its rule, x ↦ f′(x).</param>
    /// <param name="points">Where to check.</param>
    /// <returns>A verdict for every point.</returns>
    public static RuleCheckReport Rule<T>(Func<T, T> function, Func<T, T> derivative, params ReadOnlySpan<T> points)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(derivative);
        return Rule(function, (x, _) => derivative(x), points);
    }

    /// <summary>Checks the rule of a function of one number that takes the function's value.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="function">The function f.</param>
    /// <param name="derivative">Its rule, (x, f(x)) ↦ f′(x).</param>
    /// <param name="points">Where to check.</param>
    /// <returns>A verdict for every point.</returns>
    public static RuleCheckReport Rule<T>(Func<T, T> function, Func<T, T, T> derivative, params ReadOnlySpan<T> points)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(derivative);
        var reports = new List<RuleCheckPoint>(points.Length);
        foreach (T point in points)
        {
            reports.Add(CheckRule(
                [point],
                x => function(x[0]),
                (x, result, slopes) => slopes[0] = derivative(x[0], result)));
        }

        return new RuleCheckReport(reports);
    }

    /// <summary>Checks the rule of a function of two numbers.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="function">The function f.</param>
    /// <param name="derivative">Its rule, (x, y) ↦ (∂f/∂x, ∂f/∂y).</param>
    /// <param name="points">Where to check.</param>
    /// <returns>A verdict for every point.</returns>
    public static RuleCheckReport Rule<T>(Func<T, T, T> function, Func<T, T, (T, T)> derivative, params ReadOnlySpan<(T X, T Y)> points)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(derivative);
        return Rule(function, (x, y, _) => derivative(x, y), points);
    }

    /// <summary>Checks the rule of a function of two numbers that takes the function's value.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="function">The function f.</param>
    /// <param name="derivative">Its rule, (x, y, f(x, y)) ↦ (∂f/∂x, ∂f/∂y).</param>
    /// <param name="points">Where to check.</param>
    /// <returns>A verdict for every point.</returns>
    public static RuleCheckReport Rule<T>(Func<T, T, T> function, Func<T, T, T, (T, T)> derivative, params ReadOnlySpan<(T X, T Y)> points)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(derivative);
        var reports = new List<RuleCheckPoint>(points.Length);
        foreach ((T X, T Y) point in points)
        {
            reports.Add(CheckRule(
                [point.X, point.Y],
                x => function(x[0], x[1]),
                (x, result, slopes) => (slopes[0], slopes[1]) = derivative(x[0], x[1], result)));
        }

        return new RuleCheckReport(reports);
    }

    /// <summary>Checks the rule of a function of three numbers.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="function">The function f.</param>
    /// <param name="derivative">Its rule, (x, y, z) ↦ (∂f/∂x, ∂f/∂y, ∂f/∂z).</param>
    /// <param name="points">Where to check.</param>
    /// <returns>A verdict for every point.</returns>
    public static RuleCheckReport Rule<T>(Func<T, T, T, T> function, Func<T, T, T, (T, T, T)> derivative, params ReadOnlySpan<(T X, T Y, T Z)> points)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(derivative);
        var reports = new List<RuleCheckPoint>(points.Length);
        foreach ((T X, T Y, T Z) point in points)
        {
            reports.Add(CheckRule(
                [point.X, point.Y, point.Z],
                x => function(x[0], x[1], x[2]),
                (x, _, slopes) => (slopes[0], slopes[1], slopes[2]) = derivative(x[0], x[1], x[2])));
        }

        return new RuleCheckReport(reports);
    }

    /// <summary>
    /// Checks the rule of a function of one row, a pullback: also that it adds to its accumulator, and takes the adjoint of the result into
    /// account.
    /// </summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="function">The function f.</param>
    /// <param name="pullback">Its rule, which adds resultAdjoint · ∇f(x) to the accumulator.</param>
    /// <param name="point">Where to check.</param>
    /// <returns>A verdict for every coordinate.</returns>
    public static RuleCheckReport Rule<T>(ScalarFunction<T> function, PullbackRule<T> pullback, ReadOnlySpan<T> point)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(pullback);
        (T adjoint, T start) = (T.CreateTruncating(RuleAdjoint), T.CreateTruncating(RuleStart));
        RuleCheckPoint report = CheckRule(
            point.ToArray(),
            x => adjoint * function(x),
            (x, _, slopes) =>
            {
                slopes.Fill(start);
                pullback(x, adjoint, slopes);
                for (int i = 0; i < slopes.Length; i++)
                    slopes[i] -= start;
            });
        return new RuleCheckReport([report]);
    }

    private static RuleCheckPoint CheckRule<T>(T[] point, ScalarFunction<T> function, Slopes<T> slopes)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        GradientCheckReport report = Check(
            function,
            (x, gradient) =>
            {
                T value = function(x);
                slopes(x, value, gradient);
                return value;
            },
            point);
        string place = string.Join(", ", point.Select(x => x.ToString("G9", CultureInfo.InvariantCulture)));
        return new RuleCheckPoint(place, report);
    }

    private delegate void Slopes<T>(ReadOnlySpan<T> point, T result, Span<T> slopes);
}

/// <summary>
/// The rule of a function of one row: adds <paramref name="resultAdjoint"/> · ∇f(<paramref name="x"/>) to <paramref name="xAdjoint"/>.
/// </summary>
/// <typeparam name="T">The real type.</typeparam>
/// <param name="x">The row.</param>
/// <param name="resultAdjoint">The adjoint of the function's value.</param>
/// <param name="xAdjoint">The accumulator, as long as the row.</param>
public delegate void PullbackRule<T>(ReadOnlySpan<T> x, T resultAdjoint, Span<T> xAdjoint);
