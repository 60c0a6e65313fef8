using System.Text.Json;
using AutoGradLinear.Benchmarks.GradBench;
using Xunit;

namespace AutoGradLinear.Tests.GradBench;

/// <summary>
/// Each function of each module, asked through the protocol, has the output of the objective or of the derivative that is written by hand.
/// </summary>
public sealed class ToolOutputTests(ToolProcess tool) : IClassFixture<ToolProcess>
{
    [Fact]
    public void Hello()
    {
        Near.Equal([9], Numbers(tool.Evaluate("hello", "square", 3.0)));
        Near.Equal([6], Numbers(tool.Evaluate("hello", "double", 3.0)));
    }

    [Fact]
    public void LogSumExpOfARow()
    {
        double[] x = Inputs.Uniform(40);
        double[] gradient = new double[x.Length];
        double value = LogSumExp.ValueByHand(x, gradient);
        var input = new { x, min_runs = 2, min_seconds = 0.0 };
        Near.Equal([value], Numbers(tool.Evaluate("lse", "primal", input)));
        Near.Equal(gradient, Numbers(tool.Evaluate("lse", "gradient", input)));
    }

    [Fact]
    public void LeastSquaresOfAPolynomial()
    {
        double[] x = Inputs.Uniform(9);
        double[] gradient = new double[x.Length];
        double value = LeastSquares.ValueByHand(x, 21, gradient);
        var input = new { x, n = 21, min_runs = 2, min_seconds = 0.0 };
        Near.Equal([value], Numbers(tool.Evaluate("llsq", "primal", input)));
        Near.Equal(gradient, Numbers(tool.Evaluate("llsq", "gradient", input)));
    }

    [Fact]
    public void SolutionOfAnEquation()
    {
        double[] x = Inputs.Uniform(8);
        double[] solution = new double[x.Length];
        double[] gradient = new double[x.Length];
        Ode.Solve(x, 5, solution);
        Ode.LastByHand(x, 5, gradient);
        var input = new { x, s = 5, min_runs = 2, min_seconds = 0.0 };
        Near.Equal(solution, Numbers(tool.Evaluate("ode", "primal", input)));
        Near.Equal(gradient, Numbers(tool.Evaluate("ode", "gradient", input)));
    }

    [Fact]
    public void DeterminantOfAMatrix()
    {
        double[] matrix = Inputs.Uniform(25);
        double[] gradient = new double[matrix.Length];
        double value = Determinant.ValueByHand(matrix, 5, gradient);
        var input = new { A = matrix, ell = 5, min_runs = 2, min_seconds = 0.0 };
        Near.Equal([value], Numbers(tool.Evaluate("det", "primal", input)));
        Near.Equal(gradient, Numbers(tool.Evaluate("det", "gradient", input)));
    }

    [Fact]
    public void MixtureOfGaussians()
    {
        const int Dimensions = 3, Components = 4, Count = 6;
        Gmm.Input p = Gmm.Input.Create(Dimensions, Components, Count);
        double[] gradient = new double[p.Size];
        double value = p.ByHand(gradient);
        var input = new
        {
            d = Dimensions,
            k = Components,
            n = Count,
            alpha = p.Alphas,
            mu = Rows(p.Means, Components),
            q = Rows(p.LogDiagonals, Components),
            l = Rows(p.Lowers, Components),
            x = Rows(p.Points, Count),
            gamma = p.Gamma,
            m = p.M,
            min_runs = 2,
            min_seconds = 0.0,
        };
        Near.Equal([value], Numbers(tool.Evaluate("gmm", "objective", input)));
        JsonElement output = tool.Evaluate("gmm", "jacobian", input);
        Assert.Equal(Components, output.GetProperty("l").GetArrayLength());
        Near.Equal(gradient, [.. new[] { "alpha", "mu", "q", "l" }.SelectMany(name => Numbers(output.GetProperty(name)))]);
    }

