using AutoGradLinear.Numerics;
using AutoGradLinear.Objectives;

namespace AutoGradLinear.Solvers;

/// <summary>Blocks on the diagonal of the Hessian, estimated from a sample of the examples, as their Cholesky factors.</summary>
/// <remarks>
/// A sample tells little of directions in which the features hardly vary, so a part of the mean curvature is added to the diagonal. Sub-sampled Hessians: R. Byrd, G. Chin, W. Neveitt and
/// J. Nocedal, "On the use of stochastic Hessian information in optimization methods for machine learning", SIAM J. Optim. 21(3), 2011.
/// </remarks>
internal sealed class BlockPreconditioner : IPreconditioner
{
    /// <summary>What is added to the diagonal, against its mean.</summary>
    private const double Damping = 0.3;

    private const int ExamplesPerParameter = 4;
    private const int FewestExamples = 500;

    private readonly ICurvature curvature;
    private readonly HessianBlockLayout layout;
    private readonly float[][] factors;
    private readonly double[] part;
    private readonly float[] work;
    private double[] origin = [];

    public BlockPreconditioner(ICurvature curvature, HessianBlockLayout layout)
    {
        this.curvature = curvature;
        this.layout = layout;
        factors = new float[layout.Count][];
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
        IReadOnlyList<float[]> blocks = curvature.HessianBlocks(point, SampleSize(layout));
        for (int k = 0; k < factors.Length; k++)
        {
            factors[k] = blocks[k];
            if (k > 0 && ReferenceEquals(blocks[k], blocks[k - 1]))
                continue;
            Damp(blocks[k]);
            Cholesky.Factor(blocks[k], layout.Order, layout.Stride);
        }
    }

    public void Solve(Span<double> vector)
    {
        for (int k = 0; k < factors.Length; k++)
        {
            layout.Gather(vector, k, part);
            Cholesky.Solve(factors[k], layout.Stride, part, work);
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

    private void Damp(float[] block)
    {
        double sum = 0.0;
        for (int j = 0; j < layout.Order; j++)
            sum += block[(j * layout.Stride) + j];
        float added = sum > 0.0 ? (float)(Damping * sum / layout.Order) : 1f;
        for (int j = 0; j < layout.Order; j++)
            block[(j * layout.Stride) + j] += added;
    }
}
