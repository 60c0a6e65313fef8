using System.Globalization;

namespace AutoGradLinear.Benchmarks;

/// <summary>What each kind of derivative costs beside its function: a banded, a dense and a diagonal Hessian, a network, a Jacobian.</summary>
internal static partial class SecondDerivatives
{
    private const Derivatives All = Derivatives.Pushforward | Derivatives.HessianVectorProduct | Derivatives.Hessian | Derivatives.HessianDiagonal;
    private const int Hidden = 8;

    public static void Run()
    {
        Console.WriteLine("function                      numbers   function ns   member                  ns          ratio   bytes per call");
        (double[] x, double[] d, double[] g, double[] h) = Rows(1_000);
        double[] hessian = new double[1_000 * 1_000];
        Report("Rosenbrock", x.Length, () => Rosenbrock(x), [
            ("gradient", () => RosenbrockWithGradient(x, g)),
            ("pushforward", () => RosenbrockPushforward(x, d, out _)),
            ("Hessian times vector", () => RosenbrockHessianVectorProduct(x, d, h)),
            ("Hessian diagonal", () => RosenbrockHessianDiagonal(x, g, h)),
            ("Hessian, 3 products", () => RosenbrockHessian(x, hessian))]);

        foreach (int classes in new[] { 10, 1_000 })
        {
            (double[] s, double[] sd, double[] sg, double[] sh) = Rows(classes);
            double[] matrix = new double[classes * classes];
            Report("softmax cross-entropy", classes, () => Softmax(s, 3), [
                ("gradient", () => SoftmaxWithGradient(s, 3, sg)),
                ("pushforward", () => SoftmaxPushforward(s, 3, sd, out _)),
                ("Hessian times vector", () => SoftmaxHessianVectorProduct(s, 3, sd, sh)),
                ("Hessian diagonal", () => SoftmaxHessianDiagonal(s, 3, sg, sh)),
                ("Hessian", () => SoftmaxHessian(s, 3, matrix))]);
        }

        const int Inputs = 16;
        (double[] w, double[] wd, double[] wg, double[] wh) = Rows(((Inputs + 1) * Hidden) + Hidden);
        double[] input = Rows(Inputs).Direction;
        Report("two-layer network", w.Length, () => Network(w, input), [
            ("gradient", () => NetworkWithGradient(w, input, wg)),
            ("gradient, by hand", () => NetworkByHand(w, input, wg)),
            ("pushforward", () => NetworkPushforward(w, input, wd, out _)),
            ("Hessian times vector", () => NetworkHessianVectorProduct(w, input, wd, wh))]);

        const int Centers = 10, Dimensions = 8;
        (double[] c, double[] cd, double[] cg, double[] ch) = Rows(Centers * Dimensions);
        double[] points = Rows(1_000 * Dimensions).Direction;
        Report("k-means, 1 000 points", c.Length, () => KMeans(c, points, Dimensions), [
            ("gradient", () => KMeansWithGradient(c, points, Dimensions, cg)),
            ("Hessian times vector", () => KMeansHessianVectorProduct(c, points, Dimensions, cd, ch)),
            ("Hessian diagonal, 1 product", () => KMeansHessianDiagonal(c, points, Dimensions, cg, ch))]);

        double[] results = new double[4];
        (double[] p, double[] pd, _, _) = Rows(20);
        double[] jacobian = new double[results.Length * p.Length];
        double[] tangents = new double[results.Length];
        Report("4 results of 20 numbers", p.Length, () => { Moments(p, results); return results[0]; }, [
            ("pushforward", () => { MomentsPushforward(p, results, pd, tangents); return tangents[0]; }),
            ("Jacobian, 4 pullbacks", () => { MomentsJacobian(p, results, jacobian); return jacobian[0]; })]);
    }

    [Differentiable(All)]
    internal static double Rosenbrock(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length - 1; i++)
        {
            double bend = x[i + 1] - x[i] * x[i];
            sum += 100 * bend * bend + (1 - x[i]) * (1 - x[i]);
        }

