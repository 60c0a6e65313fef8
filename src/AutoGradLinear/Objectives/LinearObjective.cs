using System.Numerics;
using System.Numerics.Tensors;
using AutoGradLinear.Data;
using AutoGradLinear.Losses;
using AutoGradLinear.Numerics;

namespace AutoGradLinear.Objectives;

/// <summary>
/// The objective of a linear classifier: F(W, b) = Σᵢ wᵢ ℓ(W xᵢ + b, yᵢ) / Σᵢ wᵢ + R(W).
/// </summary>
/// <typeparam name="T">The real type of loss and penalty.</typeparam>
/// <typeparam name="TLoss">The loss; the code is compiled for it, so that its calls are direct.</typeparam>
/// <typeparam name="TPenalty">The penalty.</typeparam>
/// <remarks>
/// Rows are taken in blocks that stay in cache while their scores, losses and part of the gradient are computed in
/// <typeparamref name="T"/>; blocks are summed in double. Chunks of rows run on several threads and are added in their order, so that
/// the result is the same, bit for bit, for any number of threads. A loss that is also an <see cref="IBatchLoss{T, TTarget}"/> is asked for
/// the sum of a whole block.
/// </remarks>
public sealed partial class LinearObjective<T, TLoss, TPenalty> : IObjective
    where T : unmanaged, IFloatingPointIeee754<T>
    where TLoss : struct, ILoss<T, int>
    where TPenalty : struct, IPenalty<T>
{
    private readonly ClassificationDataset data;
    private readonly TLoss loss;
    private readonly IBatchLoss<T, int>? batchLoss;
    private readonly TPenalty penalty;
    private readonly LinearLayout layout;
    private readonly double[]? exampleWeights;
    private readonly double weightSum;
    private readonly int maxThreads;
    private readonly Chunk[] chunks;
    private readonly RowBlocks<T>[] workers;
    private readonly FeatureKernel<T> kernel;
    private readonly PointWeights<T> point;
    private readonly T[] penaltyTerms;

    /// <summary>Binds a loss and a penalty to data.</summary>
    /// <param name="data">The examples.</param>
    /// <param name="loss">The loss of one example.</param>
    /// <param name="penalty">The penalty of the weights.</param>
    /// <param name="options">Bias, class weights and threads.</param>
    /// <exception cref="ArgumentException">
    /// Class weights are not one per class, or are not finite and at least 0 with a positive sum over the examples.
    /// </exception>
    /// <exception cref="NotSupportedException">There are more parameters than one array holds.</exception>
    public LinearObjective(ClassificationDataset data, TLoss loss, TPenalty penalty, LinearObjectiveOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new LinearObjectiveOptions();
        this.data = data;
        this.loss = loss;
        batchLoss = loss as IBatchLoss<T, int>;
        smoothLoss = loss as ISmoothLoss<T, int>;
        smoothPenalty = penalty as ISmoothPenalty<T>;
        this.penalty = penalty;
        layout = new LinearLayout(BinaryTargets.ScoreCount(loss, data.ClassCount), data.FeatureCount, options.Bias);
        RequireParametersFit();
        exampleWeights = Objectives.ExampleWeights.Combine(data, options.ClassWeights);
        weightSum = exampleWeights is null ? data.Count : TensorPrimitives.Sum<double>(exampleWeights);
        maxThreads = Math.Max(1, options.MaxThreads);
        kernel = FeatureKernel<T>.Over(data.Features, layout, options.WidestVectors);
        point = kernel.NewWeights();
        chunks = Chunk.Divide(data.Count, layout, kernel);
        workers = [.. chunks.Select(chunk => chunk.Blocks)];
        penaltyTerms = new T[layout.PenalisedCount];
    }

    /// <summary>Where weights and bias stand among the parameters.</summary>
    public LinearLayout Layout => layout;

    /// <inheritdoc/>
    public int Dimension => layout.Dimension;

    /// <inheritdoc/>
    public double Precision => double.CreateTruncating(T.BitIncrement(T.One) - T.One);

    /// <summary>The loss of one example.</summary>
    internal TLoss Loss => loss;

    /// <summary>The penalty of the weights.</summary>
    internal TPenalty Penalty => penalty;

    /// <summary>The features, as they are stored.</summary>
    internal FeatureMatrix Features => data.Features;

    /// <summary>One class index per example.</summary>
    internal ReadOnlySpan<int> Labels => data.Labels;

    /// <summary>One weight per example, or null where each is 1.</summary>
    internal double[]? ExampleWeights => exampleWeights;

    /// <inheritdoc/>
    public int ExampleCount => data.Count;

    /// <inheritdoc/>
    ExampleOrder IObjective.NewOrder(int seed) => data.Features.Mapped is { } mapped
        ? new BlockShuffle(data.Count, mapped.BlockStarts, seed, mapped.Announce)
        : new FullShuffle(data.Count, seed);

    /// <inheritdoc/>
    public double Value(ReadOnlySpan<double> parameters)
    {
        SetPoint(parameters);
        double sum = RunChunks(Sweep.Value);
        return (sum / weightSum) + Finite(penalty.Evaluate(point.Parameters[..layout.PenalisedCount]));
    }

    /// <inheritdoc/>
    public double ValueWithGradient(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        RequireLength(gradient.Length, nameof(gradient));
        SetPoint(parameters);
        kernel.PrepareGradient(maxThreads);
        double sum = RunChunks(Sweep.Gradient);
        double penaltyValue = SetPenaltyGradient(gradient);
        AddCollected(gradient, squares: false);
        return (sum / weightSum) + penaltyValue;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// F_B = Σ_B wᵢ ℓᵢ / (|B| w̄) + R(W), where w̄ is the mean weight of all examples.
    /// </remarks>
    /// <exception cref="ArgumentException">There are no examples, or a length is wrong.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An example does not exist.</exception>
    public double BatchValueWithGradient(ReadOnlySpan<double> parameters, ReadOnlySpan<int> examples, Span<double> gradient) =>
        BatchValueWithGradient(parameters, examples, default, gradient);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are no examples, or a length is wrong.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An example does not exist.</exception>
    public double BatchValueWithGradient(
        ReadOnlySpan<double> parameters, ReadOnlySpan<int> examples, ReadOnlySpan<int> upcoming, Span<double> gradient)
    {
        RequireLength(gradient.Length, nameof(gradient));
        if (examples.IsEmpty)
            throw new ArgumentException("A batch needs one example or more.", nameof(examples));
        RequireExamples(examples, nameof(examples));
        RequireExamples(upcoming, nameof(upcoming));
        SetPoint(parameters);
        Chunk chunk = chunks[0];
        double sum = RunBatch(chunk, examples, upcoming);
        double divisor = examples.Length * (weightSum / data.Count);
        double penaltyValue = EvaluatePenalty();
        chunk.Blocks.SetTo(penaltyTerms.AsSpan(0, layout.WeightCount), 1.0 / divisor, gradient[..layout.WeightCount]);
        SetPenaltyTerms(gradient, layout.WeightCount);
        AddBias(chunk, 1.0 / divisor, gradient);
        return (sum / divisor) + penaltyValue;
    }

    private void SetPoint(ReadOnlySpan<double> parameters)
    {
        RequireLength(parameters.Length, nameof(parameters));
        point.Set(parameters);
    }

    /// <summary>Adds what a sweep over all rows has collected, as a mean.</summary>
    private void AddCollected(Span<double> result, bool squares)
    {
        double factor = 1.0 / weightSum;
        kernel.AddGradient(workers, factor, result[..layout.WeightCount], maxThreads, squares);
        foreach (Chunk chunk in chunks)
            AddBias(chunk, factor, result);
    }

    private double RunChunks(Sweep sweep)
    {
        ParallelLoop.Run(chunks.Length, maxThreads, k => RunChunk(chunks[k], sweep));
        double sum = 0.0;
        foreach (Chunk chunk in chunks)
        {
            if (chunk.FailedRow >= 0)
                throw Failure(chunk.FailedRow);
            sum += chunk.Loss;
        }

        return sum;
    }

    private void AddBias(Chunk chunk, double factor, Span<double> gradient)
    {
        Span<double> bias = gradient[layout.WeightCount..];
        TensorPrimitives.MultiplyAdd(chunk.BiasGradient.AsSpan(0, bias.Length), factor, bias, bias);
    }

    /// <summary>Overwrites a gradient with that of the penalty.</summary>
    private double SetPenaltyGradient(Span<double> gradient)
    {
        double value = EvaluatePenalty();
        SetPenaltyTerms(gradient, 0);
        return value;
    }

    /// <summary>Leaves the gradient of the penalty in <see cref="penaltyTerms"/>.</summary>
    private double EvaluatePenalty() => Finite(penalty.ValueWithGradient(point.Parameters[..layout.PenalisedCount], penaltyTerms));

    /// <summary>Overwrites a gradient with that of the penalty from a place on.</summary>
    private void SetPenaltyTerms(Span<double> gradient, int first)
    {
        WideSums.Copy<T>(penaltyTerms.AsSpan(first), gradient[first..penaltyTerms.Length]);
        gradient[penaltyTerms.Length..].Clear();
    }

    private static double Finite(T penaltyValue) => T.IsFinite(penaltyValue)
        ? double.CreateTruncating(penaltyValue)
        : throw new NonFiniteLossException(
            $"The penalty {typeof(TPenalty)} is {penaltyValue}: its strength is negative or NaN, or it is not finite at these weights, or training "
            + "diverged (lower the learning rate, or scale the features).",
            -1);

    private void RequireParametersFit()
    {
        long parameters = ((long)layout.Scores * layout.Features) + layout.Scores;
        if (parameters > Array.MaxLength)
        {
            throw new NotSupportedException(
                $"{layout.Scores} scores and {layout.Features} features have {parameters} parameters, and one array holds {Array.MaxLength}; take fewer features (hash them), or fewer classes.");
        }
    }

    private void RequireExamples(ReadOnlySpan<int> examples, string parameterName)
    {
        foreach (int example in examples)
        {
            if ((uint)example >= (uint)data.Count)
                throw new ArgumentOutOfRangeException(parameterName, example, $"Example {example} does not exist; there are {data.Count}.");
        }
    }

    private void RequireLength(int actual, string parameterName)
    {
        if (actual != layout.Dimension)
        {
            throw new ArgumentException(
                $"'{parameterName}' has length {actual}; {layout.Scores} scores and {layout.Features} features need {layout.Dimension}.",
                parameterName);
        }
    }
}
