using CsCheck;
using Xunit;

namespace AutoGradLinear.Tests.Data;

/// <summary>No group is in both parts of a fold.</summary>
public class GroupedFoldsTests
{
    private static readonly Gen<int[]> Groups = Gen.Int[0, 12].Array[2, 120];

    [Fact]
    public void NoGroupIsInTwoFoldsAndSizesAreBalanced() =>
        Gen.Select(Groups, Gen.Int[2, 6], Gen.Int).Where((groups, count, _) => count <= groups.Distinct().Count()).Sample((groups, count, seed) =>
        {
            IReadOnlyList<Fold> folds = Folds.Grouped(groups, count, seed);
            Assert.Equal(count, folds.Count);
            AssertGroupsAreWhole(folds, groups);

            // A group goes to the smallest fold, so that no fold is ahead of another by more than its last group.
            int largest = groups.GroupBy(group => group).Max(group => group.Count());
            Assert.InRange(folds.Max(fold => fold.Test.Count) - folds.Min(fold => fold.Test.Count), 0, largest);
            Assert.All(folds, fold => Assert.NotEmpty(fold.Test));
        });

    [Fact]
    public void SizesAreThoseOfGroupKFold()
    {
        // GroupKFold(4) of scikit-learn 1.2.1 with groups = [i * i % 17 for i in range(100)], sizes sorted.
        int[] groups = [.. Enumerable.Range(0, 100).Select(i => i * i % 17)];
        Assert.Equal([23, 24, 24, 29], Folds.Grouped(groups, 4, seed: 3).Select(fold => fold.Test.Count).Order());
    }

    [Fact]
    public void EachGroupIsLeftOutOnce()
    {
        string[] groups = ["ann", "bob", "ann", "cleo", "bob", "ann"];
        IReadOnlyList<Fold> folds = Folds.LeaveOneGroupOut(groups);
        Assert.Equal([[0, 2, 5], [1, 4], [3]], folds.Select(fold => fold.Test));
        Assert.Equal([[1, 3, 4], [0, 2, 3, 5], [0, 1, 2, 4, 5]], folds.Select(fold => fold.Train));
    }

    [Fact]
    public void StratifiedGroupsAreWhole() =>
        Gen.Select(Groups, Gen.Int[2, 6], Gen.Int).Where((groups, count, _) => count <= groups.Distinct().Count()).Sample((groups, count, seed) =>
        {
            int[] labels = [.. groups.Select((group, row) => (group + row) % 3)];
            AssertGroupsAreWhole(Folds.StratifiedGrouped(labels, 3, groups, count, seed), groups);
        });

    [Fact]
    public void GroupsOfOneClassAreSpreadOverTheFolds()
    {
        // Eight groups of five rows, two of each of four classes: two folds can have one of each.
        int[] groups = [.. Enumerable.Range(0, 40).Select(row => row / 5)];
        int[] labels = [.. groups.Select(group => group % 4)];
        for (int seed = 0; seed < 20; seed++)
        {
            foreach (Fold fold in Folds.StratifiedGrouped(labels, 4, groups, 2, seed))
                Assert.Equal([5, 5, 5, 5], Enumerable.Range(0, 4).Select(c => fold.Test.Count(row => labels[row] == c)));
        }
    }

    [Fact]
    public void ASplitKeepsGroupsWholeAndComesCloseToTheFraction()
    {
        int[] groups = [.. Enumerable.Range(0, 300).Select(row => row / 3)];
        ClassificationDataset data = RandomData.Make(300, 2, 3, seed: 1, weighted: false);
        (ClassificationDataset train, ClassificationDataset test) = data.Split(0.3, seed: 5, groups);
        Assert.Equal((210, 90), (train.Count, test.Count));
        Fold split = Folds.GroupedSplit(groups, 0.3, seed: 5);
        Assert.Empty(split.Train.Select(row => groups[row]).Intersect(split.Test.Select(row => groups[row])));
        Assert.Equal(Enumerable.Range(0, 300), split.Train.Concat(split.Test).Order());
        Assert.NotEqual(split.Test, Folds.GroupedSplit(groups, 0.3, seed: 6).Test);
    }

    [Fact]
    public void WhatCannotBeDividedIsRefused()
    {
        Assert.Contains("3 folds for 2 groups", Assert.Throws<ArgumentOutOfRangeException>(() => Folds.Grouped([1, 1, 2], 3, 0)).Message);
        Assert.Contains("1 groups", Assert.Throws<ArgumentException>(() => Folds.LeaveOneGroupOut(["a", "a"])).Message);
        Assert.Contains("Row 1 has no group", Assert.Throws<ArgumentException>(() => Folds.Grouped(["a", null!, "b"], 2, 0)).Message);
        Assert.Contains("2 labels and 3 groups", Assert.Throws<ArgumentException>(() => Folds.StratifiedGrouped([0, 1], 2, [1, 2, 3], 2, 0)).Message);
        Assert.Contains("would be empty", Assert.Throws<ArgumentException>(() => Folds.GroupedSplit([1, 1, 1, 2, 2, 2], 0.1, 0)).Message);
        ClassificationDataset data = RandomData.Make(6, 2, 2, seed: 1, weighted: false);
        Assert.Contains("2 groups for 6 examples", Assert.Throws<ArgumentException>(() => data.Split(0.5, 0, [1, 2])).Message);
    }

    private static void AssertGroupsAreWhole(IReadOnlyList<Fold> folds, int[] groups)
    {
        Assert.Equal(Enumerable.Range(0, groups.Length), folds.SelectMany(fold => fold.Test).Order());
        foreach (Fold fold in folds)
        {
            Assert.Equal(Enumerable.Range(0, groups.Length), fold.Train.Concat(fold.Test).Order());
            Assert.Empty(fold.Train.Select(row => groups[row]).Intersect(fold.Test.Select(row => groups[row])));
        }
    }
}
