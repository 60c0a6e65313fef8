using System.Numerics;
using System.Runtime.InteropServices;

namespace AutoGradLinear.Benchmarks;

/// <summary>The same by hand with <c>Vector&lt;T&gt;</c>: two vectors a round where a round is short, so that additions do not wait for each other; the rest of a row one by one.</summary>
internal static partial class ByHand
{
    private static int Lanes => Vector<float>.Count;

    public static float HingeByVectors(ReadOnlySpan<float> scores, int label, float margin, Span<float> gradient)
    {
        Check(scores, gradient);
        float own = scores[label];
        (Vector<float> losses, Vector<float> counts, Vector<float> owns, Vector<float> margins) = (Vector<float>.Zero, Vector<float>.Zero, new Vector<float>(own), new Vector<float>(margin));
        int j = 0;
        for (; j <= scores.Length - Lanes; j += Lanes)
        {
            Vector<float> excess = Load(scores, j) - owns + margins;
            Vector<int> isOver = ~Vector.LessThanOrEqual(excess, Vector<float>.Zero);
            Vector<float> slope = Vector.ConditionalSelect(isOver, Vector<float>.One, Vector<float>.Zero);
            losses += Vector.ConditionalSelect(isOver, excess, Vector<float>.Zero);
            counts += slope;
            Store(slope, gradient, j);
        }

        (float loss, float count) = (Vector.Sum(losses), Vector.Sum(counts));
        for (; j < scores.Length; j++)
        {
            float excess = scores[j] - own + margin;
            gradient[j] = excess <= 0f ? 0f : 1f;
            loss += excess <= 0f ? 0f : excess;
            count += gradient[j];
        }

        // The label was among them, with its margin.
        gradient[label] -= count;
        return margin <= 0f ? loss : loss - margin;
    }

    public static float SquaredHingeByVectors(ReadOnlySpan<float> scores, int label, float margin, Span<float> gradient)
    {
        Check(scores, gradient);
        float own = scores[label];
        (Vector<float> losses, Vector<float> slopes, Vector<float> owns, Vector<float> margins) = (Vector<float>.Zero, Vector<float>.Zero, new Vector<float>(own), new Vector<float>(margin));
        int j = 0;
        for (; j <= scores.Length - Lanes; j += Lanes)
        {
            Vector<float> excess = Vector.Max(Load(scores, j) - owns + margins, Vector<float>.Zero);
            Vector<float> slope = excess + excess;
            losses += excess * excess;
            slopes += slope;
            Store(slope, gradient, j);
        }

        (float loss, float total) = (Vector.Sum(losses), Vector.Sum(slopes));
        for (; j < scores.Length; j++)
        {
            float excess = MathF.Max(0f, scores[j] - own + margin);
            gradient[j] = 2f * excess;
            loss += excess * excess;
            total += gradient[j];
        }

        gradient[label] -= total;
        return margin <= 0f ? loss : loss - (margin * margin);
    }

    public static float CrossEntropyByVectors(ReadOnlySpan<float> scores, int label, Span<float> gradient)
    {
        Check(scores, gradient);
        (float shift, float sum) = ExponentialsByVectors(scores, gradient);
        Multiply(gradient, 1f / sum);
        gradient[label] -= 1f;
        return MathF.Log(sum) + (shift - scores[label]);
    }

    public static float SmoothedByVectors(ReadOnlySpan<float> scores, int label, float smoothing, Span<float> gradient)
    {
        Check(scores, gradient);
        (float shift, float sum) = ExponentialsByVectors(scores, gradient);
        (float logarithm, float inverse, float rest) = (MathF.Log(sum) + shift, 1f / sum, smoothing / scores.Length);
        (Vector<float> totals, Vector<float> inverses, Vector<float> rests) = (Vector<float>.Zero, new Vector<float>(inverse), new Vector<float>(rest));
        int j = 0;
        for (; j <= scores.Length - Lanes; j += Lanes)
        {
            totals += Load(scores, j);
            Store((Load(gradient, j) * inverses) - rests, gradient, j);
        }

        float total = Vector.Sum(totals);
        for (; j < scores.Length; j++)
        {
            total += scores[j];
            gradient[j] = (gradient[j] * inverse) - rest;
        }

        gradient[label] -= 1f - smoothing;
        return logarithm - (rest * total) - ((1f - smoothing) * scores[label]);
    }

    public static float FocalByVectors(ReadOnlySpan<float> scores, int label, Span<float> gradient)
    {
        Check(scores, gradient);
        (float shift, float sum) = ExponentialsByVectors(scores, gradient);
        (float value, float factor) = FocalFactor(scores[label] - shift, sum, gradient[label]);
        Multiply(gradient, factor / sum);
        gradient[label] -= factor;
        return value;
    }

