using System.Text;
using Xunit;

namespace AutoGradLinear.Tests.Data.Files;

public sealed class SvmlightFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void LinesAreReadWithAllThatTheFormatAllows()
    {
        ClassificationDataset dataset = Read("\uFEFF# a comment\r\n\n+1 1:0.5\t3:-2e1  # behind\r\n -1 qid:7 2:1 \n1.0\n-1e0 cost:2.5 4:0 #none\n  \n1 4:+.5");
        Assert.Equal((5, 4), (dataset.Count, dataset.FeatureCount));
        Assert.Equal(["-1", "1"], dataset.Classes);
        Assert.Equal([1, 0, 1, 0, 1], dataset.Labels.ToArray());
        Assert.Equal([1.0, 1.0, 1.0, 2.5, 1.0], dataset.Weights.ToArray());
        Assert.True(dataset.IsSparse);
        Assert.Equal(FeatureStorage.Single, dataset.Storage);
        Assert.Equal([0, 2], dataset.StoredColumns(0).ToArray());
        Assert.Equal([0.5f, 0f, -20f, 0f, 0f, 1f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0.5f], Rows(dataset));
        Assert.Equal(4, dataset.StoredCount);
    }

    [Fact]
    public void LabelsAreNumbersInCanonicalFormOrNames()
    {
        Assert.Equal(["-1", "0", "0.5", "1", "10", "123456789012345678901"], Read("10 1:1\n+1 1:1\n01\n1e0\n-1\n-1.0\n0\n-0\n.5\n123456789012345678901\n").Classes);
        Assert.Equal(["Birne", "C", "apple", "größe"], Read("apple 1:1\nC\ngröße 1:1\nBirne 1:2\n").Classes);
    }

    [Fact]
    public void ClassesThatAreGivenKeepTheirOrder()
    {
        ClassificationDataset dataset = Read("-1 1:1\n+1 2:1\n", new SvmlightOptions { Classes = ["+1", "0", "-1"] });
        Assert.Equal(["1", "0", "-1"], dataset.Classes);
        Assert.Equal([2, 0], dataset.Labels.ToArray());
    }

    [Fact]
    public void IndicesCanStartAtZeroAndTheNumberOfFeaturesCanBeGiven()
    {
        ClassificationDataset dataset = Read("1 0:5\n2 2:6\n", new SvmlightOptions { FirstIndex = 0, FeatureCount = 5 });
        Assert.Equal(5, dataset.FeatureCount);
        Assert.Equal([0], dataset.StoredColumns(0).ToArray());
        Assert.Equal([2], dataset.StoredColumns(1).ToArray());
    }

    [Fact]
    public void DoublesKeepWhatFloatsCannotHold()
    {
        var options = new SvmlightOptions { Storage = FeatureStorage.Double };
        ClassificationDataset dataset = Read("1 1:0.1 2:1e300\n2 1:1e-300", options);
        double[] row = new double[2];
        dataset.CopyRow<double>(0, row);
        Assert.Equal([0.1, 1e300], row);
        Assert.Contains("Storage = FeatureStorage.Double", Error("1 1:0.1 2:1e300\n2 1:1").Message);
    }

    [Fact]
    public void NumbersAreRoundedAsTheRuntimeRoundsThem()
    {
        var random = new Random(5);
        for (int i = 0; i < 20_000; i++)
        {
            string text = (i % 4) switch
            {
                0 => random.Next(-100_000, 100_000).ToString(),
                1 => (random.Next(-100_000_000, 100_000_000) / 1e4).ToString("R"),
                2 => random.NextSingle().ToString("R"),
                _ => (random.NextDouble() * Math.Pow(10, random.Next(-30, 30))).ToString("R"),
            };
            byte[] bytes = Encoding.ASCII.GetBytes(text);
            Assert.True(AutoGradLinear.Data.FileText.TryParse(bytes, out float single));
            Assert.True(AutoGradLinear.Data.FileText.TryParse(bytes, out double real));
            Assert.Equal(float.Parse(text), single);
            Assert.Equal(double.Parse(text), real);
        }
    }

    [Theory]
    [InlineData("1 1:1\n2 3:1 2:1", "line 2, column 7", "the index 2 follows 3; expected ascending indices.")]
    [InlineData("1 1:1\n2 3:1 3:1", "line 2, column 7", "the index 3 stands twice")]
    [InlineData("1 0:1", "line 1, column 3", "For files that count from 0 set FirstIndex = 0.")]
    [InlineData("1 1:nan", "line 1, column 5", "expected a finite number")]
    [InlineData("1 1:1 2:Infinity", "line 1, column 9", "expected a finite number")]
    [InlineData("1 1:-1e999", "line 1, column 5", "expected a finite number")]
    [InlineData("1 1:1e39", "line 1, column 5", "too large for a float")]
    [InlineData("1 1:", "line 1, column 5", "the value of index 1 is missing")]
    [InlineData("1 1: 2:1", "line 1, column 5", "the value of index 1 is missing")]
    [InlineData("1 1", "line 1, column 3", "expected index:value, found '1'")]
    [InlineData("1 :5", "line 1, column 3", "expected index:value, found ':5'")]
    [InlineData("1 -1:5", "line 1, column 3", "expected index:value, found '-1:5'")]
    [InlineData("1 a:5", "line 1, column 3", "expected index:value, found 'a:5'")]
    [InlineData("1 1:x", "line 1, column 5", "expected a number as the value of index 1, found 'x'")]
    [InlineData("1 1:1,5", "line 1, column 5", "expected a number as the value of index 1, found '1,5'")]
    [InlineData("1 1:2:3", "line 1, column 5", "expected a number as the value of index 1, found '2:3'")]
    [InlineData("1 1:2\r3:4", "line 1, column 5", "found '2?3:4'")]
    [InlineData("1:1 2:1", "line 1, column 1", "expected a label at the start of the line, found '1:1'")]
    [InlineData("1,2 2:1", "line 1, column 1", "the example has several labels")]
    [InlineData("NaN 2:1", "line 1, column 1", "expected a finite number or a name")]
    [InlineData("C# 2:1", "line 1, column 1", "holds '#'")]
    [InlineData("a\u0001 2:1", "line 1, column 1", "no text in UTF-8")]
    [InlineData("1 99999999999:1", "line 1, column 3", "the index is too large")]
    [InlineData("1 50000001:1", "line 1, column 3", "beyond DataLimits.MaxFeatures, 50000000")]
    [InlineData("1 2147483647:1", "line 1, column 3", "the index is too large")]
    [InlineData("1 4294967297:1", "line 1, column 3", "the index is too large")]
    [InlineData("1 qid:x 1:1", "line 1, column 7", "whole number of a query")]
    [InlineData("1 cost:-1 1:1", "line 1, column 8", "weight")]
    [InlineData("1 cost:nan 1:1", "line 1, column 8", "weight")]
    [InlineData("1 cost:1 cost:1 1:1", "line 1, column 10", "two weights")]
    public void MistakesAreRefusedWithTheirPlace(string content, string place, string message)
    {
        DataFormatException error = Error(content);
        Assert.Equal(place, error.Place);
        Assert.Contains(message, error.Message);
        Assert.StartsWith($"'{folder.PathOf("data.svm")}', {place}: ", error.Message);
    }

    [Fact]
    public void WhatIsNoDatasetIsRefused()
    {
        Assert.Contains("no examples", Error("").Message);
        Assert.Contains("no examples", Error("# only a comment\n\n").Message);
        Assert.Contains("all 2 examples have the label '1'", Error("1 1:1\n+1 2:1\n").Message);
        Assert.Contains("no example has a feature", Error("1\n2\n").Message);
        Assert.Contains("weights sum to 0", Error("1 cost:0 1:1\n2 cost:0 1:1\n").Message);
        Assert.Contains("no text in UTF-8", Assert.Throws<DataFormatException>(() => SvmlightFile.Read(folder.Write("b", [0xFF, 0xFE, 0x31, 0, 0x20, 0]))).Message);
    }

    [Fact]
    public void OptionsLimitWhatIsAccepted()
    {
        Assert.Contains("FeatureCount", Error("1 1:1\n2 4:1", new SvmlightOptions { FeatureCount = 3 }).Message);
        Assert.Contains("not among the classes (1, 2)", Error("1 1:1\n3 1:1", new SvmlightOptions { Classes = ["1", "2"] }).Message);
        Assert.Equal("line 2, column 1", Error("1 1:1\n2 1:1", Limited(new DataLimits { MaxClasses = 1 })).Place);
        Assert.Equal("row 3", Error("1\n2\n1\n2", Limited(new DataLimits { MaxRows = 2 })).Place);
        Assert.Equal("line 2", Error("1 1:1\n2 1:1 2:1 3:1\n", Limited(new DataLimits { MaxLineLength = 10 })).Place);
        Assert.Equal("line 1", Error(new string(' ', 200_000) + "1 1:1", Limited(new DataLimits { MaxLineLength = 100 })).Place);
        Assert.Contains("MaxBytes", Error("1 1:1\n2 1:1\n", Limited(new DataLimits { MaxBytes = 5 })).Message);
        Assert.Contains("MaxMemory", Error(string.Concat(Enumerable.Repeat("1 1:1\n2 1:2\n", 1000)), Limited(new DataLimits { MaxMemory = 4000 })).Message);
    }

    [Fact]
    public void WrongOptionsAreRefused()
    {
        string path = folder.Write("data.svm", "1 1:1\n2 1:1");
        Assert.Throws<ArgumentOutOfRangeException>(() => SvmlightFile.Read(path, new SvmlightOptions { FirstIndex = 2 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => SvmlightFile.Read(path, new SvmlightOptions { FeatureCount = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => SvmlightFile.Read(path, new SvmlightOptions { Storage = FeatureStorage.Byte }));
        Assert.Throws<ArgumentException>(() => SvmlightFile.Read(path, new SvmlightOptions { Classes = ["1", "+1"] }));
        Assert.Throws<FileNotFoundException>(() => SvmlightFile.Read(folder.PathOf("missing")));
    }

    private static SvmlightOptions Limited(DataLimits limits) => new() { Limits = limits };

    private static float[] Rows(ClassificationDataset dataset)
    {
        float[] rows = new float[dataset.Count * dataset.FeatureCount];
        dataset.CopyRows<float>(0, dataset.Count, rows);
        return rows;
    }

    private ClassificationDataset Read(string content, SvmlightOptions? options = null) => SvmlightFile.Read(folder.Write("data.svm", content), options);

    private DataFormatException Error(string content, SvmlightOptions? options = null) =>
        Assert.Throws<DataFormatException>(() => Read(content, options));
}
