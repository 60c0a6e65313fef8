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

    /// <summary>Blocks take up to so much memory.</summary>
    private const long MostBytes = 64L << 20;

    /// <summary>Takes what the options ask for, or chooses by second derivatives and by what blocks would cost.</summary>
    public static InitialMatrixChoice Of(TrainingOptions options, IObjective objective, ClassificationDataset data)
    {
        if (options.InitialMatrix is { } asked)
            return new InitialMatrixChoice(asked, "The options ask for its initial matrix.");
        if (objective is not ICurvature { HasCurvature: true } curvature)
            return new InitialMatrixChoice(InitialMatrix.Scaled, "Its initial matrix is a multiple of the unit matrix: there are no second derivatives.");
        if (curvature.BlockLayout is not { } blocks)
            return new InitialMatrixChoice(InitialMatrix.HessianDiagonal, "Its initial matrix is the Hessian's diagonal.");
        double pass = 2.0 * data.StoredCount * blocks.Count;
        bool fits = (long)blocks.Count * blocks.Order * blocks.Stride * sizeof(float) <= MostBytes;
        return fits && 2.0 * BlockPreconditioner.Work(blocks, data.Count) <= PassesSaved * pass
            ? new InitialMatrixChoice(InitialMatrix.HessianBlocks, "Its initial matrix is the Hessian's blocks: they cost little beside passes over the data.")
            : new InitialMatrixChoice(InitialMatrix.HessianDiagonal, "Its initial matrix is the Hessian's diagonal: blocks for so many features cost more than they save.");
    }
}