    public static float SquaredNormByVectors(ReadOnlySpan<float> weights, float strength, Span<float> gradient)
    {
        Check(weights, gradient);
        float twice = 2f * strength;
        (Vector<float> even, Vector<float> odd, Vector<float> factors) = (Vector<float>.Zero, Vector<float>.Zero, new Vector<float>(twice));
        int i = 0;
        for (; i <= weights.Length - (2 * Lanes); i += 2 * Lanes)
        {
            (Vector<float> first, Vector<float> second) = (Load(weights, i), Load(weights, i + Lanes));
            even += first * first;
            odd += second * second;
            Store(factors * first, gradient, i);
            Store(factors * second, gradient, i + Lanes);
        }

        if (i <= weights.Length - Lanes)
        {
            Vector<float> last = Load(weights, i);
            even += last * last;
            Store(factors * last, gradient, i);
            i += Lanes;
        }

        float sum = Vector.Sum(even + odd);
        for (; i < weights.Length; i++)
        {
            sum += weights[i] * weights[i];
            gradient[i] = twice * weights[i];
        }

        return strength * sum;
    }

    public static float PseudoHuberByVectors(ReadOnlySpan<float> weights, float width, Span<float> gradient)
    {
        Check(weights, gradient);
        float inverse = 1f / width;
        (Vector<float> sums, Vector<float> inverses) = (Vector<float>.Zero, new Vector<float>(inverse));
        int i = 0;
        for (; i <= weights.Length - Lanes; i += Lanes)
        {
            Vector<float> weight = Load(weights, i);
            Vector<float> ratio = weight * inverses;
            Vector<float> square = ratio * ratio;
            Vector<float> root = Vector.SquareRoot(Vector<float>.One + square);
            sums += square / (root + Vector<float>.One);
            Store(weight / root, gradient, i);
        }

        if (i > 0 && i < weights.Length)
        {
            // The last lanes, with some that are done.
            int last = weights.Length - Lanes;
            Vector<float> weight = Load(weights, last);
            Vector<float> ratio = weight * inverses;
            Vector<float> square = ratio * ratio;
            Vector<float> root = Vector.SquareRoot(Vector<float>.One + square);
            sums += Vector.ConditionalSelect(Vector.GreaterThanOrEqual(Vector<int>.Indices, new Vector<int>(i - last)), square / (root + Vector<float>.One), Vector<float>.Zero);
            Store(weight / root, gradient, last);
            i = weights.Length;
        }

        float sum = Vector.Sum(sums);
        for (; i < weights.Length; i++)
        {
            float ratio = weights[i] * inverse;
            float square = ratio * ratio;
            float root = MathF.Sqrt(1f + square);
            sum += square / (root + 1f);
            gradient[i] = weights[i] / root;
        }

        return width * width * sum;
    }

    private static (float Shift, float Sum) ExponentialsByVectors(ReadOnlySpan<float> scores, Span<float> exponentials)
    {
        Vector<float> largests = new(float.NegativeInfinity);
        int j = 0;
        for (; j <= scores.Length - Lanes; j += Lanes)
            largests = Vector.Max(largests, Load(scores, j));
        float largest = float.NegativeInfinity;
        for (int lane = 0; lane < Lanes; lane++)
            largest = MathF.Max(largest, largests[lane]);
        for (; j < scores.Length; j++)
            largest = MathF.Max(largest, scores[j]);

        float shift = float.IsFinite(largest) ? largest : 0f;
        (Vector<float> sums, Vector<float> shifts) = (Vector<float>.Zero, new Vector<float>(shift));
        for (j = 0; j <= scores.Length - Lanes; j += Lanes)
        {
            Vector<float> exponential = Vector.Exp(Load(scores, j) - shifts);
            sums += exponential;
            Store(exponential, exponentials, j);
        }

        float sum = Vector.Sum(sums);
        for (; j < scores.Length; j++)
        {
            exponentials[j] = MathF.Exp(scores[j] - shift);
            sum += exponentials[j];
        }

        return (shift, sum);
    }

    private static void Multiply(Span<float> row, float factor)
    {
        var factors = new Vector<float>(factor);
        int j = 0;
        for (; j <= row.Length - Lanes; j += Lanes)
            Store(Load(row, j) * factors, row, j);
        for (; j < row.Length; j++)
            row[j] *= factor;
    }

    private static Vector<float> Load(ReadOnlySpan<float> row, int index) => Vector.LoadUnsafe(ref MemoryMarshal.GetReference(row), (nuint)index);

    private static void Store(Vector<float> lanes, Span<float> row, int index) => lanes.StoreUnsafe(ref MemoryMarshal.GetReference(row), (nuint)index);
}
