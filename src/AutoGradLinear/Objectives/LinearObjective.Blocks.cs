using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;
using AutoGradLinear.Losses;

namespace AutoGradLinear.Objectives;

public sealed partial class LinearObjective<T, TLoss, TPenalty>
{
    /// <summary>A fixed range of rows with its own sums and working storage.</summary>
    private sealed class Chunk
    {
        private const int MaxChunks = 16;
        private const int MinRows = 512;

        private Chunk(int first, int count, LinearLayout layout, RowBlocks<T> blocks)
        {
            First = first;
            Count = count;
            Blocks = blocks;
            BiasGradient = new double[layout.Scores];
            Scores = new T[BlockRows * layout.Scores];
            ScoresGradient = new T[BlockRows * layout.Scores];
            Labels = new int[BlockRows];
            Weights = new T[BlockRows];
            ScoreSums = new double[layout.Scores];
        }

        public int First { get; }

        public int Count { get; }

        public RowBlocks<T> Blocks { get; }

        public int BlockRows => Blocks.BlockRows;

        public double[] BiasGradient { get; }

        public T[] Scores { get; }

        public T[] ScoresGradient { get; }

        public int[] Labels { get; }

        public T[] Weights { get; }

        public double[] ScoreSums { get; }

        public double Loss { get; set; }

        public int FailedRow { get; set; } = -1;

        /// <summary>The division depends on the data only, never on the machine, so that sums are repeatable.</summary>
        public static Chunk[] Divide(int rows, LinearLayout layout, FeatureKernel<T> kernel)
        {
            int count = Math.Clamp(rows / MinRows, 1, MaxChunks);
            var chunks = new Chunk[count];
            for (int k = 0; k < count; k++)
            {
                int first = (int)((long)rows * k / count);
                int end = (int)((long)rows * (k + 1) / count);
                chunks[k] = new Chunk(first, end - first, layout, kernel.NewBlocks());
            }

            return chunks;
        }

        public void Reset()
        {
            Loss = 0.0;
            FailedRow = -1;
            BiasGradient.AsSpan().Clear();
            Blocks.Reset();
        }
    }

    /// <summary>What a pass over all rows is for.</summary>
    private enum Sweep
    {
        /// <summary>Losses.</summary>
        Value,

        /// <summary>Losses and their gradients.</summary>
        Gradient,

        /// <summary>Scores at a point, to be kept.</summary>
        Scores,

        /// <summary>Products of the Hessian with a direction, at kept scores.</summary>
        Product,

        /// <summary>The Hessian's diagonal, at kept scores.</summary>
        Diagonal,
    }

    private void RunChunk(Chunk chunk, Sweep sweep)
    {
        chunk.Reset();
        int end = chunk.First + chunk.Count;
        for (int first = chunk.First; first < end && chunk.FailedRow < 0; first += chunk.BlockRows)
        {
            int count = Math.Min(chunk.BlockRows, end - first);
            chunk.Blocks.Load(first, count);
            switch (sweep)
            {
                case Sweep.Scores:
                    chunk.Blocks.Scores(point, KeptScores(first, count), 1, count, readAgain: false);
                    break;
                case Sweep.Product:
                    RunProducts(chunk, first, count);
                    break;
                case Sweep.Diagonal:
                    RunDiagonal(chunk, first, count);
                    break;
                default:
                    RunBlock(chunk, first, default, count, withGradient: sweep == Sweep.Gradient);
                    break;
            }
        }
    }

    private double RunBatch(Chunk chunk, ReadOnlySpan<int> examples, ReadOnlySpan<int> upcoming)
    {
        chunk.Reset();
        for (int start = 0; start < examples.Length; start += chunk.BlockRows)
        {
            ReadOnlySpan<int> block = examples.Slice(start, Math.Min(chunk.BlockRows, examples.Length - start));
            ReadOnlySpan<int> rest = examples[(start + block.Length)..];
            chunk.Blocks.Load(block, rest.IsEmpty ? upcoming : rest);
            RunBlock(chunk, 0, block, block.Length, withGradient: true);
            if (chunk.FailedRow >= 0)
                throw Failure(chunk.FailedRow);
        }

        return chunk.Loss;
    }

    /// <summary>
    /// Scores, losses and gradient of a block: its rows are <paramref name="examples"/>, or those from <paramref name="first"/> on.
    /// </summary>
    private void RunBlock(Chunk chunk, int first, ReadOnlySpan<int> examples, int count, bool withGradient)
    {
        bool batched = batchLoss is not null && RunBatchLoss(batchLoss, chunk, first, examples, count, withGradient);
        if (!batched)
            RunLoss(chunk, first, examples, count, withGradient);
        if (!withGradient || chunk.FailedRow >= 0)
            return;
        chunk.Blocks.AddOuter(
            chunk.ScoresGradient,
            batched ? 1 : layout.Scores,
            batched ? chunk.BlockRows : 1);
    }

