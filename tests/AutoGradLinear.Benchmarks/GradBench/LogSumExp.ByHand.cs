using System.Numerics.Tensors;

namespace AutoGradLinear.Benchmarks.GradBench;

internal static partial class LogSumExp
{
    /// <summary>
    /// Value and gradient as they are written by hand: ∂/∂xᵢ = exp(xᵢ − m) / Σⱼ exp(xⱼ − m). The exponentials of the value are those of the
    /// gradient, and are kept where it goes. Blocks that fit the first cache keep a pass from reading what the last one wrote out of the
    /// memory.
    /// </summary>
    internal static double ValueByHand(ReadOnlySpan<double> x, Span<double> gradient)
    {
        const int Block = 1024;
        double largest = TensorPrimitives.Max(x);
        double sum = 0;
        for (int start = 0; start < x.Length; start += Block)
        {
            int count = Math.Min(Block, x.Length - start);
            Span<double> exponentials = gradient.Slice(start, count);
            TensorPrimitives.Subtract(x.Slice(start, count), largest, exponentials);
            TensorPrimitives.Exp(exponentials, exponentials);
            sum += TensorPrimitives.Sum<double>(exponentials);
        }

        TensorPrimitives.Multiply(gradient, 1 / sum, gradient);
        return Math.Log(sum) + largest;
    }
}
