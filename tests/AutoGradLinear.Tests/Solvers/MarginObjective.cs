using AutoGradLinear.Objectives;

namespace AutoGradLinear.Tests.Solvers;

/// <summary>
/// A plain objective with its Hessian: F(w) = (1/n) Σᵢ φ(aᵢ·w) + ridge Σ w² + lasso Σ |w|, where row aᵢ is yᵢ xᵢ and the sums are over the first
/// <paramref name="penalised"/> parameters.
/// </summary>
internal sealed class MarginObjective(
    double[][] rows, MarginObjective.Loss loss, double ridge = 0.0, double lasso = 0.0, int? penalised = null) : IObjective, ICurvature
{
    private readonly int[] all = [.. Enumerable.Range(0, rows.Length)];

    /// <summary>φ, φ' and φ''.</summary>
    public delegate (double Value, double First, double Second) Loss(double margin);

    public int Dimension => rows[0].Length;

    public int ExampleCount => rows.Length;

    public int Products { get; private set; }

    public int Penalised => penalised ?? Dimension;

    public static (double Value, double First, double Second) Logistic(double margin)
    {
        double exponential = Math.Exp(-Math.Abs(margin));
        double wrong = (margin > 0.0 ? exponential : 1.0) / (1.0 + exponential);
        return (Math.Max(0.0, -margin) + Math.Log(1.0 + exponential), -wrong, wrong * (1.0 - wrong));
    }

    public static (double Value, double First, double Second) SquaredHinge(double margin)
    {
        double violation = Math.Max(0.0, 1.0 - margin);
        return (violation * violation, -2.0 * violation, violation > 0.0 ? 2.0 : 0.0);
    }

    /// <summary>Rows yᵢ xᵢ with two overlapping classes; feature j is multiplied by spread^(j / (features − 1)), and the last one is a constant.</summary>
    public static double[][] Rows(int count, int features, int seed, double spread = 1.0)
    {
        double[] noise = RandomData.Vector(count * features, seed);
        return
        [
            .. Enumerable.Range(0, count).Select(i =>
            {
                double sign = i % 2 == 0 ? 1.0 : -1.0;
                return Enumerable.Range(0, features).Select(j => sign * (j == features - 1
                    ? 1.0
                    : (noise[(i * features) + j] + (j % 3 == 0 ? 0.3 * sign : 0.0)) * Math.Pow(spread, j / (features - 1.0)))).ToArray();
            }),
        ];
    }

    public double Value(ReadOnlySpan<double> parameters) => ValueWithGradient(parameters, new double[Dimension]);

    public double ValueWithGradient(ReadOnlySpan<double> parameters, Span<double> gradient) => BatchValueWithGradient(parameters, all, gradient);

    public double BatchValueWithGradient(ReadOnlySpan<double> parameters, ReadOnlySpan<int> examples, Span<double> gradient)
    {
        gradient.Clear();
        double value = 0.0;
        foreach (int i in examples)
        {
            (double term, double slope, _) = loss(Dot(rows[i], parameters));
            value += term / examples.Length;
            for (int j = 0; j < Dimension; j++)
                gradient[j] += slope * rows[i][j] / examples.Length;
        }

        for (int j = 0; j < Penalised; j++)
        {
            value += (ridge * parameters[j] * parameters[j]) + (lasso * Math.Abs(parameters[j]));
            gradient[j] += (2.0 * ridge * parameters[j]) + (lasso * Math.Sign(parameters[j]));
        }

        return value;
    }

    public void HessianVectorProduct(ReadOnlySpan<double> parameters, ReadOnlySpan<double> direction, Span<double> product)
    {
        Products++;
        product.Clear();
        foreach (double[] row in rows)
        {
            double bend = loss(Dot(row, parameters)).Second * Dot(row, direction) / rows.Length;
            for (int j = 0; j < Dimension; j++)
                product[j] += bend * row[j];
        }

        for (int j = 0; j < Penalised; j++)
            product[j] += 2.0 * ridge * direction[j];
    }

    public void HessianDiagonal(ReadOnlySpan<double> parameters, Span<double> diagonal)
    {
        diagonal.Clear();
        foreach (double[] row in rows)
        {
            double bend = loss(Dot(row, parameters)).Second / rows.Length;
            for (int j = 0; j < Dimension; j++)
                diagonal[j] += bend * row[j] * row[j];
        }

        for (int j = 0; j < Penalised; j++)
            diagonal[j] += 2.0 * ridge;
    }

    private static double Dot(double[] row, ReadOnlySpan<double> vector)
    {
        double sum = 0.0;
        for (int j = 0; j < row.Length; j++)
            sum += row[j] * vector[j];
        return sum;
    }
}
