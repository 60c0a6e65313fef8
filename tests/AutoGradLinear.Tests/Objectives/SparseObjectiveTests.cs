using System.Numerics;
using AutoGradLinear.Losses;
using AutoGradLinear.Objectives;
using Xunit;

namespace AutoGradLinear.Tests.Objectives;

/// <summary>Sparse rows give what the same rows give with their zeros.</summary>
public class SparseObjectiveTests
{
    [Theory]
    [InlineData(2, 30, 40)]
    [InlineData(3, 2000, 25)]
    [InlineData(20, 700, 300)]
    public void ManyScoresAreThoseOfDenseRows(int classes, int rows, int features)
    {
        (ClassificationDataset sparse, ClassificationDataset dense) = Make(classes, rows, features);
        Compare<double, SoftmaxCrossEntropy<double>>(sparse, dense, default);
        Compare<float, SoftmaxCrossEntropy<float>>(sparse, dense, default);
    }

    [Fact]
    public void OneScoreIsThatOfDenseRows()
    {
        (ClassificationDataset sparse, ClassificationDataset dense) = Make(2, 1500, 60);
        Compare<double, BinaryTarget<double, Logistic<double>>>(sparse, dense, new BinaryTarget<double, Logistic<double>>(default, 1));
        Compare<float, BinaryTarget<float, Logistic<float>>>(sparse, dense, new BinaryTarget<float, Logistic<float>>(default, 0));
    }

    [Fact]
    public void TheResultDoesNotDependOnThreads()
    {
        (ClassificationDataset sparse, _) = Make(4, 5000, 50);
        double[] point = Point(4 * 51);
        double[] one = new double[point.Length];
        double[] three = new double[point.Length];
        double first = Objective(sparse, default(SoftmaxCrossEntropy<float>), 1).ValueWithGradient(point, one);
        double second = Objective(sparse, default(SoftmaxCrossEntropy<float>), 3).ValueWithGradient(point, three);
        Assert.Equal(first, second);
        Assert.Equal(one, three);
    }

