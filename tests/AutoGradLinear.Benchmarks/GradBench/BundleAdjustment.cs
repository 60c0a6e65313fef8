namespace AutoGradLinear.Benchmarks.GradBench;

/// <summary>
/// Errors of the projections of points in space onto cameras, and 1 − w² for the weight of each observation.
/// </summary>
/// <remarks>
/// A camera is eleven numbers: rotation r (axis times angle), centre C, focal length f, principal point (u, v), radial distortion k₁, k₂.
/// With Y = R(r) (X − C), (x, y) = (Y₀, Y₁) / Y₂, ρ = x² + y² and d = 1 + k₁ ρ + k₂ ρ², the error is
/// w (f d x + u − feature₀, f d y + v − feature₁).
/// </remarks>
internal static partial class BundleAdjustment
{
    internal const int CameraSize = 11;

    /// <summary>Two errors for each observation, and after them one for each weight.</summary>
    internal static void Objective(Scene scene, Span<double> errors)
    {
        Span<double> weightErrors = errors[(2 * scene.Weights.Length)..];
        for (int i = 0; i < scene.Weights.Length; i++)
        {
            ReprojectionError(scene.CameraOf(i), scene.PointOf(i), scene.Weights[i], scene.FeatureOf(i), errors.Slice(2 * i, 2));
            weightErrors[i] = WeightError(scene.Weights[i]);
        }
    }

    /// <summary>The Jacobian of all errors, from that of each observation.</summary>
    internal static void Jacobian(Scene scene, SparseJacobian jacobian)
    {
        Span<double> error = stackalloc double[2];
        for (int i = 0; i < scene.Weights.Length; i++)
        {
            jacobian.Place(scene, i);
            double weight = scene.Weights[i];
            ReprojectionErrorJacobian(scene.CameraOf(i), scene.PointOf(i), weight, scene.FeatureOf(i), error, jacobian.BlockOf(i));
            WeightErrorWithGradient(weight, out jacobian.WeightErrorOf(i));
        }
    }

    [Differentiable(Derivatives.Jacobian)]
    internal static void ReprojectionError(
        ReadOnlySpan<double> camera,
        ReadOnlySpan<double> point,
        double weight,
        [NoGradient] ReadOnlySpan<double> feature,
        Span<double> error)
    {
        var rotation = new Vector3D(camera[0], camera[1], camera[2]);
        var centre = new Vector3D(camera[3], camera[4], camera[5]);
        Vector3D seen = Rotate(rotation, new Vector3D(point[0], point[1], point[2]) - centre);
        double x = seen.X / seen.Z;
        double y = seen.Y / seen.Z;
        double squaredRadius = x * x + y * y;
        double distortion = 1 + camera[9] * squaredRadius + camera[10] * squaredRadius * squaredRadius;
        error[0] = weight * (x * distortion * camera[6] + camera[7] - feature[0]);
        error[1] = weight * (y * distortion * camera[6] + camera[8] - feature[1]);
    }

    [Differentiable]
    internal static double WeightError(double weight) => 1 - weight * weight;

    /// <summary>Rodrigues' formula: v cos θ + (n × v) sin θ + n (n · v) (1 − cos θ) for the rotation θ n; v + r × v where θ = 0.</summary>
    private static Vector3D Rotate(Vector3D rotation, Vector3D vector)
    {
        double squaredAngle = Vector3D.Dot(rotation, rotation);
        if (squaredAngle == 0)
            return vector + Vector3D.Cross(rotation, vector);

        double angle = Math.Sqrt(squaredAngle);
        double cosine = Math.Cos(angle);
        double sine = Math.Sin(angle);
        Vector3D axis = 1 / angle * rotation;
        double along = Vector3D.Dot(axis, vector) * (1 - cosine);
        return cosine * vector + sine * Vector3D.Cross(axis, vector) + along * axis;
    }
}
