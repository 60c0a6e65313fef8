using System.Numerics;

namespace AutoGradLinear.Benchmarks.GradBench;

internal static partial class KMeans
{
    /// <summary>
    /// Cost, gradient and diagonal of the Hessian as they are written by hand: a point adds 2 (c − p) and 2 to those of its closest center.
    /// Each lane of a vector measures the distance to another center, and keeps the closest that it has seen.
    /// </summary>
    internal static double DiagonalByHand(
        ReadOnlySpan<double> centers, ReadOnlySpan<double> points, int dimensions, Span<double> gradient, Span<double> diagonal)
    {
        gradient.Clear();
        diagonal.Clear();
        Vector<double>[] blocks = BlocksOf(centers, dimensions);
        double cost = 0;
        for (int start = 0; start < points.Length; start += dimensions)
        {
            ReadOnlySpan<double> point = points.Slice(start, dimensions);
            (int closest, double distance) = Closest(blocks, point);
            cost += distance;
            int first = closest * dimensions;
            for (int i = 0; i < point.Length; i++)
            {
                gradient[first + i] += 2 * (centers[first + i] - point[i]);
                diagonal[first + i] += 2;
            }
        }

        return cost;
    }

    /// <summary>The centers, as many side by side as a vector has lanes; the last block is filled up with infinite ones.</summary>
    private static Vector<double>[] BlocksOf(ReadOnlySpan<double> centers, int dimensions)
    {
        int count = centers.Length / dimensions;
        int blockCount = (count + Vector<double>.Count - 1) / Vector<double>.Count;
        var blocks = new Vector<double>[blockCount * dimensions];
        Span<double> lanes = stackalloc double[Vector<double>.Count];
        for (int block = 0; block < blockCount; block++)
        {
            for (int i = 0; i < dimensions; i++)
            {
                for (int lane = 0; lane < lanes.Length; lane++)
                {
                    int center = block * lanes.Length + lane;
                    lanes[lane] = center < count ? centers[center * dimensions + i] : double.PositiveInfinity;
                }

                blocks[block * dimensions + i] = new Vector<double>(lanes);
            }
        }

        return blocks;
    }

    private static (int Center, double Distance) Closest(ReadOnlySpan<Vector<double>> blocks, ReadOnlySpan<double> point)
    {
        var closest = new Vector<double>(double.PositiveInfinity);
        Vector<long> centers = default;
        Vector<long> current = Vector<long>.Indices;
        for (; !blocks.IsEmpty; blocks = blocks[point.Length..])
        {
            var distances = Vector<double>.Zero;
            for (int i = 0; i < point.Length; i++)
            {
                Vector<double> difference = blocks[i] - new Vector<double>(point[i]);
                distances += difference * difference;
            }

            Vector<long> closer = Vector.LessThan(distances, closest);
            closest = Vector.ConditionalSelect(closer, distances, closest);
            centers = Vector.ConditionalSelect(closer, current, centers);
            current += new Vector<long>(Vector<long>.Count);
        }

        int best = 0;
        for (int lane = 1; lane < Vector<double>.Count; lane++)
        {
            if (closest[lane] < closest[best] || (closest[lane] == closest[best] && centers[lane] < centers[best]))
                best = lane;
        }

        return ((int)centers[best], closest[best]);
    }
}
