using System.Text.Json;
using AutoGradLinear.Data;

namespace AutoGradLinear.Evaluation;

/// <summary>A rising curve through points: linear between them, constant beyond the ends.</summary>
internal sealed class IsotonicCurve(double[] scores, double[] probabilities) : ICurve
{
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
    /// Pool-adjacent-violators (Ayer and others, 1955): equal scores are one block; a block whose mean target is not above that of the one
    /// before is joined with it. O(n log n) for n scores.
    /// </summary>
    public static IsotonicCurve Fit(double[] scores, bool[] isPositive, double[] weights)
    {
        double[] sorted = (double[])scores.Clone();
        int[] rows = [.. Enumerable.Range(0, scores.Length)];
        Array.Sort(sorted, rows);
        var blocks = new List<Block>();
        for (int k = 0; k < rows.Length; k++)
        {
            double weight = weights[rows[k]];
            var block = new Block(weight, isPositive[rows[k]] ? weight : 0.0, sorted[k], sorted[k], sorted[k]);
            if (k > 0 && sorted[k] == sorted[k - 1])
            {
                // Whole groups of equal scores first: they must not be torn by what is joined below.
                blocks[^1] = blocks[^1].With(block);
                continue;
            }

            Join(blocks);
            blocks.Add(block);
        }

        Join(blocks);
        return new IsotonicCurve([.. blocks.Select(block => block.Score)], [.. blocks.Select(block => block.Mean)]);
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

    private static void Join(List<Block> blocks)
    {
        while (blocks.Count > 1 && blocks[^2].Mean >= blocks[^1].Mean)
        {
            blocks[^2] = blocks[^2].With(blocks[^1]);
            blocks.RemoveAt(blocks.Count - 1);
        }
    }

    /// <summary>Neighbouring examples: their weight, that of the positive ones, the weighted mean of the scores, and the scores' range.</summary>
    private readonly record struct Block(double Weight, double Positive, double Score, double Lowest, double Highest)
    {
        public double Mean => Math.Min(1.0, Positive / Weight);

        public Block With(Block next)
        {
            double weight = Weight + next.Weight;
            double score = (Weight / weight * Score) + (next.Weight / weight * next.Score);

            // Within the range against rounding, so that the points of different blocks stay apart.
            return new Block(weight, Positive + next.Positive, Math.Clamp(score, Lowest, next.Highest), Lowest, next.Highest);
        }
    }
}
