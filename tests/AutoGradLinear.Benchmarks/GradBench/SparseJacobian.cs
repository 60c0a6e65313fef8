namespace AutoGradLinear.Benchmarks.GradBench;

/// <summary>
/// The Jacobian of bundle adjustment by compressed rows: two rows of fifteen entries for each observation, then one entry for each weight.
/// The columns are those of all cameras, all points and all weights.
/// </summary>
internal sealed class SparseJacobian
{
    /// <summary>Entries of a row: a camera, a point and a weight.</summary>
    public const int RowSize = BundleAdjustment.CameraSize + 3 + 1;

    private readonly int _observations;

    public SparseJacobian(Scene scene)
    {
        _observations = scene.Weights.Length;
        Values = new double[_observations * (2 * RowSize + 1)];
        Columns = new int[Values.Length];
        RowStarts = new int[3 * _observations + 1];
    }

    public double[] Values { get; }

    public int[] Columns { get; }

    /// <summary>Where each row starts in the other arrays, and at last where the last one ends.</summary>
    public int[] RowStarts { get; }

    /// <summary>The 2 × 15 values of an observation, row-major.</summary>
    public Span<double> BlockOf(int observation) => Values.AsSpan(2 * RowSize * observation, 2 * RowSize);

    public ref double WeightErrorOf(int observation) => ref Values[2 * RowSize * _observations + observation];

    /// <summary>Writes which columns the values of an observation have.</summary>
    public void Place(Scene scene, int observation)
    {
        int camera = scene.CameraIndices[observation] * BundleAdjustment.CameraSize;
        int point = scene.Cameras.Length + 3 * scene.PointIndices[observation];
        int weight = scene.Cameras.Length + scene.Points.Length + observation;
        int start = 2 * RowSize * observation;
        for (int row = 0; row < 2; row++)
        {
            Span<int> columns = Columns.AsSpan(start + row * RowSize, RowSize);
            for (int i = 0; i < BundleAdjustment.CameraSize; i++)
                columns[i] = camera + i;
            for (int i = 0; i < 3; i++)
                columns[BundleAdjustment.CameraSize + i] = point + i;
            columns[RowSize - 1] = weight;
            RowStarts[2 * observation + row + 1] = start + (row + 1) * RowSize;
        }

        int entry = 2 * RowSize * _observations + observation;
        Columns[entry] = weight;
        RowStarts[2 * _observations + observation + 1] = entry + 1;
    }
}