    [Fact]
    public void AFailedBatchLeavesNothingInTheNextGradient()
    {
        // The last row's scores overflow, behind a whole block of rows whose gradient was collected already.
        const int Rows = 400;
        const int Columns = 100;
        double[] values = new double[Rows * Columns];
        for (int row = 0; row < Rows; row++)
            values[row * Columns] = row == Rows - 1 ? double.MaxValue : 0.25;
        ClassificationDataset data = ClassificationDataset
            .FromRows(values, Columns, [.. Enumerable.Range(0, Rows).Select(row => row % 2)]).ToSparse();
        LinearObjective<double, SoftmaxCrossEntropy<double>, L2<double>> Make() => new(data, default, new L2<double>(1e-3));
        double[] point = new double[2 * (Columns + 1)];
        point[0] = 3.0;
        point[Columns] = -3.0;
        double[] expected = new double[point.Length];
        double[] actual = new double[point.Length];
        int[] batch = [3, 8, 12];
        Make().BatchValueWithGradient(point, batch, expected);
        LinearObjective<double, SoftmaxCrossEntropy<double>, L2<double>> objective = Make();
        Assert.Throws<NonFiniteLossException>(() => objective.BatchValueWithGradient(point, [.. Enumerable.Range(0, Rows)], actual));
        objective.BatchValueWithGradient(point, batch, actual);
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void SparseAndDenseTurnIntoOneAnother()
    {
        (ClassificationDataset sparse, ClassificationDataset dense) = Make(3, 40, 12);
        Assert.True(sparse.IsSparse);
        Assert.False(dense.IsSparse);
        ClassificationDataset again = dense.ToSparse();
        Assert.Equal(sparse.StoredCount, again.StoredCount);
        for (int i = 0; i < sparse.Count; i++)
            Assert.Equal(sparse.StoredColumns(i).ToArray(), again.StoredColumns(i).ToArray());
    }

    [Fact]
    public void SubsetsOfSparseRowsKeepTheirValues()
    {
        (ClassificationDataset sparse, ClassificationDataset dense) = Make(3, 40, 12);
        int[] rows = [39, 0, 7, 7];
        ClassificationDataset chosen = sparse.Subset(rows);
        double[] expected = new double[12];
        double[] actual = new double[12];
        for (int i = 0; i < rows.Length; i++)
        {
            dense.CopyRow<double>(rows[i], expected);
            chosen.CopyRow<double>(i, actual);
            Assert.Equal(expected, actual);
        }
    }

    [Theory]
    [InlineData(new[] { 0, 2 }, new[] { 1, 1 }, "Row 0 has column 1 after column 1")]
    [InlineData(new[] { 0, 2 }, new[] { 0, 3 }, "Row 0 has column 3 after column 0")]
    [InlineData(new[] { 0, 1 }, new[] { 0, 1 }, "from 0 to 1; expected from 0 to the number of values, 2")]
    [InlineData(new[] { 0, 5, 2 }, new[] { 0, 1 }, "Row 0 goes from 0 to 5")]
    [InlineData(new[] { 0 }, new int[0], "There are no rows")]
    public void DamagedRowsAreRefused(int[] starts, int[] columns, string problem)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => ClassificationDataset.FromSparseRows(
            starts, columns, new float[columns.Length], 3, Enumerable.Repeat("a", Math.Max(1, starts.Length - 1)).ToArray(), ["a", "b"]));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ANumberThatIsNoneIsRefusedWithItsPlace()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => ClassificationDataset.FromSparseRows(
            new[] { 0, 0, 0, 2 }, new[] { 1, 4 }, new[] { 1f, float.NaN }, 5, ["a", "b", "a"]));
        Assert.Contains("Row 2, column 4 is NaN", error.Message, StringComparison.Ordinal);
    }

    /// <remarks>Sums run in another order, so that they differ by some rounding errors of the type.</remarks>
    private static void Compare<T, TLoss>(ClassificationDataset sparse, ClassificationDataset dense, TLoss loss)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, ILoss<T, int>
    {
        double tolerance = typeof(T) == typeof(double) ? 1e-12 : 1e-5;
        var penalty = new L2<T>(T.CreateTruncating(1e-3));
        var expected = new LinearObjective<T, TLoss, L2<T>>(dense, loss, penalty);
        var actual = new LinearObjective<T, TLoss, L2<T>>(sparse, loss, penalty);
        double[] point = Point(expected.Dimension);
        double[] expectedGradient = new double[point.Length];
        double[] actualGradient = new double[point.Length];
        Assert.Equal(expected.ValueWithGradient(point, expectedGradient), actual.ValueWithGradient(point, actualGradient), tolerance);
        Assert.Equal(expected.Value(point), actual.Value(point), tolerance);
        Near(expectedGradient, actualGradient, tolerance);
        int[] batch = [5, 0, 29, 5];
        Assert.Equal(
            expected.BatchValueWithGradient(point, batch, expectedGradient), actual.BatchValueWithGradient(point, batch, actualGradient), tolerance);
        Near(expectedGradient, actualGradient, tolerance);
    }

    private static void Near(double[] expected, double[] actual, double tolerance)
    {
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], tolerance);
    }

    private static double[] Point(int length)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, length).Select(_ => random.NextDouble() - 0.5)];
    }

    private static LinearObjective<float, SoftmaxCrossEntropy<float>, L2<float>> Objective(
        ClassificationDataset data, SoftmaxCrossEntropy<float> loss, int threads)
        => new(data, loss, new L2<float>(1e-3f), new LinearObjectiveOptions { MaxThreads = threads });

    private static (ClassificationDataset Sparse, ClassificationDataset Dense) Make(int classes, int rows, int features)
    {
        var random = new Random(rows);
        double[] values = new double[rows * features];
        for (int i = 0; i < values.Length; i++)
            values[i] = random.Next(10) == 0 ? random.NextDouble() - 0.5 : 0.0;
        int[] labels = [.. Enumerable.Range(0, rows).Select(row => row % classes)];
        ClassificationDataset dense = ClassificationDataset.FromRows(values, features, labels);
        return (dense.ToSparse(), dense);
    }
}
