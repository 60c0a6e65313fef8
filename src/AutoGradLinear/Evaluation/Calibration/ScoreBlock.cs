namespace AutoGradLinear.Evaluation;

/// <summary>Examples whose scores are neighbours.</summary>
/// <param name="Weight">Their weight.</param>
/// <param name="Positive">The weight of the positive ones among them.</param>
/// <param name="Lowest">The lowest score.</param>
/// <param name="Highest">The highest score.</param>
internal readonly record struct ScoreBlock(double Weight, double Positive, double Lowest, double Highest)
{
    private double PriorWeight { get; init; }

    private double PriorPositive { get; init; }

    /// <summary>The part of positive examples, those of the prior included.</summary>
    public double Mean => Math.Min(1.0, (Positive + PriorPositive) / (Weight + PriorWeight));

    /// <summary>Makes a block of each score that occurs, in ascending order: equal scores are not torn by what is pooled later.</summary>
    public static List<ScoreBlock> OfEqualScores(double[] scores, bool[] isPositive, double[] weights)
    {
        double[] sorted = (double[])scores.Clone();
        int[] rows = [.. Enumerable.Range(0, scores.Length)];
        Array.Sort(sorted, rows);
        var blocks = new List<ScoreBlock>();
        for (int k = 0; k < rows.Length; k++)
        {
            double weight = weights[rows[k]];
            var block = new ScoreBlock(weight, isPositive[rows[k]] ? weight : 0.0, sorted[k], sorted[k]);
            if (k > 0 && sorted[k] == sorted[k - 1])
                blocks[^1] = blocks[^1].With(block);
            else
                blocks.Add(block);
        }

        return blocks;
    }

    /// <summary>The block as if there were more examples in it, of which a share is positive; they have no scores.</summary>
    public ScoreBlock WithPrior(double weight, double share) => this with { PriorWeight = weight, PriorPositive = weight * share };

    /// <summary>Joins the block with the next one.</summary>
    public ScoreBlock With(ScoreBlock next) => new(Weight + next.Weight, Positive + next.Positive, Lowest, next.Highest)
    {
        PriorWeight = PriorWeight + next.PriorWeight,
        PriorPositive = PriorPositive + next.PriorPositive,
    };
}
