using System.Text.Json;
using AutoGradLinear.Data;

namespace AutoGradLinear.Evaluation;

/// <summary>A rising curve through points: linear between them, constant beyond the ends.</summary>
internal sealed class IsotonicCurve(double[] scores, double[] probabilities) : ICurve
{
    /// <summary>With a share of ½, the estimate of a block is Laplace's (k + 1) / (n + 2).</summary>
    private const double PriorWeight = 2.0;

    public ReadOnlySpan<double> Scores => scores;

    public ReadOnlySpan<double> Values => probabilities;

    public double Probability(double score)
    {
        int index = Array.BinarySearch(scores, score);
        if (index >= 0)
            return probabilities[index];
        int above = ~index;
        if (above == 0)
            return probabilities[0];
        if (above == scores.Length)
            return probabilities[^1];

        // Halves, since the difference of two large scores could overflow.
        double part = ((0.5 * score) - (0.5 * scores[above - 1])) / ((0.5 * scores[above]) - (0.5 * scores[above - 1]));
        double value = probabilities[above - 1] + (part * (probabilities[above] - probabilities[above - 1]));
        return Math.Clamp(value, probabilities[above - 1], probabilities[above]);
    }

    /// <summary>
    /// Isotonic regression; then each block is shrunk towards the share of positive examples as if <see cref="PriorWeight"/> more examples of
    /// that share were in it, and what is out of order after that is pooled again. Both times pooling gives the rising function of the
    /// greatest likelihood (Robertson, Wright and Dykstra, Order Restricted Statistical Inference, 1988), the second time with the prior. A
    /// block is level from its lowest score to its highest; the curve rises in the gaps between blocks.
    /// </summary>
    public static IsotonicCurve Fit(double[] scores, bool[] isPositive, double[] weights)
    {
        List<ScoreBlock> blocks = PoolAdjacentViolators.Pool(ScoreBlock.OfEqualScores(scores, isPositive, weights));
        double share = (blocks.Sum(block => block.Positive) + 1.0) / (blocks.Sum(block => block.Weight) + 2.0);
        blocks = PoolAdjacentViolators.Pool(blocks.Select(block => block.WithPrior(PriorWeight, share)));
        var points = new List<(double Score, double Probability)>();
        foreach (ScoreBlock block in blocks)
        {
            points.Add((block.Lowest, block.Mean));
            if (block.Highest > block.Lowest)
                points.Add((block.Highest, block.Mean));
        }

        return new IsotonicCurve([.. points.Select(point => point.Score)], [.. points.Select(point => point.Probability)]);
    }

    public static IsotonicCurve Read(SavedObject saved)
    {
        saved.RequireOnly("scores", "probabilities");
        double[] scores = saved.Numbers("scores", null);
        double[] probabilities = saved.Numbers("probabilities", scores.Length);
        if (scores.Length == 0)
            throw saved.Error("scores", "expected at least one number, found none.");
        for (int i = 0; i < scores.Length; i++)
        {
            if (i > 0 && !(scores[i] > scores[i - 1]))
                throw saved.Error("scores", $"expected rising numbers; element {i} is not greater than the one before.");
            if (!(probabilities[i] >= (i > 0 ? probabilities[i - 1] : 0.0) && probabilities[i] <= 1.0))
                throw saved.Error("probabilities", $"expected numbers from 0 to 1 that do not fall; element {i} is not.");
        }

        return new IsotonicCurve(scores, probabilities);
    }

    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        SavedJson.Write(writer, "scores", scores);
        SavedJson.Write(writer, "probabilities", probabilities);
        writer.WriteEndObject();
    }
}