        return sum;
    }

    [Differentiable(All)]
    internal static double Softmax(ReadOnlySpan<double> scores, int label)
    {
        double largest = scores[0];
        for (int j = 1; j < scores.Length; j++)
            largest = Math.Max(largest, scores[j]);
        double sum = 0;
        for (int j = 0; j < scores.Length; j++)
            sum += Math.Exp(scores[j] - largest);
        return Math.Log(sum) + largest - scores[label];
    }

    [Differentiable(Derivatives.Pushforward | Derivatives.HessianVectorProduct)]
    internal static double Network(ReadOnlySpan<double> weights, [NoGradient] ReadOnlySpan<double> input)
    {
        double output = 0;
        int row = input.Length + 1;
        for (int unit = 0; unit < Hidden; unit++)
        {
            double sum = weights[unit * row];
            for (int i = 0; i < input.Length; i++)
                sum += weights[unit * row + i + 1] * input[i];
            output += Math.Tanh(sum) * weights[Hidden * row + unit];
        }

        return (output - 1) * (output - 1);
    }

    private static double NetworkByHand(ReadOnlySpan<double> weights, ReadOnlySpan<double> input, Span<double> gradient)
    {
        gradient.Clear();
        Span<double> activations = stackalloc double[Hidden];
        double output = 0;
        int row = input.Length + 1;
        for (int unit = 0; unit < Hidden; unit++)
        {
            double sum = weights[unit * row];
            for (int i = 0; i < input.Length; i++)
                sum += weights[unit * row + i + 1] * input[i];
            activations[unit] = Math.Tanh(sum);
            output += activations[unit] * weights[Hidden * row + unit];
        }

        double adjoint = 2 * (output - 1);
        for (int unit = 0; unit < Hidden; unit++)
        {
            double slope = adjoint * weights[Hidden * row + unit] * (1 - activations[unit] * activations[unit]);
            gradient[Hidden * row + unit] = adjoint * activations[unit];
            gradient[unit * row] = slope;
            for (int i = 0; i < input.Length; i++)
                gradient[unit * row + i + 1] = slope * input[i];
        }

        return (output - 1) * (output - 1);
    }

    [Differentiable(Derivatives.HessianVectorProduct | Derivatives.HessianDiagonal)]
    internal static double KMeans(ReadOnlySpan<double> centers, [NoGradient] ReadOnlySpan<double> points, int dimensions)
    {
        double total = 0;
        for (int point = 0; point < points.Length; point += dimensions)
        {
            double nearest = double.PositiveInfinity;
            for (int center = 0; center < centers.Length; center += dimensions)
            {
                double distance = 0;
                for (int i = 0; i < dimensions; i++)
                {
                    double difference = centers[center + i] - points[point + i];
                    distance += difference * difference;
                }

                nearest = Math.Min(nearest, distance);
            }

            total += nearest;
        }

        return total;
    }

    [Differentiable(Derivatives.Pushforward | Derivatives.Jacobian)]
    internal static void Moments(ReadOnlySpan<double> x, Span<double> moments)
    {
        moments.Clear();
        for (int i = 0; i < x.Length; i++)
        {
            double power = x[i];
            for (int k = 0; k < moments.Length; k++)
            {
                moments[k] += power;
                power *= x[i];
            }
        }
    }

    private static (double[] Point, double[] Direction, double[] Gradient, double[] Product) Rows(int length)
        => ([.. Enumerable.Range(0, length).Select(i => Math.Sin(i))], [.. Enumerable.Range(0, length).Select(i => Math.Cos(i))], new double[length], new double[length]);

    private static void Report(string name, int numbers, Func<double> function, (string Name, Func<double> Call)[] members)
    {
        (double primal, _) = CallTime.Of(function);
        foreach ((string member, Func<double> call) in members)
        {
            (double time, double bytes) = CallTime.Of(call);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-28} {numbers,8} {primal,13:F0}   {member,-27} {time,12:F0} {time / primal,8:F2} {bytes,16:F1}"));
        }
    }
}