    [Fact]
    public void BundleOfCamerasAndPoints()
    {
        const int Observations = 12, RowSize = SparseJacobian.RowSize;
        Scene scene = BundleAdjustment.CreateScene(1, 1, Observations);
        scene.Weights.AsSpan().Fill(0.75);
        for (int i = 0; i < scene.Features.Length; i++)
            scene.Features[i] = scene.Features[i % 2];
        double[] errors = new double[3 * Observations];
        var jacobian = new SparseJacobian(scene);
        BundleAdjustment.Objective(scene, errors);
        BundleAdjustment.JacobianByHand(scene, jacobian);
        var input = new
        {
            n = 1,
            m = 1,
            p = Observations,
            cam = scene.Cameras,
            x = scene.Points,
            w = 0.75,
            feat = scene.Features[..2],
            min_runs = 2,
            min_seconds = 0.0,
        };

        JsonElement objective = tool.Evaluate("ba", "objective", input);
        Near.Equal(errors[..2], Numbers(objective.GetProperty("reproj_error").GetProperty("elements")));
        Assert.Equal(Observations, objective.GetProperty("reproj_error").GetProperty("repeated").GetInt32());
        Near.Equal([errors[^1]], Numbers(objective.GetProperty("w_err").GetProperty("element")));
        Assert.Equal(Observations, objective.GetProperty("w_err").GetProperty("repeated").GetInt32());

        JsonElement output = tool.Evaluate("ba", "jacobian", input);
        Near.Equal([.. jacobian.Values[..(2 * RowSize)], jacobian.Values[^1]], Numbers(output.GetProperty("vals")));
        Near.Equal([.. jacobian.Columns[..(2 * RowSize)], jacobian.Columns[^1]], Numbers(output.GetProperty("cols")));
        Near.Equal([.. jacobian.RowStarts[..(2 * RowSize)], jacobian.RowStarts[^1]], Numbers(output.GetProperty("rows")));
    }

    [Fact]
    public void NetworkOfLongShortTermMemory()
    {
        const int Layers = 2, Characters = 5;
        Lstm.Input p = Lstm.Input.Create(Layers, Characters, bits: 3);
        double[] gradient = new double[p.Size];
        double value = p.ByHand(gradient);
        var input = new
        {
            main_params = Rows(p.Main, 2 * Layers),
            extra_params = Rows(p.Extra, 3),
            state = Rows(p.State, 2 * Layers),
            sequence = Rows(p.Sequence, Characters),
            min_runs = 2,
            min_seconds = 0.0,
        };
        Near.Equal([value], Numbers(tool.Evaluate("lstm", "objective", input)));
        Near.Equal(gradient, Numbers(tool.Evaluate("lstm", "jacobian", input)));
    }

    [Fact]
    public void CentersOfPoints()
    {
        const int Centers = 3, Count = 20;
        KMeans.Input p = KMeans.Input.Create(Centers, Count, dimensions: 2);
        double[] derivatives = new double[p.Size];
        double value = p.ByHand(derivatives);
        double[] direction = [.. derivatives[..p.Centers.Length].Zip(derivatives[p.Centers.Length..], (g, h) => g / h)];
        var input = new { points = Rows(p.Points, Count), centroids = Rows(p.Centers, Centers), min_runs = 2, min_seconds = 0.0 };
        Near.Equal([value], Numbers(tool.Evaluate("kmeans", "cost", input)));
        JsonElement output = tool.Evaluate("kmeans", "dir", input);
        Assert.Equal(Centers, output.GetArrayLength());
        Near.Equal(direction, Numbers(output));
    }

    private static double[][] Rows(double[] numbers, int count) =>
        [.. Enumerable.Range(0, count).Select(i => numbers[(i * numbers.Length / count)..((i + 1) * numbers.Length / count)])];

    /// <summary>All numbers of a number, a row or rows.</summary>
    private static double[] Numbers(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number ? [element.GetDouble()] : [.. element.EnumerateArray().SelectMany(Numbers)];
}
