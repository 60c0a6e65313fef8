using System.Globalization;
using System.Numerics.Tensors;
using AutoGradLinear.Losses;
using AutoGradLinear.Numerics;

namespace AutoGradLinear.Objectives;

/// <content>
/// Blocks of the Hessian, one for each score c: Σᵢ wᵢ hᵢ zᵢ zᵢᵀ / Σᵢ wᵢ + ∇²R over a sample of the examples, where z is x with a 1 for the bias and hᵢ = ∂²ℓ/∂s_c², or
/// <see cref="WindowedCurvature{T, TLoss}"/> where the loss has kinks.
/// </content>
public sealed partial class LinearObjective<T, TLoss, TPenalty>
{
    /// <inheritdoc/>
    public HessianBlockLayout? BlockLayout =>
        EstimatesCurvature ? new HessianBlockLayout(layout.Scores, layout.Features, layout.Bias != Bias.None) : null;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The blocks are too large for memory.</exception>
    /// <remarks>Examples at which a loss curves downwards are left out. The penalty's part is exact where it is separable, and left out where it is not.</remarks>
    public IReadOnlyList<float[]> HessianBlocks(ReadOnlySpan<double> parameters, int examples)
    {
        RequireCurvature(EstimatesCurvature);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(examples);
        SetPoint(parameters);
        PrepareLossDiagonal();
        HessianBlockLayout blocks = BlockLayout!.Value;
        int[] sample = Sample(data.Count, examples);
        RequireMemory(blocks, sample.Length);
        AlignedBuffer<float> rows = SampledRows(sample, blocks);
        float[][] curvatures = SampledCurvatures(sample);
        double[] penaltyDiagonal = new double[layout.Dimension];
        AddPenaltyDiagonal(penaltyDiagonal);

        // At the start all scores are alike, and so are their blocks: the first one serves for them.
        bool alike = curvatures.All(row => row.AsSpan().SequenceEqual(curvatures[0])) && penaltyDiagonal.AsSpan(0, layout.WeightCount).IndexOfAnyExcept(penaltyDiagonal[0]) < 0;
        var gram = GramMatrix.Of(blocks.Order);
        float[][] matrices = new float[alike ? 1 : blocks.Count][];
        ParallelLoop.Run(matrices.Length, maxThreads, c =>
        {
            matrices[c] = gram.Compute(rows, curvatures[c]);
            double[] part = new double[blocks.Order];
            blocks.Gather(penaltyDiagonal, c, part);
            for (int j = 0; j < part.Length; j++)
                matrices[c][(j * blocks.Stride) + j] += (float)part[j];
        });
        return [.. Enumerable.Range(0, blocks.Count).Select(c => matrices[alike ? 0 : c])];
    }

    /// <summary>Refuses blocks that no array or no memory of this machine can hold, before anything is computed.</summary>
    private static void RequireMemory(HessianBlockLayout blocks, int sampled)
    {
        double rows = (double)sampled * blocks.Stride, block = (double)blocks.Order * blocks.Stride;
        double bytes = sizeof(float) * (rows + ((blocks.Count + 1) * block));
        if (Math.Max(rows, block) <= Array.MaxLength && bytes <= GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)
            return;
        throw new InvalidOperationException(string.Create(
            CultureInfo.InvariantCulture,
            $"Blocks of the Hessian for {blocks.Count} scores and {blocks.Neighbours} features take {bytes / (1L << 30):0.0} GB. Use '{nameof(InitialMatrix.HessianDiagonal)}', or fewer features."));
    }

    /// <summary>Examples in ascending order, drawn without replacement (D. Knuth, "The Art of Computer Programming", volume 2, algorithm 3.4.2 S).</summary>
    private static int[] Sample(int count, int wanted)
    {
        if (wanted >= count)
            return [.. Enumerable.Range(0, count)];
        int[] sample = new int[wanted];
        var random = new DeterministicRandom(0);
        int taken = 0;
        for (int i = 0; taken < wanted; i++)
        {
            if (random.NextDouble() * (count - i) < wanted - taken)
                sample[taken++] = i;
        }

        return sample;
    }

    /// <summary>The rows of a sample, each with a 1 for the bias, padded.</summary>
    private AlignedBuffer<float> SampledRows(int[] sample, HessianBlockLayout blocks)
    {
        var rows = new AlignedBuffer<float>(checked(sample.Length * blocks.Stride));
        for (int i = 0; i < sample.Length; i++)
        {
            Span<float> row = rows.Span.Slice(i * blocks.Stride, blocks.Stride);
            data.CopyRow(sample[i], row[..layout.Features]);
            if (blocks.HasTail)
                row[layout.Features] = 1f;
        }

        return rows;
    }

    /// <summary>wᵢ hᵢ / Σᵢ wᵢ over a sample, score by score.</summary>
    private float[][] SampledCurvatures(int[] sample)
    {
        float[][] curvatures = [.. Enumerable.Range(0, layout.Scores).Select(_ => new float[sample.Length])];
        Chunk chunk = chunks[0];
        chunk.Reset();
        for (int first = 0; first < sample.Length; first += chunk.BlockRows)
        {
            ReadOnlySpan<int> rows = sample.AsSpan(first, Math.Min(chunk.BlockRows, sample.Length - first));
            int count = rows.Length;
            T[] scores = new T[count * layout.Scores];
            chunk.Blocks.Load(rows, default);
            chunk.Blocks.Scores(point, scores, 1, count, readAgain: false);
            for (int i = 0; i < count; i++)
                chunk.Weights[i] = exampleWeights is null ? T.One : T.CreateTruncating(exampleWeights[rows[i]]);
            LossDiagonal(chunk, scores, LabelsOf(chunk, rows), chunk.Weights.AsSpan(0, count));
            for (int k = 0; k < scores.Length; k++)
            {
                (int c, int i) = Math.DivRem(k, count);
                float curvature = float.CreateTruncating(chunk.ScoresGradient[k]);
                curvatures[c][first + i] = chunk.Weights[i] != T.Zero && float.IsFinite(curvature) ? Math.Max(0f, curvature) : 0f;
            }
        }

        double weights = exampleWeights is null ? sample.Length : sample.Sum(row => exampleWeights[row]);
        foreach (float[] row in curvatures)
            TensorPrimitives.Multiply(row, weights > 0.0 ? (float)(1.0 / weights) : 0f, row);
        return curvatures;
    }
}
