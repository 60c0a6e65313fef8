using AutoGradLinear.Objectives;
using AutoGradLinear.Solvers;

namespace AutoGradLinear.Training;

/// <summary>An initial matrix for L-BFGS, and why it was taken.</summary>
/// <param name="Matrix">The matrix.</param>
/// <param name="Reason">A sentence for the training result.</param>
internal readonly record struct InitialMatrixChoice(InitialMatrix Matrix, string Reason)
{
    /// <summary>Blocks save more passes over the data than this, so their two computations may cost as much.</summary>
    private const double PassesSaved = 25.0;

    /// <summary>
    /// The curvature of a loss takes up to two gradients in every score for each score; a slope costs about as much as so many multiply-adds.
    /// </summary>
    private const double SlopeCost = 4.0;

    /// <summary>Blocks take up to so much memory.</summary>
    private const long MostBytes = 64L << 20;

    /// <summary>Takes what the options ask for, or chooses by second derivatives and by what blocks would cost.</summary>
    public static InitialMatrixChoice Of(TrainingOptions options, IObjective objective, ClassificationDataset data)
    {
        if (options.InitialMatrix is { } asked)
            return new InitialMatrixChoice(asked, "The options ask for its initial matrix.");
        if (objective is not ICurvature { EstimatesCurvature: true } curvature)
            return new InitialMatrixChoice(InitialMatrix.Scaled, "Its initial matrix is a multiple of the unit matrix: there are no second derivatives.");
        bool areCheap = curvature.BlockLayout is { } blocks && AreCheap(blocks, data);
        return (areCheap, curvature.HasCurvature) switch
        {
            (true, true) => new InitialMatrixChoice(InitialMatrix.HessianBlocks, "Its initial matrix is the Hessian's blocks: they cost little beside passes over the data."),
            (true, false) => new InitialMatrixChoice(
                InitialMatrix.HessianBlocks, "Its initial matrix is estimated blocks of a Hessian, as if kinks were rounded: they cost little beside passes over the data."),
            (false, true) => new InitialMatrixChoice(
                InitialMatrix.HessianDiagonal, "Its initial matrix is the Hessian's diagonal: blocks for so many features cost more than they save."),
            (false, false) => new InitialMatrixChoice(
                InitialMatrix.Scaled, "Its initial matrix is a multiple of the unit matrix: there are no second derivatives, and blocks for so many features cost more than they save."),
        };
    }

    /// <summary>Whether blocks cost less than the passes that they save.</summary>
    public static bool AreCheap(HessianBlockLayout blocks, ClassificationDataset data)
    {
        double pass = 2.0 * data.StoredCount * blocks.Count;
        double slopes = SlopeCost * 2.0 * blocks.Count * blocks.Count * data.Count;
        bool fits = (long)blocks.Count * blocks.Order * blocks.Stride * sizeof(float) <= MostBytes;
        return fits && 2.0 * (BlockPreconditioner.Work(blocks, data.Count) + slopes) <= PassesSaved * pass;
    }
}
