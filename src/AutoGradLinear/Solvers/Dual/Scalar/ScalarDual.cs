using AutoGradLinear.Data;
using AutoGradLinear.Objectives;

namespace AutoGradLinear.Solvers;

/// <summary>
/// Stochastic dual coordinate ascent for one score: each step maximises the dual objective in the variable of one example.
/// </summary>
/// <remarks>
/// S. Shalev-Shwartz and T. Zhang, "Stochastic Dual Coordinate Ascent Methods for Regularized Loss Minimization", JMLR 14 (2013). For the
/// hinge and
/// its square this is the method of LIBLINEAR (C.-J. Hsieh et al., ICML 2008), for the logistic loss that of H.-F. Yu et al., Machine
/// Learning
/// 85 (2011).
/// </remarks>
internal sealed class ScalarDual<T, TProx> : IDualBlock
    where TProx : struct, IScalarProx
{
    private const int StepsBetweenLooks = 1024;

    private readonly FeatureMatrix features;
    private readonly LinearLayout layout;
    private readonly DualExamples examples;
    private readonly byte[] sides;
    private readonly TProx prox;
    private readonly int score;
    private readonly DualWeights weights;
    private readonly ExampleSchedule schedule;
    private readonly DualCoordinate[] coordinates;

    /// <param name="problem">Examples, weights, options.</param>
    /// <param name="prox">The loss.</param>
    /// <param name="score">The index of the score.</param>
    /// <param name="positiveLabel">The class of which examples are on the side of +1.</param>
    public ScalarDual(DualProblem problem, TProx prox, int score, int positiveLabel)
    {
        features = problem.Features;
        layout = problem.Layout;
        examples = problem.Examples;
        sides = [.. problem.Labels.Select(label => (byte)(label == positiveLabel ? 1 : 0))];
        this.prox = prox;
        this.score = score;
        weights = new DualWeights(problem.Penalty, layout.Features, problem.HasBias, stride: 1);
        schedule = new ExampleSchedule(examples, problem.Seed(score), problem.Shrinking);
        coordinates = new DualCoordinate[examples.Count];
    }

    /// <inheritdoc/>
    public DualityGap Estimate => new(schedule.MeanLoss + weights.Penalty, schedule.Gap);

    /// <inheritdoc/>
    public void Begin(ReadOnlySpan<double> start)
    {
        var action = new BeginAction(this, start);
        FeatureRows.Visit<T, BeginAction>(features, ref action);
    }

    /// <inheritdoc/>
    public bool RunEpoch(double tolerance, CancellationToken cancellationToken)
    {
        if (!schedule.IsUnderway)
            schedule.Begin(tolerance * Math.Abs(Estimate.Primal));
        var action = new EpochAction(this, cancellationToken);
        FeatureRows.Visit<T, EpochAction>(features, ref action);
        return !schedule.IsUnderway;
    }

    /// <inheritdoc/>
    public DualityGap Measure()
    {
        var action = new MeasureAction(this);
        FeatureRows.Visit<T, MeasureAction>(features, ref action);
        double primal = action.MeanLoss + weights.Penalty;
        double dual = -action.MeanConjugate - weights.Conjugate;
        return new DualityGap(primal, primal - dual);
    }

    /// <inheritdoc/>
    public void CopyTo(Span<double> parameters)
    {
        weights.Weights.AsSpan(0, layout.Features).CopyTo(parameters[(score * layout.Features)..]);
        if (layout.Bias != Bias.None)
            parameters[layout.WeightCount + score] = weights.Weights[layout.Features];
    }

    /// <inheritdoc/>
    public void Exchange(StateArchive archive)
    {
        weights.Exchange(archive);
        schedule.Exchange(archive);
        archive.Items<DualCoordinate>(coordinates);
    }

    private static double Term(double loss, in DualCoordinate coordinate, double s) => loss + coordinate.Conjugate - (coordinate.Slope * s);

    /// <summary>Sets αᵢ to the slope at the score that the start gives, or to the smallest slope.</summary>
    private readonly ref struct BeginAction(ScalarDual<T, TProx> dual, ReadOnlySpan<double> start) : IRowsAction
    {
        private readonly ReadOnlySpan<double> start = start.IsEmpty
            ? default
            : start.Slice(dual.score * dual.layout.Features, dual.layout.Features);

        private readonly double startBias = start.IsEmpty || dual.layout.Bias == Bias.None
            ? 0.0
            : start[dual.layout.WeightCount + dual.score];

        public void Run<TRows>(TRows rows)
            where TRows : IFeatureRows, allows ref struct
        {
            ReadOnlySpan<DualCoordinate> smallest = [dual.prox.Start(0), dual.prox.Start(1)];
            for (int i = 0; i < dual.examples.Count; i++)
            {
                if (!dual.schedule.Counts(i))
                    continue;
                int side = dual.sides[i];
                DualCoordinate coordinate = smallest[side];
                if (!start.IsEmpty)
                {
                    double s = rows.Dot(i, start) + startBias;
                    coordinate = dual.prox.Step(s, 0.0, coordinate, side);
                }

                dual.coordinates[i] = coordinate;
                if (coordinate.Slope != 0.0)
                    dual.weights.Add(in rows, i, -dual.examples.Share(i) * coordinate.Slope);
            }
        }
    }

    private readonly struct EpochAction(ScalarDual<T, TProx> dual, CancellationToken cancellationToken) : IRowsAction
    {
        public void Run<TRows>(TRows rows)
            where TRows : IFeatureRows, allows ref struct
        {
            while (dual.schedule.IsUnderway && !cancellationToken.IsCancellationRequested)
                dual.Step(in rows, dual.schedule.Take(StepsBetweenLooks));
        }
    }

    private void Step<TRows>(ref readonly TRows rows, ReadOnlySpan<int> active)
        where TRows : IFeatureRows, allows ref struct
    {
        foreach (int i in active)
        {
            ref DualCoordinate coordinate = ref coordinates[i];
            int side = sides[i];
            double s = weights.Score(in rows, i);
            double loss = prox.Value(s, side);
            schedule.Visit(i, loss, Term(loss, coordinate, s));
            DualCoordinate next = prox.Step(s, examples.Curvature(i), coordinate, side);
            double change = next.Slope - coordinate.Slope;
            coordinate = next;
            if (change != 0.0)
                weights.Add(in rows, i, -examples.Share(i) * change);
        }
    }

    private struct MeasureAction(ScalarDual<T, TProx> dual) : IRowsAction
    {
        public double MeanLoss { get; private set; }

        public double MeanConjugate { get; private set; }

        public void Run<TRows>(TRows rows)
            where TRows : IFeatureRows, allows ref struct
        {
            double losses = 0.0;
            double conjugates = 0.0;
            for (int i = 0; i < dual.examples.Count; i++)
            {
                if (!dual.schedule.Counts(i))
                    continue;
                ref DualCoordinate coordinate = ref dual.coordinates[i];
                double s = dual.weights.Score(in rows, i);
                double loss = dual.prox.Value(s, dual.sides[i]);
                dual.schedule.Inspect(i, loss, Term(loss, coordinate, s));
                losses += dual.examples.Share(i) * loss;
                conjugates += dual.examples.Share(i) * coordinate.Conjugate;
            }

            MeanLoss = losses;
            MeanConjugate = conjugates;
        }
    }
}
