using CsCheck;
using Xunit;

namespace AutoGradLinear.Tests.Data;

/// <summary>Folds hold every row out once, and the classes in proportion.</summary>
public class FoldsTests
{
    [Fact]
    public void EveryRowIsHeldOutOnceAndClassesAreSpreadEvenly() =>
        Gen.Select(Gen.Int[0, 3].Array[2, 200], Gen.Int[2, 10], Gen.Int).Where((labels, count, _) => count <= labels.Length).Sample((labels, count, seed) =>
        {
            IReadOnlyList<Fold> folds = Folds.Stratified(labels, 4, count, seed);
            Assert.Equal(count, folds.Count);
            Assert.Equal(Enumerable.Range(0, labels.Length), folds.SelectMany(fold => fold.Test).Order());
            foreach (Fold fold in folds)
            {
                Assert.Equal(Enumerable.Range(0, labels.Length), fold.Train.Concat(fold.Test).Order());
                Assert.InRange(fold.Test.Count, labels.Length / count, (labels.Length + count - 1) / count);
                Assert.Equal(fold.Train.Order(), fold.Train);
                for (int c = 0; c < 4; c++)
                {
                    int all = labels.Count(label => label == c);
                    Assert.InRange(fold.Test.Count(row => labels[row] == c), all / count, (all + count - 1) / count);
                }
            }
        });

    [Fact]
    public void TheSeedFixesTheFolds()
    {
        int[] labels = [.. Enumerable.Range(0, 50).Select(row => row % 3)];
        Assert.Equal(Rows(Folds.Stratified(labels, 3, 5, 11)), Rows(Folds.Stratified(labels, 3, 5, 11)));
        Assert.NotEqual(Rows(Folds.Stratified(labels, 3, 5, 11)), Rows(Folds.Stratified(labels, 3, 5, 12)));
    }

    [Fact]
    public void SizesAreThoseOfStratifiedKFold()
    {
        // StratifiedKFold(7) of scikit-learn 1.2.1 on load_digits, sizes sorted.
        ClassificationDataset digits = SampleData.Digits();
        Assert.Equal(
            [256, 256, 257, 257, 257, 257, 257], Folds.Stratified(digits.Labels, 10, 7, seed: 0).Select(fold => fold.Test.Count).Order());
    }

    [Fact]
    public void PlainFoldsHoldEveryRowOutOnce() =>
        Gen.Select(Gen.Int[2, 100], Gen.Int[2, 10], Gen.Int).Where((rows, count, _) => count <= rows).Sample((rows, count, seed) =>
        {
            IReadOnlyList<Fold> folds = Folds.KFold(rows, count, seed);
            Assert.Equal(Enumerable.Range(0, rows), Rows(folds).Order());
            Assert.All(folds, fold => Assert.InRange(fold.Test.Count, rows / count, (rows + count - 1) / count));
        });

    [Fact]
    public void RepeatsHaveFoldsOfTheirOwn()
    {
        IReadOnlyList<Fold> folds = Folds.Repeated(3, seed: 5, seed => Folds.KFold(20, 4, seed));
        Assert.Equal(12, folds.Count);
        Assert.All(folds.Chunk(4), repeat => Assert.Equal(Enumerable.Range(0, 20), Rows(repeat).Order()));
        Assert.NotEqual(folds[0].Test, folds[4].Test);
        Assert.Equal(Rows(folds), Rows(Folds.Repeated(3, seed: 5, seed => Folds.KFold(20, 4, seed))));
        Assert.Throws<ArgumentOutOfRangeException>(() => Folds.Repeated(0, 1, seed => Folds.KFold(20, 4, seed)));
    }

    [Fact]
    public void WhatCannotBeDividedIsRefused()
    {
        Assert.Contains("from 2 to 3", Assert.Throws<ArgumentOutOfRangeException>(() => Folds.Stratified([0, 1, 0], 2, 4, 0)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Folds.Stratified([0, 1, 0], 2, 1, 0));
        Assert.Contains("Row 1 has the label 2", Assert.Throws<ArgumentOutOfRangeException>(() => Folds.Stratified([0, 2, 0], 2, 2, 0)).Message);
    }

    private static IEnumerable<int> Rows(IReadOnlyList<Fold> folds) => folds.SelectMany(fold => fold.Test);
}
