namespace AutoGradLinear.Data;

/// <summary>Places groups of rows one by one so that every fold gets about the same part of every class.</summary>
internal sealed class FoldBalance
{
    private readonly double[][] shareOfGroup;
    private readonly double[][] shareOfFold;
    private readonly int[] sizes;
    private readonly int[] filled;

    /// <summary>Makes a balance with empty folds.</summary>
    /// <param name="byClass">The rows of each class.</param>
    /// <param name="groups">The groups of the same rows.</param>
    /// <param name="foldCount">The number of folds.</param>
    public FoldBalance(int[][] byClass, RowGroups groups, int foldCount)
    {
        sizes = groups.Sizes;
        filled = new int[foldCount];
        shareOfFold = Table(foldCount, byClass.Length);
        shareOfGroup = Table(groups.Count, byClass.Length);
        for (int c = 0; c < byClass.Length; c++)
        {
            foreach (int row in byClass[c])
                shareOfGroup[groups.GroupOf[row]][c] += 1.0 / byClass[c].Length;
        }
    }

    /// <summary>Puts a group where it disturbs the balance least; where several are as good, into the fold with the fewest rows.</summary>
    /// <returns>The fold.</returns>
    public int Place(int group)
    {
        int fold = Enumerable.Range(0, filled.Length).MinBy(f => (Increase(shareOfFold[f], shareOfGroup[group]), filled[f]));
        filled[fold] += sizes[group];
        for (int c = 0; c < shareOfFold[fold].Length; c++)
            shareOfFold[fold][c] += shareOfGroup[group][c];
        return fold;
    }

    /// <summary>Σ_c (a + b)² − a², by how much the sum of squares grows, but for Σ_c b², which is the same everywhere.</summary>
    private static double Increase(double[] fold, double[] group)
    {
        double increase = 0.0;
        for (int c = 0; c < fold.Length; c++)
            increase += 2.0 * fold[c] * group[c];
        return increase;
    }

    private static double[][] Table(int rows, int columns) => [.. Enumerable.Range(0, rows).Select(_ => new double[columns])];
}
