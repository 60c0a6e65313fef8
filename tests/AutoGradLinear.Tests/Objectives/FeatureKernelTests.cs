using System.Numerics;
using AutoGradLinear.Numerics;
using AutoGradLinear.Objectives;
using Xunit;

namespace AutoGradLinear.Tests.Objectives;

/// <summary>Scores and gradients of blocks, by every width of vectors, beside plain loops in double.</summary>
public class FeatureKernelTests
{
    /// <summary>Features around the widths of vectors, around a cache's ways, and longer than a tile; scores in one to many tiles.</summary>
    public static TheoryData<int, int, int> Shapes
    {
        get
        {
            var shapes = new TheoryData<int, int, int>();
            foreach (int width in new[] { 0, 128, 256, 512 })
            {
                foreach (int features in new[] { 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 24, 31, 33, 100, 1024, 2500 })
                {
                    foreach (int scores in features < 100 ? new[] { 1, 2, 3, 4, 5, 6, 10, 26 } : [1, 3, 7])
                        shapes.Add(width, features, scores);
                }
            }

            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void FloatsAreReadWhereTheyLie(int width, int features, int scores) =>
        Compare<float>(RowsOf(FeatureStorage.Single, features), width, scores, 2e-6);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void DoublesAreReadWhereTheyLie(int width, int features, int scores) =>
        Compare<double>(RowsOf(FeatureStorage.Double, features), width, scores, 4e-15);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void BytesAreConvertedInRegisters(int width, int features, int scores)
    {
        ClassificationDataset bytes = RowsOf(FeatureStorage.Byte, features);
        Compare<float>(bytes, width, scores, 2e-6);
        Compare<double>(bytes, width, scores, 4e-15);
        Compare<float>(bytes.ScaledBy(1.0 / 255.0), width, scores, 2e-6);
    }

    [Theory]
    [InlineData(FeatureStorage.Byte, 3)]
    [InlineData(FeatureStorage.Byte, 100)]
    [InlineData(FeatureStorage.Byte, 1024)]
    [InlineData(FeatureStorage.Half, 33)]
    [InlineData(FeatureStorage.Double, 20)]
    public void OtherTypesAreConverted(FeatureStorage storage, int features)
    {
        foreach (int width in new[] { 0, 128, 256, 512 })
            Compare<float>(RowsOf(storage, features), width, 7, 2e-6);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(100)]
    public void BytesThatArePreparedAreMappedByTheWeights(int features)
    {
        ClassificationDataset bytes = RowsOf(FeatureStorage.Byte, features);
        foreach (PreparationStep[] steps in new PreparationStep[][]
        {
            [PreparationStep.Scale(1.0 / 255.0)],
            [PreparationStep.CenterByMean(), PreparationStep.Scale(1.0 / 64.0)],
            [PreparationStep.Standardize()],
            [PreparationStep.MinMax(), PreparationStep.CenterByMean()],
        })
        {
            ClassificationDataset prepared = Preparation.Fit(bytes, steps).Apply(bytes);
            Assert.Equal(FeatureStorage.Byte, prepared.Storage);

            // Values up to 255 cancel to values of size 1.
            Compare<float>(prepared, 512, 7, 2e-4);
            Compare<double>(prepared, 512, 7, 1e-12);
        }
    }

    /// <summary>Rows may be a part of an array whose other values are nobody's business.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(17)]
    public void NothingBesideTheRowsIsRead(int features)
    {
        const int rows = 5;
        float[] values = [float.NaN, .. RandomData.Vector(rows * features, seed: 1).Select(x => (float)x), float.NaN, float.NaN];
        var data = ClassificationDataset.FromRows(values.AsMemory(1, rows * features), features, new[] { 0, 1, 0, 1, 1 });
        var layout = new LinearLayout(3, features, Bias.Free);
        foreach (int width in new[] { 0, 128, 256, 512 })
        {
            FeatureKernel<float> kernel = FeatureKernel<float>.Over(data.Features, layout, (SimdWidth)width);
            PointWeights<float> weights = kernel.NewWeights();
            weights.Set(RandomData.Vector(layout.Dimension, seed: 2));
            RowBlocks<float> blocks = kernel.NewBlocks();
            float[] scores = new float[blocks.BlockRows * 3];
            double[] gradient = new double[layout.WeightCount];
            blocks.Load(0, rows);
            blocks.Scores(weights, scores, 3, 1, readAgain: true);
            blocks.AddOuter(scores, 3, 1);
            blocks.AddTo(1.0, gradient);
            Assert.All(scores, score => Assert.True(float.IsFinite(score)));
            Assert.All(gradient, slope => Assert.True(double.IsFinite(slope)));
        }
    }

    [Fact]
    public void RealTypesWithoutVectorsWork() => Compare<Half>(RowsOf(FeatureStorage.Half, 5), 512, 3, 4e-2);

    [Fact]
    public void TheMachinesWidestVectorsAreTaken()
    {
        SimdWidth widest = SimdWidths.Choose<float>(1000);
        Assert.Equal(Vector<float>.Count * 32 >= 256, widest >= SimdWidth.Bits256);
        Assert.True(SimdWidths.Choose<float>(1000, SimdWidth.Bits128) <= SimdWidth.Bits128);
        Assert.Equal(SimdWidth.Scalar, SimdWidths.Choose<float>(3));
        Assert.Equal(SimdWidth.Scalar, SimdWidths.Choose<Half>(1000));
    }

    private static ClassificationDataset RowsOf(FeatureStorage storage, int features)
    {
        const int rows = 37;
        double[] values = RandomData.Vector(rows * features, seed: features);
        string[] labels = [.. Enumerable.Range(0, rows).Select(i => i % 2 == 0 ? "a" : "b")];
        return storage switch
        {
            FeatureStorage.Byte => ClassificationDataset.FromRows(
                values.Select(x => (byte)(127.0 * (x + 1.0))).ToArray(), features, labels),
            FeatureStorage.Half => ClassificationDataset.FromRows(values.Select(x => (Half)x).ToArray(), features, labels),
            FeatureStorage.Single => ClassificationDataset.FromRows(values.Select(x => (float)x).ToArray(), features, labels),
            _ => ClassificationDataset.FromRows(values, features, labels),
        };
    }

    /// <param name="data">The rows.</param>
    /// <param name="width">The widest vectors.</param>
    /// <param name="scoreCount">The number of scores.</param>
    /// <param name="precision">The error that is allowed, relative to the sum of the terms' magnitudes.</param>
    private static void Compare<T>(ClassificationDataset data, int width, int scoreCount, double precision)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var layout = new LinearLayout(scoreCount, data.FeatureCount, Bias.Free);
        double[] parameters = [.. RandomData.Vector(layout.Dimension, seed: 2).Select(x => double.CreateTruncating(T.CreateTruncating(x)))];
        FeatureKernel<T> kernel = FeatureKernel<T>.Over(data.Features, layout, (SimdWidth)width);
        PointWeights<T> weights = kernel.NewWeights();
        weights.Set(parameters);
        RowBlocks<T> blocks = kernel.NewBlocks();
        int[] any = [.. Enumerable.Range(0, Math.Min(13, blocks.BlockRows)).Select(i => i * 17 % data.Count)];
        int neighbours = Math.Min(15, blocks.BlockRows);
        double[] gradient = new double[layout.WeightCount];
        double[] expectedGradient = new double[layout.WeightCount];
        double[] sizes = new double[layout.WeightCount];

        blocks.Load(5, neighbours);
        Check([.. Enumerable.Range(5, neighbours)], scoreCount, 1);
        blocks.Load(any, [0, 1]);
        Check(any, 1, blocks.BlockRows);
        blocks.AddTo(0.5, gradient);
        for (int k = 0; k < gradient.Length; k++)
            Assert.InRange((2.0 * gradient[k]) - expectedGradient[k], -precision * sizes[k], precision * sizes[k]);

        void Check(int[] rows, int rowStride, int scoreStride)
        {
            T[] scores = new T[blocks.BlockRows * scoreCount];
            blocks.Scores(weights, scores, rowStride, scoreStride, readAgain: true);
            double[] coefficients = RandomData.Vector(scores.Length, seed: 3);
            T[] given = [.. coefficients.Select(c => T.CreateTruncating(c))];
            double[] x = new double[data.FeatureCount];
            for (int i = 0; i < rows.Length; i++)
            {
                data.CopyRow<double>(rows[i], x);
                for (int c = 0; c < scoreCount; c++)
                {
                    double expected = parameters[layout.WeightCount + c];
                    double size = Math.Abs(expected);
                    double factor = double.CreateTruncating(given[(i * rowStride) + (c * scoreStride)]);
                    for (int j = 0; j < x.Length; j++)
                    {
                        int k = (c * x.Length) + j;
                        expected += parameters[k] * x[j];
                        size += Math.Abs(parameters[k] * x[j]);
                        expectedGradient[k] += factor * x[j];
                        sizes[k] += Math.Abs(factor * x[j]);
                    }

                    double actual = double.CreateTruncating(scores[(i * rowStride) + (c * scoreStride)]);
                    Assert.InRange(actual - expected, -precision * size, precision * size);
                }
            }

            blocks.AddOuter(given, rowStride, scoreStride);
        }
    }
}