    /// <summary>Losses one by one, with the scores of a row side by side.</summary>
    private void RunLoss(Chunk chunk, int first, ReadOnlySpan<int> examples, int count, bool withGradient)
    {
        int width = layout.Scores;
        Span<T> scores = chunk.Scores.AsSpan(0, count * width);
        Span<T> scoresGradient = chunk.ScoresGradient.AsSpan(0, count * width);
        Span<double> biasGradient = chunk.BiasGradient;
        ReadOnlySpan<int> labels = data.Labels;
        chunk.Blocks.Scores(point, scores, width, 1, withGradient);
        for (int i = 0; i < count; i++)
        {
            int row = examples.IsEmpty ? first + i : examples[i];
            Span<T> gradient = scoresGradient.Slice(i * width, width);
            double weight = exampleWeights is null ? 1.0 : exampleWeights[row];
            if (weight == 0.0)
            {
                gradient.Clear();
                continue;
            }

            ReadOnlySpan<T> score = scores.Slice(i * width, width);
            T value = withGradient ? loss.ValueWithGradient(score, labels[row], gradient) : loss.Evaluate(score, labels[row]);
            chunk.Loss += weight * double.CreateTruncating(value);
            bool finite = T.IsFinite(value);
            if (withGradient)
            {
                T factor = T.CreateTruncating(weight);
                for (int c = 0; c < width; c++)
                {
                    finite &= T.IsFinite(gradient[c]);
                    gradient[c] *= factor;
                    biasGradient[c] += double.CreateTruncating(gradient[c]);
                }
            }

            if (!finite)
            {
                chunk.FailedRow = row;
                return;
            }
        }
    }

    private ReadOnlySpan<int> LabelsOf(int first, int count) => data.Labels.Slice(first, count);

    /// <summary>The labels of some examples, which have to be gathered; neighbours' lie side by side.</summary>
    private ReadOnlySpan<int> LabelsOf(Chunk chunk, ReadOnlySpan<int> examples)
    {
        Span<int> labels = chunk.Labels.AsSpan(0, examples.Length);
        ReadOnlySpan<int> all = data.Labels;
        for (int i = 0; i < labels.Length; i++)
            labels[i] = all[examples[i]];
        return labels;
    }

    /// <summary>The weights of some examples, in the type of the loss; none where every weight is 1.</summary>
    private ReadOnlySpan<T> Weights(Chunk chunk, ReadOnlySpan<int> examples)
    {
        if (exampleWeights is null)
            return default;
        Span<T> weights = chunk.Weights.AsSpan(0, examples.Length);
        for (int i = 0; i < weights.Length; i++)
            weights[i] = T.CreateTruncating(exampleWeights[examples[i]]);
        return weights;
    }

    /// <summary>The weights of neighbouring examples, in the type of the loss; none where every weight is 1.</summary>
    private ReadOnlySpan<T> Weights(Chunk chunk, int first, int count)
    {
        if (exampleWeights is null)
            return default;
        Span<T> weights = chunk.Weights.AsSpan(0, count);
        for (int i = 0; i < count; i++)
            weights[i] = T.CreateTruncating(exampleWeights[first + i]);
        return weights;
    }

    /// <summary>Losses of the whole block at once, with the scores of a class side by side.</summary>
    /// <returns>Whether all is finite; otherwise nothing was added, and going one by one finds the row.</returns>
    private bool RunBatchLoss(
        IBatchLoss<T, int> batch, Chunk chunk, int first, ReadOnlySpan<int> examples, int count, bool withGradient)
    {
        int stride = chunk.BlockRows;
        chunk.Blocks.Scores(point, chunk.Scores, 1, stride, withGradient);
        T sum = examples.IsEmpty
            ? batch.BatchValueWithGradient(chunk.Scores, stride, LabelsOf(first, count), Weights(chunk, first, count), chunk.ScoresGradient)
            : batch.BatchValueWithGradient(chunk.Scores, stride, LabelsOf(chunk, examples), Weights(chunk, examples), chunk.ScoresGradient);
        bool finite = T.IsFinite(sum);
        for (int c = 0; c < layout.Scores; c++)
        {
            T classSum = TensorPrimitives.Sum<T>(chunk.ScoresGradient.AsSpan(c * stride, count));
            finite &= T.IsFinite(classSum);
            chunk.ScoreSums[c] = double.CreateTruncating(classSum);
        }

        if (!finite)
            return false;
        chunk.Loss += double.CreateTruncating(sum);
        Span<double> biasGradient = chunk.BiasGradient;
        TensorPrimitives.Add(biasGradient, chunk.ScoreSums, biasGradient);
        return true;
    }

    private NonFiniteLossException Failure(int row)
    {
        T[] scores = new T[layout.Scores];
        T[] gradient = new T[layout.Scores];
        RowBlocks<T> blocks = chunks[0].Blocks;
        blocks.Load(row, 1);
        blocks.Scores(point, scores, layout.Scores, 1, readAgain: false);
        T value = loss.ValueWithGradient(scores, data.Labels[row], gradient);
        string what = !T.IsFinite(value) ? $"is {value.ToString(null, CultureInfo.InvariantCulture)}"
            : Array.TrueForAll(gradient, T.IsFinite) ? "has second derivatives that are not finite"
            : "has a gradient that is not finite";
        string shown = string.Join(", ", scores.Take(10).Select(score => score.ToString("G6", CultureInfo.InvariantCulture)));
        return new NonFiniteLossException(
            $"The loss {typeof(TLoss)} of row {row} (class '{data.Classes[data.Labels[row]]}') {what}; the scores are [{shown}"
            + $"{(scores.Length > 10 ? ", …" : string.Empty)}]. Either the loss is not finite there, or training diverged: lower the "
            + "learning rate, or scale the features.",
            row);
    }
}
