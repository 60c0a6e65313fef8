namespace LectureTour.HardCases;

/// <summary>Two classes in the plane that no line separates.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Classes">The rule, in words.</param>
/// <param name="Rule">The class of a point; null in the gap between the classes.</param>
/// <param name="Formula">The features with which a linear classifier does separate them.</param>
/// <param name="Features">Those features of a point.</param>
/// <param name="Why">Why they help.</param>
internal sealed record HardCase(
    string Name, string Classes, Func<PlanePoint, int?> Rule, string Formula, Func<PlanePoint, double[]> Features, string Why)
{
    private const double Gap = 0.1;
    private static readonly (double X, double Y)[] Centers = [(-1.5, -1.2), (1.6, -0.8), (0.0, 1.7)];

    public static HardCase Quadrants { get; } = new(
        "quadrants",
        "Class 1: first and third quadrant (x y > 0). Class 0: second and fourth.",
        point => Math.Min(Math.Abs(point.X), Math.Abs(point.Y)) < Gap ? null : point.X * point.Y > 0.0 ? 1 : 0,
        "x, y, x y",
        point => [point.X, point.Y, point.X * point.Y],
        "The sign of x y is the class, so a threshold on that one feature is enough.");

    public static HardCase Ring { get; } = new(
        "ring",
        "Class 1: 1 ≤ ‖x‖ ≤ 2. Class 0: everything else, inside and outside. (The points reach to ‖x‖ = 2.6.)",
        point => Math.Sqrt(point.NormSquared) switch
        {
            < 1.0 - Gap or (> 2.0 + Gap and < 2.6) => 0,
            > 1.0 + Gap and < 2.0 - Gap => 1,
            _ => null,
        },
        "x, y, ‖x‖², ‖x‖⁴",
        point => [point.X, point.Y, point.NormSquared, point.NormSquared * point.NormSquared],
        "With r² = ‖x‖² the ring is (r² − 1)(4 − r²) ≥ 0, which is −r⁴ + 5 r² − 4 ≥ 0: linear in r² and r⁴. r² alone is one threshold, a "
        + "disc, and gets only one of the two borders.");

    public static HardCase Modes { get; } = new(
        "three modes",
        "Class 1: three discs of radius 0.7. Class 0: everything else.",
        point => Centers.Min(center => point.DistanceTo(center.X, center.Y)) switch
        {
            < 0.7 => 1,
            < 0.7 + (2.0 * Gap) => null,
            _ => 0,
        },
        "exp(−‖x − cₖ‖²) for the three centres cₖ",
        point => [.. Centers.Select(center => Math.Exp(-Math.Pow(point.DistanceTo(center.X, center.Y), 2.0)))],
        "Each feature says how near one centre is; their sum is large near any of the three.");

    public static IReadOnlyList<HardCase> All { get; } = [Quadrants, Ring, Modes];

    /// <summary>The coordinates alone.</summary>
    public static double[] Coordinates(PlanePoint point) => [point.X, point.Y];

    /// <summary>The coordinates and ‖x‖².</summary>
    public static double[] WithNormSquared(PlanePoint point) => [point.X, point.Y, point.NormSquared];
}
