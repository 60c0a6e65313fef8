using AutoGradLinear.Data;
using AutoGradLinear.Losses;

namespace AutoGradLinear.Objectives;

public sealed partial class LinearObjective<T, TLoss, TPenalty> : ISparseObjective
{
    SparseSteps? ISparseObjective.SparseStepsFrom(ReadOnlySpan<double> parameters, double largestRate)
    {
        const PenaltyTraits kind = PenaltyTraits.SumOfSquares | PenaltyTraits.AbsoluteValue;
        RequireLength(parameters.Length, nameof(parameters));
        if (data.Features is not SparseMatrix features || (TPenalty.Traits & kind) != PenaltyTraits.SumOfSquares)
            return null;
        var axis = new T[layout.PenalisedCount];
        axis[0] = T.One;
        double strength = Finite(penalty.Evaluate(axis));
        return strength >= 0.0 && 2.0 * strength * largestRate < 1.0 ? new LazySteps(this, features, strength, parameters) : null;
    }

    private sealed class LazySteps : SparseSteps
    {
        /// <summary>Places in <see cref="totals"/>: Σ w², and the logarithm of the factor by which a weight that was never touched has shrunk.</summary>
        private const int Squares = 0, Shrinkage = 1;

        private readonly LinearObjective<T, TLoss, TPenalty> objective;
        private readonly SparseMatrix features;
        private readonly SparseRowBuffer<T> buffer = new();
        private readonly SparseWeights<T> point;
        private readonly double strength;
        private readonly int scores;
        private readonly double[] weights;
        private readonly double[] bias;
        private readonly double[] shrinkages;
        private readonly double[] totals = new double[2];
        private readonly int[] places;
        private int[] touched = [];
        private double[] gradient = [];
        private int count;

        public LazySteps(LinearObjective<T, TLoss, TPenalty> objective, SparseMatrix features, double strength, ReadOnlySpan<double> parameters)
        {
            this.objective = objective;
            this.features = features;
            this.strength = strength;
            LinearLayout layout = objective.layout;
            point = (SparseWeights<T>)objective.point;
            scores = layout.Scores;
            weights = new double[layout.WeightCount];
            bias = parameters[layout.WeightCount..].ToArray();
            shrinkages = new double[layout.Features];
            places = new int[layout.Features];
            Array.Fill(places, -1);
            for (int j = 0; j < layout.Features; j++)
            {
                for (int c = 0; c < scores; c++)
                    weights[(j * scores) + c] = parameters[(c * layout.Features) + j];
            }

            foreach (double weight in weights)
                totals[Squares] += weight * weight;
        }

        public override IReadOnlyList<double[]> State => [weights, bias, shrinkages, totals];

        public override double Take(ReadOnlySpan<int> examples, double rate)
        {
            objective.RequireExamples(examples, nameof(examples));
            foreach (int example in examples)
                Touch(features.Row(example, buffer).Columns);
            point.SetBias(bias);
            Chunk chunk = objective.chunks[0];
            double sum = objective.RunBatch(chunk, examples, default);
            double divisor = examples.Length * (objective.weightSum / objective.data.Count);
            double penalty = strength * (totals[Squares] + PenalisedBiasSquares());
            MoveWeights((SparseBlocks<T>)chunk.Blocks, rate, rate / divisor);
            MoveBias(chunk.BiasGradient, rate, rate / divisor);
            return (sum / divisor) + penalty;
        }

        public override void CopyTo(Span<double> parameters)
        {
            for (int j = 0; j < places.Length; j++)
            {
                double factor = Math.Exp(totals[Shrinkage] - shrinkages[j]);
                for (int c = 0; c < scores; c++)
                    parameters[(c * places.Length) + j] = factor * weights[(j * scores) + c];
            }

            bias.CopyTo(parameters[weights.Length..]);
        }

        /// <summary>Shrinks the weights of features that come up the first time in the batch, and gives each a place in the gradient.</summary>
        private void Touch(ReadOnlySpan<int> columns)
        {
            if (touched.Length < count + columns.Length)
                Array.Resize(ref touched, Math.Max(2 * touched.Length, count + columns.Length));
            foreach (int j in columns)
            {
                if (places[j] >= 0)
                    continue;
                places[j] = count;
                touched[count++] = j;
                Span<double> ofFeature = weights.AsSpan(j * scores, scores);
                double factor = Math.Exp(totals[Shrinkage] - shrinkages[j]);
                foreach (ref double weight in ofFeature)
                    weight *= factor;
                shrinkages[j] = totals[Shrinkage];
                point.SetFeature(j, ofFeature);
            }
        }

        private void MoveWeights(SparseBlocks<T> blocks, double rate, double lossRate)
        {
            if (gradient.Length < count * scores)
                gradient = new double[Math.Max(2 * gradient.Length, count * scores)];
            gradient.AsSpan(0, count * scores).Clear();
            blocks.AddTo(places, gradient);
            double factor = 1.0 - (2.0 * strength * rate);
            totals[Shrinkage] += Math.Log(factor);
            totals[Squares] *= factor * factor;
            for (int k = 0; k < count; k++)
            {
                int j = touched[k];
                for (int c = 0; c < scores; c++)
                {
                    ref double weight = ref weights[(j * scores) + c];
                    double shrunk = factor * weight;
                    weight = shrunk - (lossRate * gradient[(k * scores) + c]);
                    totals[Squares] += (weight * weight) - (shrunk * shrunk);
                }

                shrinkages[j] = totals[Shrinkage];
                places[j] = -1;
            }

            count = 0;
            totals[Squares] = Math.Max(0.0, totals[Squares]);
        }

        private void MoveBias(double[] biasGradient, double rate, double lossRate)
        {
            double factor = objective.layout.Bias == Bias.Penalised ? 1.0 - (2.0 * strength * rate) : 1.0;
            for (int c = 0; c < bias.Length; c++)
                bias[c] = (factor * bias[c]) - (lossRate * biasGradient[c]);
        }

        private double PenalisedBiasSquares()
        {
            double sum = 0.0;
            for (int c = 0; objective.layout.Bias == Bias.Penalised && c < bias.Length; c++)
                sum += bias[c] * bias[c];
            return sum;
        }
    }
}
