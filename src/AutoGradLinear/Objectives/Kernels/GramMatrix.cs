using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace AutoGradLinear.Objectives;

/// <summary>The matrix Zᵀ diag(h) Z of some rows z and weights h, by the kernel that computes gradients: every feature is a score there.</summary>
internal abstract unsafe class GramMatrix
{
    /// <summary>The widest unit of columns that any kernel takes: two vectors of 512 bits.</summary>
    private const int Unit = 32;

    /// <summary>Chooses by machine.</summary>
    /// <param name="order">The number of features.</param>
    public static GramMatrix Of(int order) => SimdWidths.Choose<float>(Padded(order)) switch
    {
        SimdWidth.Bits512 => new Kernel<Vector512<float>, Simd512<float>>(order),
        SimdWidth.Bits256 => new Kernel<Vector256<float>, Simd256<float>>(order),
        SimdWidth.Bits128 => new Kernel<Vector128<float>, Simd128<float>>(order),
        _ => new Kernel<float, SimdScalar<float>>(order),
    };

    /// <summary>The distance between rows that the kernel needs; what lies between them is zero.</summary>
    public static int Padded(int order) => (order + Unit - 1) / Unit * Unit;

    /// <summary>The lower triangle, row after row with a distance of <see cref="Padded"/>; elements above it may be set, too.</summary>
    /// <param name="rows">The rows, padded.</param>
    /// <param name="weights">One weight per row.</param>
    public abstract float[] Compute(AlignedBuffer<float> rows, ReadOnlySpan<float> weights);

    private sealed class Kernel<TVector, TSimd>(int order) : GramMatrix
        where TVector : struct
        where TSimd : ISimd<float, TVector>
    {
        /// <summary>So many rows, and the same times their weights, stay in the second-level cache.</summary>
        private const int PanelRows = 32;

        /// <summary>So many rows of the matrix have columns up to the same one: a multiple of the kernel's five scores.</summary>
        private const int BandRows = 40;

        private readonly int stride = Padded(order);

        public override float[] Compute(AlignedBuffer<float> rows, ReadOnlySpan<float> weights)
        {
            var matrix = new AlignedBuffer<float>(checked(order * stride));
            var weighted = new AlignedBuffer<float>(PanelRows * stride);
            float** start = stackalloc float*[PanelRows];
            for (int first = 0; first < weights.Length; first += PanelRows)
            {
                int count = Math.Min(PanelRows, weights.Length - first);
                for (int i = 0; i < count; i++)
                {
                    start[i] = rows.Pointer + ((nint)(first + i) * stride);
                    TensorPrimitives.Multiply(new ReadOnlySpan<float>(start[i], stride), weights[first + i], weighted.Span.Slice(i * stride, stride));
                }

                AddPanel(new BlockRows<float>(start, count, start, 0), weighted.Pointer, matrix.Pointer);
            }

            return matrix.Span.ToArray();
        }

        private void AddPanel(BlockRows<float> rows, float* weighted, float* matrix)
        {
            for (int band = 0; band < order; band += BandRows)
            {
                int height = Math.Min(BandRows, order - band);
                var columns = new PackedColumns(Padded(band + height), 2 * TSimd.Count);
                DenseKernel<float, float, TVector, TSimd>.AddOuter(
                    rows, new ScoreMatrix<float>(weighted + band, stride, 1), height, columns, matrix + ((nint)band * stride), stride);
            }
        }
    }
}
