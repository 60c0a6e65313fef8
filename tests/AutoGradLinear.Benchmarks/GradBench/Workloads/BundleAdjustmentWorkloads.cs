namespace AutoGradLinear.Benchmarks.GradBench;

/// <summary>GradBench's ba: n cameras, m points and p observations; the sparse Jacobian of all errors.</summary>
internal static unsafe class BundleAdjustmentWorkloads
{
    public static Objective Objective { get; } = new(
        "ba",
        [
            new Workload("ba1_n49_m7776_p31843", () => Prepare(49, 7_776, 31_843)),
            new Workload("ba2_n21_m11315_p36455", () => Prepare(21, 11_315, 36_455)),
        ]);

    private static Calls Prepare(int cameras, int points, int observations)
    {
        Scene scene = BundleAdjustment.CreateScene(cameras, points, observations);
        double[] errors = new double[3 * observations];
        var jacobian = new SparseJacobian(scene);
        var byHand = new SparseJacobian(scene);
        return new Calls(
            new Call(errors, () => BundleAdjustment.Objective(scene, errors)),
            new Call(jacobian.Values, () => BundleAdjustment.Jacobian(scene, jacobian)),
            new Call(byHand.Values, () => BundleAdjustment.JacobianByHand(scene, byHand)),
            NativePrimal(scene),
            NativeJacobian(scene));
    }

    private static Call? NativePrimal(Scene scene)
    {
        if (!NativeObjectives.AreThere)
            return null;
        double[] errors = new double[3 * scene.Weights.Length];
        var function = (delegate* unmanaged<int, double*, double*, int*, int*, double*, double*, double*, double*, void>)
            NativeObjectives.Function("ba_value");
        return new Call(errors, () =>
        {
            fixed (double* cameras = scene.Cameras, points = scene.Points, weights = scene.Weights, features = scene.Features)
            fixed (double* sink = errors)
            fixed (int* cameraIndices = scene.CameraIndices, pointIndices = scene.PointIndices)
            {
                int count = scene.Weights.Length;
                function(count, cameras, points, cameraIndices, pointIndices, weights, features, sink, sink + 2 * count);
            }
        });
    }

    private static Call? NativeJacobian(Scene scene)
    {
        if (!NativeObjectives.AreThere)
            return null;
        var jacobian = new SparseJacobian(scene);
        var function = (delegate* unmanaged<int, int, int, double*, double*, int*, int*, double*, double*, double*, int*, int*, void>)
            NativeObjectives.Function("ba_jacobian");
        return new Call(jacobian.Values, () =>
        {
            fixed (double* cameras = scene.Cameras, points = scene.Points, weights = scene.Weights, features = scene.Features)
            fixed (int* cameraIndices = scene.CameraIndices, pointIndices = scene.PointIndices)
            fixed (double* values = jacobian.Values)
            fixed (int* columns = jacobian.Columns, rows = jacobian.RowStarts)
            {
                function(
                    scene.Cameras.Length / BundleAdjustment.CameraSize, scene.Points.Length / 3, scene.Weights.Length,
                    cameras, points, cameraIndices, pointIndices, weights, features, values, columns, rows);
            }
        });
    }
}
