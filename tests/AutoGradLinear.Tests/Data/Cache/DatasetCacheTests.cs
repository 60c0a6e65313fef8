using AutoGradLinear.Tests.Data.Files;
using Xunit;

namespace AutoGradLinear.Tests.Data.Cache;

/// <summary>What is written into a cache is what is read from it.</summary>
public sealed class DatasetCacheTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(FeatureStorage.Byte, false)]
    [InlineData(FeatureStorage.Half, false)]
    [InlineData(FeatureStorage.Single, false)]
    [InlineData(FeatureStorage.Double, false)]
    [InlineData(FeatureStorage.Single, true)]
    [InlineData(FeatureStorage.Double, true)]
    public void EveryStorageReadsBackTheSame(FeatureStorage storage, bool isSparse)
    {
        ClassificationDataset data = CacheFiles.Make(storage, isSparse);
        ClassificationDataset mapped = CacheFiles.Map(folder, data);
        Assert.True(CacheFiles.BlocksOf(mapped).FirstRows.Length > 5);
        Assert.Equal((storage, isSparse, data.StoredCount), (mapped.Storage, mapped.IsSparse, mapped.StoredCount));
        Assert.Equal(data.FeatureNames, mapped.FeatureNames);
        Datasets.AssertEqual(data, mapped);
        for (int i = 0; isSparse && i < data.Count; i++)
        {
            Assert.Equal(data.StoredColumns(i).ToArray(), mapped.StoredColumns(i).ToArray());
            float[] expected = new float[data.FeatureCount];
            float[] actual = new float[data.FeatureCount];
            data.CopyStoredValues<float>(i, expected);
            mapped.CopyStoredValues<float>(i, actual);
            Assert.Equal(expected, actual);
        }
    }

    [Fact]
    public void ASparseFileIsCachedInOnePassAndReadBackTheSame()
    {
        string source = folder.PathOf("train.svm");
        SvmlightFile.Write(source, Datasets.RandomDoubles(300, 17, 3, isWeighted: true).ToSparse());
        var options = new SvmlightOptions { Storage = FeatureStorage.Double };
        var reports = new Reports<ReadingProgress>();
        using (ExampleReader reader = SvmlightFile.Open(source, options))
            DatasetCache.Write(folder.PathOf("train.cache"), reader, new CacheOptions { BlockBytes = 1000 }, reports);
        ClassificationDataset mapped = DatasetCache.Open(folder.PathOf("train.cache"));
        Datasets.AssertEqual(SvmlightFile.Read(source, options), mapped);
        Assert.Equal(CacheFiles.BlocksOf(mapped).FirstRows.Length, reports.All.Count);
        Assert.Equal(300, reports.All[^1].Rows);
    }

    [Fact]
    public void ADenseFileOfBytesIsCachedInOnePassAndReadBackTheSame()
    {
        ClassificationDataset data = Datasets.RandomBytes(100, 12, 3, 1);
        IdxFile.Write(folder.PathOf("x"), folder.PathOf("y"), data, [3, 4]);
        using (ExampleReader reader = IdxFile.Open(folder.PathOf("x"), folder.PathOf("y")))
            DatasetCache.Write(folder.PathOf("cache"), reader, new CacheOptions { BlockBytes = 100 });
        ClassificationDataset mapped = DatasetCache.Open(folder.PathOf("cache"));
        Assert.Equal(FeatureStorage.Byte, mapped.Storage);
        Datasets.AssertEqual(data, mapped);
        Datasets.AssertEqual(data.ScaledBy(1 / 255.0), mapped.ScaledBy(1 / 255.0));
    }

    [Fact]
    public void TablesOfACsvFileAreEncodedAndCachedPartByPart()
    {
        string csv = folder.Write("t.csv", string.Concat(Enumerable.Range(0, 500).Select(i => i == 0 ? "size,colour,label\n" : $"{i * 0.5},{(i % 3 == 0 ? "red" : "blue")},{i % 2}\n")));
        FeatureTable whole = CsvFile.Read(csv);
        TableEncoder encoder = TableEncoder.Fit(whole);
        DatasetCache.Write(folder.PathOf("cache"), Parts(), new CacheOptions { BlockBytes = 700 });
        Datasets.AssertEqual(encoder.Apply(whole), DatasetCache.Open(folder.PathOf("cache")));

        IEnumerable<ClassificationDataset> Parts()
        {
            using CsvTableReader reader = CsvFile.Open(csv);
            while (reader.Read(100) is { } table)
                yield return encoder.Apply(table);
        }
    }

    [Fact]
    public void RowsWithoutLabelsStayWithoutLabels()
    {
        FeatureTable labelled = FeatureTable.FromColumns([new NumericColumn("a", [1.0, 2.0, 3.0])], ["x", "y", "x"]);
        FeatureTable table = FeatureTable.FromColumns([new NumericColumn("a", [5.0, 6.0])]);
        DatasetCache.Write(folder.PathOf("cache"), [TableEncoder.Fit(labelled).Apply(table)]);
        ClassificationDataset mapped = DatasetCache.Open(folder.PathOf("cache"));
        Assert.False(mapped.HasLabels);
        Assert.Equal(["x", "y"], mapped.Classes);
    }

    [Fact]
    public void PreparedRowsOfACacheAreThoseOfTheDataInMemory()
    {
        ClassificationDataset data = CacheFiles.Make(FeatureStorage.Double, isSparse: false);
        ClassificationDataset mapped = CacheFiles.Map(folder, data);
        Preparation preparation = Preparation.Fit(mapped, PreparationStep.UnitRows());
        Assert.Throws<NotSupportedException>(() => preparation.Apply(mapped));
        DatasetCache.Write(folder.PathOf("prepared"), mapped, preparation, new CacheOptions { BlockBytes = 3000 });
        Datasets.AssertEqual(preparation.Apply(data), DatasetCache.Open(folder.PathOf("prepared")));
    }

    [Fact]
    public void ShiftsAndScalesAreAppliedWhenRowsAreRead()
    {
        ClassificationDataset data = CacheFiles.Make(FeatureStorage.Double, isSparse: false);
        ClassificationDataset mapped = CacheFiles.Map(folder, data);
        Preparation preparation = Preparation.Fit(data, PreparationStep.Standardize());
        ClassificationDataset expected = preparation.Apply(data);
        ClassificationDataset actual = preparation.Apply(mapped);
        double[] expectedRow = new double[data.FeatureCount];
        double[] actualRow = new double[data.FeatureCount];
        for (int i = 0; i < data.Count; i++)
        {
            expected.CopyRow<double>(i, expectedRow);
            actual.CopyRow<double>(i, actualRow);

            // Both are (x − o) f; joined factors may differ in the last place.
            for (int j = 0; j < expectedRow.Length; j++)
                Assert.Equal(expectedRow[j], actualRow[j], 1e-14 * (1 + Math.Abs(expectedRow[j])));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SelectionsStayOnDiskAndHoldTheirRows(bool isSparse)
    {
        ClassificationDataset data = CacheFiles.Make(FeatureStorage.Double, isSparse);
        ClassificationDataset mapped = CacheFiles.Map(folder, data);
        (ClassificationDataset train, ClassificationDataset test) = mapped.Split(0.3, 4);
        (ClassificationDataset expectedTrain, ClassificationDataset expectedTest) = data.Split(0.3, 4);
        Datasets.AssertEqual(expectedTrain, train);
        Datasets.AssertEqual(expectedTest, test);
        Assert.Equal(expectedTest.StoredCount, test.StoredCount);
        int[] rows = [700, 3, 3, 4, 5, 899, 0];
        Datasets.AssertEqual(data.Split(0.3, 4).Train.Subset([9, 2, 5]), train.Subset([9, 2, 5]));
        Datasets.AssertEqual(data.Subset(rows), mapped.Subset(rows));
        Assert.NotNull(mapped.Subset(rows).Features.Mapped);
    }

    [Fact]
    public void WhatNeedsAllRowsInMemorySaysSo()
    {
        ClassificationDataset dense = CacheFiles.Map(folder, CacheFiles.Make(FeatureStorage.Single, isSparse: false));
        ClassificationDataset sparse = CacheFiles.Map(folder, CacheFiles.Make(FeatureStorage.Single, isSparse: true));
        Assert.Contains("mapped from", Assert.Throws<NotSupportedException>(dense.ToSparse).Message);
        Assert.Contains("mapped from", Assert.Throws<NotSupportedException>(sparse.ToDense).Message);
        Assert.Same(dense, dense.ToDense());
        Assert.Same(sparse, sparse.ToSparse());
    }

    private sealed class Reports<T> : IProgress<T>
    {
        public List<T> All { get; } = [];

        public void Report(T value) => All.Add(value);
    }
}
