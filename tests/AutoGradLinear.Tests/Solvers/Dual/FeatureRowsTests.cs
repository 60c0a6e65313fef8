using AutoGradLinear.Data;
using AutoGradLinear.Solvers;
using Xunit;

namespace AutoGradLinear.Tests.Solvers;

/// <summary>Every kind of storage gives the products that plain loops over its values give.</summary>
public class FeatureRowsTests
{
    private const int Rows = 7;

    public static TheoryData<FeatureStorage, bool, int> Kinds
    {
        get
        {
            var kinds = new TheoryData<FeatureStorage, bool, int>();
            foreach (int columns in new[] { 1, 3, 8, 17, 40 })
            {
                foreach (FeatureStorage storage in Enum.GetValues<FeatureStorage>())
                    kinds.Add(storage, false, columns);
                kinds.Add(FeatureStorage.Single, true, columns);
                kinds.Add(FeatureStorage.Double, true, columns);
            }

            return kinds;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ProductsAreThoseOfPlainLoops(FeatureStorage storage, bool sparse, int columns)
    {
        FeatureMatrix features = Make(storage, sparse, columns);
        foreach (int scores in new[] { 1, 3, 5, 12, 13 })
        {
            var check = new CheckAction(features, scores);
            FeatureRows.Visit<double, CheckAction>(features, ref check);
            Assert.Equal(Rows, check.Checked);
        }
    }

    private static FeatureMatrix Make(FeatureStorage storage, bool sparse, int columns)
    {
        // Values that all types hold exactly, about half of them 0.
        double[] values = [.. RandomData.Vector(Rows * columns, columns).Select(x => Math.Max(0.0, Math.Round(x * 100.0)))];
        if (!sparse)
        {
            return storage switch
            {
                FeatureStorage.Byte => new DenseFeatures(values.Select(x => (byte)x).ToArray(), columns, 0.5),
                FeatureStorage.Half => new DenseFeatures(values.Select(x => (Half)x).ToArray(), columns),
                FeatureStorage.Single => new DenseFeatures(values.Select(x => (float)x).ToArray(), columns),
                _ => new DenseFeatures(values, columns),
            };
        }

        int[] stored = [.. Enumerable.Range(0, values.Length).Where(k => values[k] != 0.0)];
        int[] starts = [.. Enumerable.Range(0, Rows + 1).Select(i => stored.Count(k => k < i * columns))];
        int[] places = [.. stored.Select(k => k % columns)];
        return storage == FeatureStorage.Single
            ? new SparseFeatures(starts, places, stored.Select(k => (float)values[k]).ToArray(), columns)
            : new SparseFeatures(starts, places, stored.Select(k => values[k]).ToArray(), columns);
    }

    private struct CheckAction(FeatureMatrix features, int scores) : IRowsAction
    {
        public int Checked { get; private set; }

        public void Run<TRows>(TRows rows)
            where TRows : IFeatureRows, allows ref struct
        {
            int columns = features.Columns;
            int stride = InterleavedWeights.Stride(scores);
            double[] one = RandomData.Vector(columns, 1);
            double[] many = RandomData.Vector(columns * stride, 2);
            double[] coefficients = RandomData.Vector(stride, 3);
            for (int i = 0; i < features.Rows; i++)
            {
                double[] x = new double[columns];
                features.CopyRows<double>(i, 1, x);
                AreClose([.. x.Select(value => value * value)], x => [x.Sum()], [rows.SquaredNorm(i)]);
                AreClose([.. x.Zip(one, (value, w) => value * w)], x => [x.Sum()], [rows.Dot(i, one)]);

                double[] moved = [.. one];
                rows.Add(i, -0.75, moved);
                AreClose([.. one.Zip(x, (w, value) => w - (0.75 * value))], x => x, moved);

                double[] sums = [.. coefficients];
                rows.AddScores(i, many, sums);
                AreClose(
                    [.. coefficients.Select((start, c) => start + Enumerable.Range(0, columns).Sum(j => x[j] * many[(j * stride) + c]))],
                    x => x,
                    sums);

                double[] outer = [.. many];
                rows.AddOuter(i, coefficients, outer);
                AreClose([.. many.Select((w, k) => w + (x[k / stride] * coefficients[k % stride]))], x => x, outer);

                double[] thresholded = new double[many.Length];
                rows.Threshold(i, many, stride, 0.3, 2.0, thresholded);
                for (int k = 0; k < many.Length; k++)
                {
                    if (x[k / stride] != 0.0)
                        Assert.Equal(2.0 * Math.Sign(many[k]) * Math.Max(0.0, Math.Abs(many[k]) - 0.3), thresholded[k]);
                }

                Checked++;
            }
        }

        /// <summary>Sums of up to 40 products of numbers up to 100: rounding stays below 1e-10.</summary>
        private static void AreClose(double[] terms, Func<double[], double[]> combine, double[] found)
        {
            double[] expected = combine(terms);
            Assert.Equal(expected.Length, found.Length);
            for (int k = 0; k < expected.Length; k++)
                Assert.InRange(found[k] - expected[k], -1e-10, 1e-10);
        }
    }
}
