using System.Numerics.Tensors;
using AutoGradLinear.Numerics;
using AutoGradLinear.Objectives;

namespace AutoGradLinear.Solvers;

/// <summary>Blocks on the diagonal of the Hessian, estimated from a sample of the examples, as their Cholesky factors.</summary>
/// <remarks>
/// A sample tells little of directions in which the features hardly vary, so a part of the mean curvature is added to the diagonal, but no more than a parameter has itself: a feature of small
/// size would not move any more beside one of large size. For their sake blocks are factored with ones on the diagonal, too. Sub-sampled Hessians: R. Byrd, G. Chin, W. Neveitt and J. Nocedal,
/// "On the use of stochastic Hessian information in optimization methods for machine learning", SIAM J. Optim. 21(3), 2011.
/// </remarks>
internal sealed class BlockPreconditioner : IPreconditioner
{
    /// <summary>What is added to the diagonal at most, against its mean.</summary>
    private const double Damping = 0.3;

    private const int ExamplesPerParameter = 4;
    private const int FewestExamples = 500;

    private readonly ICurvature curvature;
    private readonly HessianBlockLayout layout;
    private readonly float[][] factors;
    private readonly double[][] scales;
    private readonly double[] part;
    private readonly float[] work;
    private double[] origin = [];

    public BlockPreconditioner(ICurvature curvature, HessianBlockLayout layout)
    {
        this.curvature = curvature;
        this.layout = layout;
        factors = new float[layout.Count][];
        scales = new double[layout.Count][];
        part = new double[layout.Order];
        work = new float[layout.Order];
    }

    /// <summary>The number of examples that the blocks are estimated from, if there are as many.</summary>
    public static int SampleSize(HessianBlockLayout layout) => Math.Max(FewestExamples, ExamplesPerParameter * layout.Order);

    /// <summary>The multiply-adds that it takes to move to a point.</summary>
    public static double Work(HessianBlockLayout layout, int examples)
    {
        double square = (double)layout.Order * layout.Order;
        return layout.Count * square * ((0.5 * Math.Min(examples, SampleSize(layout))) + (layout.Order / 6.0));
    }

    /// <summary>Moves to a point.</summary>
    public void Set(ReadOnlySpan<double> point)
    {
        origin = point.ToArray();
        double[] diagonal = new double[point.Length];
        curvature.HessianDiagonal(point, diagonal);
        IReadOnlyList<float[]> blocks = curvature.HessianBlocks(point, SampleSize(layout));
        for (int k = 0; k < factors.Length; k++)
        {
            factors[k] = blocks[k];
            if (k > 0 && ReferenceEquals(blocks[k], blocks[k - 1]))
            {
                scales[k] = scales[k - 1];
                continue;
            }

            scales[k] = new double[layout.Order];
            layout.Gather(diagonal, k, scales[k]);
            Scale(blocks[k], scales[k]);
            Cholesky.Factor(blocks[k], layout.Order, layout.Stride);
        }
    }

    public void Solve(Span<double> vector)
    {
        for (int k = 0; k < factors.Length; k++)
        {
            layout.Gather(vector, k, part);
            TensorPrimitives.Multiply(part, scales[k], part);
            Cholesky.Solve(factors[k], layout.Stride, part, work);
            TensorPrimitives.Multiply(part, scales[k], part);
            layout.Scatter(part, k, vector);
        }
    }

    /// <summary>Carries the point that the blocks belong to, which is little beside them; where there are none yet they are made of it.</summary>
    public void Exchange(StateArchive archive)
    {
        int length = archive.Item(origin.Length);
        if (length == 0)
            return;
        Array.Resize(ref origin, layout.Count * layout.Order);
        archive.Items<double>(origin);
        if (factors[0] is null)
            Set(origin);
    }

    /// <summary>A ← S (A + Δ) S, where Δ is the damping and S makes the diagonal 1.</summary>
    /// <param name="block">A, of a sample.</param>
    /// <param name="diagonal">The diagonal over all examples; receives that of S.</param>
    private void Scale(float[] block, Span<double> diagonal)
    {
        ClearUnlessFinite(block);
        Damp(block, diagonal);
        for (int i = 0; i < diagonal.Length; i++)
        {
            Span<float> row = block.AsSpan(i * layout.Stride, i + 1);
            diagonal[i] = 1.0 / Math.Sqrt(row[i] + diagonal[i]);
            for (int j = 0; j < i; j++)
                row[j] = (float)(diagonal[i] * row[j] * diagonal[j]);
            row[i] = 1f;
        }
    }

    /// <summary>Leaves nothing of a block with elements that are too large for single precision; the largest one is on the diagonal.</summary>
    private void ClearUnlessFinite(float[] block)
    {
        for (int j = 0; j < layout.Order; j++)
        {
            if (!float.IsFinite(block[(j * layout.Stride) + j]))
                block.AsSpan().Clear();
        }
    }

    /// <summary>Overwrites the diagonal over all examples with Δ. Where neither that nor the sample knows a curvature (a loss need not be convex), Δ is the part of the mean.</summary>
    private void Damp(ReadOnlySpan<float> block, Span<double> diagonal)
    {
        for (int j = 0; j < diagonal.Length; j++)
            diagonal[j] = Math.Max(double.IsFinite(diagonal[j]) ? diagonal[j] : 0.0, block[(j * layout.Stride) + j]);
        double sum = TensorPrimitives.Sum<double>(diagonal);
        double most = sum > 0.0 ? Damping * sum / diagonal.Length : 1.0;
        foreach (ref double own in diagonal)
            own = own > 0.0 ? Math.Min(own, most) : most;
    }
}
