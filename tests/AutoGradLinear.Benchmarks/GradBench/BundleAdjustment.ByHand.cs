namespace AutoGradLinear.Benchmarks.GradBench;

internal static partial class BundleAdjustment
{
    internal static void JacobianByHand(Scene scene, SparseJacobian jacobian)
    {
        for (int i = 0; i < scene.Weights.Length; i++)
        {
            jacobian.Place(scene, i);
            BlockByHand(scene.CameraOf(i), scene.PointOf(i), scene.Weights[i], scene.FeatureOf(i), jacobian.BlockOf(i));
            jacobian.WeightErrorOf(i) = -2 * scene.Weights[i];
        }
    }

    /// <summary>
    /// The 2 × 15 derivatives of an observation as they are written by hand. For an error with slope g with respect to Y = R v, the slope
    /// with respect to v is a = Rᵀ g, and that with respect to r = θ n is J (v × a), where s = sin θ / θ and
    /// J u = s u + (1 − s) n (n · u) + ((1 − cos θ) / θ) n × u (the transpose of the right Jacobian of the rotation).
    /// </summary>
    private static void BlockByHand(
        ReadOnlySpan<double> camera, ReadOnlySpan<double> point, double weight, ReadOnlySpan<double> feature, Span<double> block)
    {
        var rotation = new Vector3D(camera[0], camera[1], camera[2]);
        var vector = new Vector3D(point[0] - camera[3], point[1] - camera[4], point[2] - camera[5]);
        double squaredAngle = Vector3D.Dot(rotation, rotation);
        Vector3D axis = default;
        double sine = 0, cosine = 1, ratio = 1, complement = 0;
        if (squaredAngle != 0)
        {
            double inverse = 1 / Math.Sqrt(squaredAngle);
            (sine, cosine) = Math.SinCos(squaredAngle * inverse);
            axis = inverse * rotation;
            ratio = sine * inverse;
            complement = (1 - cosine) * inverse;
        }

        Vector3D seen = cosine * vector + sine * Vector3D.Cross(axis, vector) + ((1 - cosine) * Vector3D.Dot(axis, vector)) * axis;
        double scale = 1 / seen.Z;
        double x = seen.X * scale;
        double y = seen.Y * scale;
        double focal = camera[6];
        double squaredRadius = x * x + y * y;
        double distortion = 1 + squaredRadius * (camera[9] + squaredRadius * camera[10]);
        double twiceSlope = 2 * (camera[9] + 2 * camera[10] * squaredRadius);
        double factor = weight * focal * scale;
        double across = factor * twiceSlope * x * y;
        WriteRow(block[..15], x, factor * (distortion + twiceSlope * x * x), across);
        block[7] = weight;
        block[8] = 0;
        block[14] = focal * distortion * x + camera[7] - feature[0];
        WriteRow(block.Slice(15, 15), y, across, factor * (distortion + twiceSlope * y * y));
        block[22] = 0;
        block[23] = weight;
        block[29] = focal * distortion * y + camera[8] - feature[1];

        void WriteRow(Span<double> row, double coordinate, double slopeX, double slopeY)
        {
            var slope = new Vector3D(slopeX, slopeY, -(slopeX * x + slopeY * y));
            Vector3D pointSlope = cosine * slope - sine * Vector3D.Cross(axis, slope) + ((1 - cosine) * Vector3D.Dot(axis, slope)) * axis;
            Vector3D moment = Vector3D.Cross(vector, pointSlope);
            Vector3D turn = ratio * moment + ((1 - ratio) * Vector3D.Dot(axis, moment)) * axis + complement * Vector3D.Cross(axis, moment);
            (row[0], row[1], row[2]) = (turn.X, turn.Y, turn.Z);
            (row[3], row[4], row[5]) = (-pointSlope.X, -pointSlope.Y, -pointSlope.Z);
            row[6] = weight * distortion * coordinate;
            row[9] = weight * focal * squaredRadius * coordinate;
            row[10] = squaredRadius * row[9];
            (row[11], row[12], row[13]) = (pointSlope.X, pointSlope.Y, pointSlope.Z);
        }
    }
}
