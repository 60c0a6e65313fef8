namespace AutoGradLinear.Benchmarks.GradBench;

internal static partial class Gmm
{
    /// <summary>Parameters and points.</summary>
    internal sealed record Input(
        double[] Alphas, double[] Means, double[] LogDiagonals, double[] Lowers, double[] Points, int Dimensions, double Gamma, int M)
    {
        /// <summary>Numbers of the gradient: those of α, μ, q and l, one after the other.</summary>
        public int Size => Lowers.Length + AfterDiagonals;

        private int AfterMeans => Alphas.Length + Means.Length;

        private int AfterDiagonals => AfterMeans + LogDiagonals.Length;

        /// <summary>Means uniform in [0, 1), all else normal, with γ = 1 and m = 0, as the benchmark draws them.</summary>
        public static Input Create(int dimensions, int components, int count)
        {
            var rows = new RandomRows(seed: 31337);
            return new Input(
                rows.Normal(components), rows.Uniform(components * dimensions), rows.Normal(components * dimensions),
                rows.Normal(components * dimensions * (dimensions - 1) / 2), rows.Normal(count * dimensions), dimensions, Gamma: 1, M: 0);
        }

        public double Value() => Objective(Alphas, Means, LogDiagonals, Lowers, Points, Dimensions, Gamma, M);

        public double Generated(Span<double> gradient) => ObjectiveWithGradient(
            Alphas, Means, LogDiagonals, Lowers, Points, Dimensions, Gamma, M,
            gradient[..Alphas.Length], gradient[Alphas.Length..AfterMeans],
            gradient[AfterMeans..AfterDiagonals], gradient[AfterDiagonals..]);

        public double ByHand(Span<double> gradient) => GradientByHand(
            Alphas, Means, LogDiagonals, Lowers, Points, Dimensions, Gamma, M,
            gradient[..Alphas.Length], gradient[Alphas.Length..AfterMeans],
            gradient[AfterMeans..AfterDiagonals], gradient[AfterDiagonals..]);
    }
}
