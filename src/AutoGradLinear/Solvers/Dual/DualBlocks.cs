using System.Numerics;
using AutoGradLinear.Data;
using AutoGradLinear.Losses;
using AutoGradLinear.Objectives;

namespace AutoGradLinear.Solvers;

/// <summary>
/// Divides an objective into independent dual problems: one for each score where the loss is a sum over scores, else one in all.
/// </summary>
internal static class DualBlocks
{
    public static IDualBlock[] Make<T, TLoss, TPenalty>(LinearObjective<T, TLoss, TPenalty> objective, DualCoordinateAscentOptions options)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, ILoss<T, int>
        where TPenalty : struct, IPenalty<T>
    {
        FeatureMatrix features = objective.Features;
        var penalty = DualPenalty.Of<T, TPenalty>(objective.Penalty, objective.Layout.PenalisedCount);
        var norms = new NormsAction(new double[features.Rows], objective.Layout.Bias == Bias.None ? 0.0 : 1.0);
        FeatureRows.Visit<T, NormsAction>(features, ref norms);
        var examples = new DualExamples(objective.ExampleWeights, norms.SquaredNorms, penalty.InverseCurvature);
        var problem = new DualProblem(features, objective.Labels.ToArray(), objective.Layout, penalty, examples, options);
        if (objective.Loss is not ISumOverScores<T> sum)
            return [new BlockDual<T, TLoss>(problem, objective.Loss)];
        var visitor = new ScalarVisitor<T>(problem);
        sum.Accept(ref visitor);
        return visitor.Blocks;
    }

    private readonly struct NormsAction(double[] squaredNorms, double bias) : IRowsAction
    {
        public double[] SquaredNorms => squaredNorms;

        public void Run<TRows>(TRows rows)
            where TRows : IFeatureRows, allows ref struct
        {
            for (int i = 0; i < squaredNorms.Length; i++)
                squaredNorms[i] = rows.SquaredNorm(i) + bias;
        }
    }

    private struct ScalarVisitor<T>(DualProblem problem) : IScalarLossVisitor<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public IDualBlock[] Blocks { get; private set; } = [];

        public void Visit<TLoss>(TLoss loss, int firstPositive)
            where TLoss : struct, ILoss<T, T>
        {
            const LossTraits ClosedForm = LossTraits.PiecewiseAffine | LossTraits.PiecewiseQuadratic;
            bool isPiecewise = (TLoss.Traits & ClosedForm) != 0;
            PiecewiseLoss? negative = isPiecewise ? PieceSearch<T, TLoss>.Find(loss, 0) : null;
            PiecewiseLoss? positive = isPiecewise ? PieceSearch<T, TLoss>.Find(loss, 1) : null;
            Blocks = negative is not null && positive is not null
                ? Make<T, PiecewiseProx>(new PiecewiseProx(negative, positive), firstPositive)
                : Make<T, NewtonProx<T, TLoss>>(new NewtonProx<T, TLoss>(loss), firstPositive);
        }

        private readonly IDualBlock[] Make<TReal, TProx>(TProx prox, int firstPositive)
            where TProx : struct, IScalarProx
        {
            var blocks = new IDualBlock[problem.Layout.Scores];
            for (int score = 0; score < blocks.Length; score++)
                blocks[score] = new ScalarDual<TReal, TProx>(problem, prox, score, firstPositive + score);
            return blocks;
        }
    }
}
