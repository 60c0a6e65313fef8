namespace AutoGradLinear;

/// <summary>One round of a cross-validation: rows to train on and rows to measure on, both ascending.</summary>
/// <param name="Train">The rows to train on.</param>
/// <param name="Test">The rows to measure on.</param>
public sealed record Fold(IReadOnlyList<int> Train, IReadOnlyList<int> Test)
{
    /// <summary>Makes the round whose test rows are marked.</summary>
    internal static Fold Of(ReadOnlySpan<bool> isTest)
    {
        var train = new List<int>(isTest.Length);
        var test = new List<int>();
        for (int row = 0; row < isTest.Length; row++)
            (isTest[row] ? test : train).Add(row);
        return new Fold([.. train], [.. test]);
    }

    /// <summary>Makes one round for each part of the rows.</summary>
    /// <param name="foldOf">The part of each row.</param>
    /// <param name="count">The number of parts.</param>
    internal static IReadOnlyList<Fold> HoldEachOut(int[] foldOf, int count)
    {
        var folds = new Fold[count];
        bool[] isTest = new bool[foldOf.Length];
        for (int fold = 0; fold < count; fold++)
        {
            for (int row = 0; row < foldOf.Length; row++)
                isTest[row] = foldOf[row] == fold;
            folds[fold] = Of(isTest);
        }

        return folds;
    }
}
