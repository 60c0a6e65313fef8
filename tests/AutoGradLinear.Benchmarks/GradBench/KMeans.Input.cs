namespace AutoGradLinear.Benchmarks.GradBench;

internal static partial class KMeans
{
    /// <summary>Centers and points.</summary>
    internal sealed record Input(double[] Centers, double[] Points, int Dimensions)
    {
        /// <summary>Numbers of the derivatives: the gradient, and after it the diagonal of the Hessian.</summary>
        public int Size => 2 * Centers.Length;

        /// <summary>Points uniform in the unit cube; the last ones are the centers, so that each is the closest of some point.</summary>
        public static Input Create(int centers, int count, int dimensions)
        {
            double[] points = new RandomRows(seed: 7).Uniform(count * dimensions);
            return new Input(points[^(centers * dimensions)..], points, dimensions);
        }

        public double Value() => Cost(Centers, Points, Dimensions);

        public double Generated(Span<double> derivatives)
            => CostHessianDiagonal(Centers, Points, Dimensions, derivatives[..Centers.Length], derivatives[Centers.Length..]);

        public double ByHand(Span<double> derivatives)
            => DiagonalByHand(Centers, Points, Dimensions, derivatives[..Centers.Length], derivatives[Centers.Length..]);
    }
}
