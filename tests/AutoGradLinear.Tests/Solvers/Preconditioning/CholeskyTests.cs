using AutoGradLinear.Solvers;
using Xunit;

namespace AutoGradLinear.Tests.Solvers.Preconditioning;

public class CholeskyTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 5)]
    [InlineData(33, 64)]
    public void SolvesWhatItFactored(int order, int stride)
    {
        float[] matrix = PositiveDefinite(order, stride);
        double[] expected = RandomData.Vector(order, seed: 2);
        double[] vector = new double[order];
        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j < order; j++)
                vector[i] += 1e-30 * matrix[(Math.Max(i, j) * stride) + Math.Min(i, j)] * expected[j];
        }

        Cholesky.Factor(matrix, order, stride);
        Cholesky.Solve(matrix, stride, vector, new float[order]);
        for (int i = 0; i < order; i++)
            Assert.Equal(expected[i], 1e30 * vector[i], 1e-3);
    }

    [Fact]
    public void ASingularMatrixHasAFactorAllTheSame()
    {
        float[] matrix = [1, 0, 1, 1];
        Cholesky.Factor(matrix, 2, 2);
        double[] vector = [0.0, 1.0];
        Cholesky.Solve(matrix, 2, vector, new float[2]);
        Assert.All(vector, element => Assert.True(double.IsFinite(element)));
        double[] nothing = [0.0, 0.0];
        Cholesky.Solve(matrix, 2, nothing, new float[2]);
        Assert.Equal([0.0, 0.0], nothing);
    }

    private static float[] PositiveDefinite(int order, int stride)
    {
        double[] random = RandomData.Vector(order * order, seed: 1);
        float[] matrix = new float[order * stride];
        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                for (int k = 0; k < order; k++)
                    matrix[(i * stride) + j] += (float)(random[(i * order) + k] * random[(j * order) + k]);
            }

            matrix[(i * stride) + i] += 1f;
        }

        return matrix;
    }
}
