using System.Numerics;
using System.Numerics.Tensors;
using AutoGradLinear.Data;
using AutoGradLinear.Losses;
using AutoGradLinear.Objectives;

namespace AutoGradLinear.Solvers;

/// <summary>
/// Block dual coordinate ascent for a convex loss of several scores: each step maximises the dual objective in all dual variables of one
/// example,
/// α ∈ ∂ℓ, by a <see cref="LossBundle"/> of its generated gradients.
/// </summary>
/// <remarks>
/// S. S. Keerthi et al., "A Sequential Dual Method for Large Scale Multi-Class Linear SVMs", KDD 2008, takes the same steps for the losses
/// of
/// Crammer and Singer and of Weston and Watkins; here the loss is whatever convex function it is. Steps along mixtures of gradients: S.
/// Lacoste-Julien
/// et al., "Block-Coordinate Frank-Wolfe Optimization for Structural SVMs", ICML 2013.
/// </remarks>
internal sealed class BlockDual<T, TLoss> : IDualBlock
    where T : unmanaged, IFloatingPointIeee754<T>
    where TLoss : struct, ILoss<T, int>
{
    private const int StepsBetweenLooks = 256;

    /// <summary>The part of an example's share in the gap that a step may leave.</summary>
    private const double Remainder = 0.1;

    private readonly FeatureMatrix features;
    private readonly LinearLayout layout;
    private readonly int[] labels;
    private readonly DualExamples examples;
    private readonly VectorLoss<T, TLoss> loss;
    private readonly LossBundle bundle;
    private readonly DualWeights weights;
    private readonly ExampleSchedule schedule;
    private readonly double[] slopes;
    private readonly double[] conjugates;
    private readonly double[] change;
    private readonly double[] scores;
    private readonly double[] gradient;
    private readonly double[] proxPoint;
    private double negligible;

    /// <param name="problem">Examples, weights, options.</param>
    /// <param name="loss">The loss.</param>
    public BlockDual(DualProblem problem, TLoss loss)
    {
        features = problem.Features;
        layout = problem.Layout;
        labels = problem.Labels;
        examples = problem.Examples;
        int stride = InterleavedWeights.Stride(layout.Scores);
        this.loss = new VectorLoss<T, TLoss>(loss, layout.Scores);
        bundle = new LossBundle(layout.Scores);
        weights = new DualWeights(problem.Penalty, layout.Features, problem.HasBias, stride);
        schedule = new ExampleSchedule(examples, problem.Seed(0), problem.Shrinking);
        slopes = new double[checked(examples.Count * layout.Scores)];
        conjugates = new double[examples.Count];
        change = new double[stride];
        scores = new double[stride];
        gradient = new double[layout.Scores];
        proxPoint = new double[layout.Scores];
    }

    /// <inheritdoc/>
    public DualityGap Estimate => new(schedule.MeanLoss + weights.Penalty, schedule.Gap);

    private Span<double> Scores => scores.AsSpan(0, layout.Scores);

    /// <inheritdoc/>
    public void Begin(ReadOnlySpan<double> start)
    {
        var action = new BeginAction(this, start.IsEmpty ? [] : Interleave(start));
        FeatureRows.Visit<T, BeginAction>(features, ref action);
    }

    /// <inheritdoc/>
    public bool RunEpoch(double tolerance, CancellationToken cancellationToken)
    {
        if (!schedule.IsUnderway)
        {
            double allowed = tolerance * Math.Abs(Estimate.Primal);
            negligible = 0.01 * allowed;
            schedule.Begin(allowed);
        }

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
        int stride = scores.Length;
        for (int c = 0; c < layout.Scores; c++)
        {
            Span<double> row = parameters.Slice(c * layout.Features, layout.Features);
            for (int j = 0; j < row.Length; j++)
                row[j] = weights.Weights[(j * stride) + c];
            if (layout.Bias != Bias.None)
                parameters[layout.WeightCount + c] = weights.Weights[(layout.Features * stride) + c];
        }
    }

    /// <inheritdoc/>
    public void Exchange(StateArchive archive)
    {
        weights.Exchange(archive);
        schedule.Exchange(archive);
        archive.Items<double>(slopes);
        archive.Items<double>(conjugates);
        negligible = archive.Item(negligible);
    }

    private double[] Interleave(ReadOnlySpan<double> parameters)
    {
        int stride = scores.Length;
        var interleaved = new double[weights.Weights.Length];
        for (int c = 0; c < layout.Scores; c++)
        {
            for (int j = 0; j < layout.Features; j++)
                interleaved[(j * stride) + c] = parameters[(c * layout.Features) + j];
            if (layout.Bias != Bias.None)
                interleaved[(layout.Features * stride) + c] = parameters[layout.WeightCount + c];
        }

        return interleaved;
    }

    private Span<double> Slope(int example) => slopes.AsSpan(example * layout.Scores, layout.Scores);

    private void Step<TRows>(ref readonly TRows rows, ReadOnlySpan<int> active)
        where TRows : IFeatureRows, allows ref struct
    {
        foreach (int i in active)
        {
            Span<double> slope = Slope(i);
            weights.Scores(in rows, i, scores);
            double value = loss.Evaluate(Scores, labels[i], gradient, out double conjugate);
            double term = value + conjugates[i] - TensorPrimitives.Dot<double>(slope, Scores);
            schedule.Visit(i, value, term);
            if (!(term > negligible))
                continue;
            slope.CopyTo(change);
            conjugates[i] = Improve(i, slope, term, conjugate);
            TensorPrimitives.Subtract<double>(slope, change.AsSpan(0, slope.Length), change);
            TensorPrimitives.Multiply(change, -examples.Share(i), change);
            weights.AddOuter(in rows, i, change);
        }
    }

    /// <summary>Replaces α by the mixture of itself and gradients whose scores leave little of the example's gap.</summary>
    /// <returns>The conjugate of the new α.</returns>
    private double Improve(int example, Span<double> slope, double term, double conjugateAtScores)
    {
        double q = examples.Curvature(example);
        double tolerance = 0.1 * Remainder * term;

        // s₀ = s + q α, the scores without the example's own share.
        TensorPrimitives.MultiplyAdd(slope, q, Scores, Scores);
        bundle.Begin(Scores, q);
        slope.CopyTo(bundle.NextGradient);
        bundle.Add(conjugates[example]);
        gradient.CopyTo(bundle.NextGradient);
        bundle.Add(conjugateAtScores);
        while (true)
        {
            bundle.Solve(tolerance);
            double conjugate = bundle.Mix(slope);
            if (bundle.Count == LossBundle.Capacity || q == 0.0)
                return conjugate;
            TensorPrimitives.MultiplyAdd(slope, -q, Scores, proxPoint);
            double value = loss.Evaluate(proxPoint, labels[example], bundle.NextGradient, out double cut);
            if (!(value + conjugate - TensorPrimitives.Dot<double>(slope, proxPoint) > Remainder * term))
                return conjugate;
            bundle.Add(cut);
        }
    }

    /// <summary>Sets αᵢ to the gradient at the scores that the start gives, or to the smallest gradient.</summary>
    private readonly struct BeginAction(BlockDual<T, TLoss> dual, double[] start) : IRowsAction
    {
        public void Run<TRows>(TRows rows)
            where TRows : IFeatureRows, allows ref struct
        {
            var smallest = new (double[] Gradient, double Conjugate)?[dual.layout.Scores];
            for (int i = 0; i < dual.examples.Count; i++)
            {
                if (!dual.schedule.Counts(i))
                    continue;
                int label = dual.labels[i];
                Span<double> slope = dual.Slope(i);
                if (start.Length > 0)
                {
                    dual.scores.AsSpan().Clear();
                    if (dual.layout.Bias != Bias.None)
                        start.AsSpan(dual.layout.Features * dual.scores.Length).CopyTo(dual.scores);
                    rows.AddScores(i, start, dual.scores);
                    dual.loss.Evaluate(dual.Scores, label, slope, out dual.conjugates[i]);
                }
                else
                {
                    if (smallest[label] is null)
                    {
                        double[] found = new double[slope.Length];
                        smallest[label] = (found, dual.loss.SmallestGradient(label, found));
                    }

                    smallest[label]!.Value.Gradient.CopyTo(slope);
                    dual.conjugates[i] = smallest[label]!.Value.Conjugate;
                }

                TensorPrimitives.Multiply(slope, -dual.examples.Share(i), dual.change);
                if (TensorPrimitives.MaxMagnitude<double>(dual.change) > 0.0)
                    dual.weights.AddOuter(in rows, i, dual.change);
            }
        }
    }

    private readonly struct EpochAction(BlockDual<T, TLoss> dual, CancellationToken cancellationToken) : IRowsAction
    {
        public void Run<TRows>(TRows rows)
            where TRows : IFeatureRows, allows ref struct
        {
            while (dual.schedule.IsUnderway && !cancellationToken.IsCancellationRequested)
                dual.Step(in rows, dual.schedule.Take(StepsBetweenLooks));
        }
    }

    private struct MeasureAction(BlockDual<T, TLoss> dual) : IRowsAction
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
                dual.weights.Scores(in rows, i, dual.scores);
                double value = dual.loss.Value(dual.Scores, dual.labels[i]);
                dual.schedule.Inspect(i, value, value + dual.conjugates[i] - TensorPrimitives.Dot<double>(dual.Slope(i), dual.Scores));
                losses += dual.examples.Share(i) * value;
                conjugates += dual.examples.Share(i) * dual.conjugates[i];
            }

            MeanLoss = losses;
            MeanConjugate = conjugates;
        }
    }
}
