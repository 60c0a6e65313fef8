using System.Globalization;
using System.Numerics;
using AutoGradLinear.Losses;
using AutoGradLinear.Objectives;
using AutoGradLinear.Solvers;

namespace AutoGradLinear.Training;

/// <summary>A solver, and why it was taken.</summary>
/// <param name="Solver">The solver, never <see cref="Solver.Auto"/>.</param>
/// <param name="Reason">A sentence for the training result.</param>
internal readonly record struct SolverChoice(Solver Solver, string Reason)
{
    /// <summary>Up to so many stored values, passes over the whole data are cheap.</summary>
    private const long SmallData = 20_000_000;

    /// <summary>Takes what the options ask for, or chooses by what is proved of loss and penalty, by the bias and by the size of the data.</summary>
    /// <param name="options">The options.</param>
    /// <param name="data">The examples.</param>
    /// <param name="blocks">The blocks of the Hessian that L-BFGS may use, if there are any.</param>
    public static SolverChoice Of<T, TLoss, TPenalty>(TrainingOptions options, ClassificationDataset data, HessianBlockLayout? blocks)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, ILoss<T, int>
        where TPenalty : struct, IPenalty<T>
    {
        if (options.Solver != Solver.Auto)
            return new SolverChoice(options.Solver, "The options ask for it.");
        bool smoothLoss = TLoss.Traits.HasFlag(LossTraits.Smooth);
        if (smoothLoss && TPenalty.Traits.HasFlag(PenaltyTraits.AbsoluteValue))
            return new SolverChoice(Solver.OwlQn, "The loss is proved smooth, and the penalty is but for a multiple of Σ |w|.");
        if (smoothLoss && TPenalty.Traits.HasFlag(PenaltyTraits.Smooth))
            return new SolverChoice(Solver.Lbfgs, "Loss and penalty are proved smooth.");
        string kinks = $"{(smoothLoss ? "The penalty" : "The loss")} is not proved smooth";
        if (TPenalty.Traits.HasFlag(PenaltyTraits.Smooth) && blocks is { } few && InitialMatrixChoice.AreCheap(few, data))
            return new SolverChoice(Solver.Lbfgs, $"{kinks}, but in the mean over the examples kinks hardly show, and the features are few.");
        string? obstacle = data.Features.Mapped is null
            ? DualCoordinateAscent.Obstacle<T, TLoss, TPenalty>(options.Bias)
            : "It visits examples one by one in a random order, and these are mapped from disk.";
        if (obstacle is null)
            return new SolverChoice(Solver.DualCoordinateAscent, $"{kinks}, but convex, and the penalty a sum of squares.");
        string size = string.Create(CultureInfo.InvariantCulture, $"{data.StoredCount} stored values are {(data.StoredCount <= SmallData ? "few enough" : "too many")} for passes over all of them.");
        return new SolverChoice(
            data.StoredCount <= SmallData ? Solver.Lbfgs : Solver.Sgd, $"{kinks}; {size} Dual coordinate ascent does not apply: {obstacle}");
    }
}
