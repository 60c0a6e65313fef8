using System.Buffers.Binary;
using Xunit;

namespace AutoGradLinear.Tests.Data.Files;

public sealed class IdxFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void BytesStayBytesAndImagesAreFlattened()
    {
        ClassificationDataset dataset = Read(Idx(8, [2, 2, 3], [0, 1, 2, 3, 4, 5, 250, 251, 252, 253, 254, 255]), Idx(8, [2], [7, 3]));
        Assert.Equal((2, 6, FeatureStorage.Byte), (dataset.Count, dataset.FeatureCount, dataset.Storage));
        Assert.Equal(["3", "7"], dataset.Classes);
        Assert.Equal([1, 0], dataset.Labels.ToArray());
        float[] row = new float[6];
        dataset.CopyRow<float>(1, row);
        Assert.Equal([250f, 251f, 252f, 253f, 254f, 255f], row);
    }

    [Fact]
    public void AllTypesOfElementsAreRead()
    {
        Check(9, [0xFF, 0x80], FeatureStorage.Single, -1.0, -128.0);
        Check(11, [0xFF, 0xFE, 0x7F, 0xFF], FeatureStorage.Single, -2.0, 32767.0);
        Check(12, [0x7F, 0xFF, 0xFF, 0xFF, 0x80, 0, 0, 0], FeatureStorage.Double, int.MaxValue, int.MinValue);
        byte[] singles = new byte[8];
        BinaryPrimitives.WriteSingleBigEndian(singles, 0.25f);
        BinaryPrimitives.WriteSingleBigEndian(singles.AsSpan(4), -1e30f);
        Check(13, singles, FeatureStorage.Single, 0.25, -1e30f);
        byte[] doubles = new byte[16];
        BinaryPrimitives.WriteDoubleBigEndian(doubles, 0.1);
        BinaryPrimitives.WriteDoubleBigEndian(doubles.AsSpan(8), -1e300);
        Check(14, doubles, FeatureStorage.Double, 0.1, -1e300);

        void Check(byte type, byte[] content, FeatureStorage storage, double first, double second)
        {
            ClassificationDataset dataset = Read(Idx(type, [2, 1], content), Idx(8, [2], [0, 1]));
            Assert.Equal(storage, dataset.Storage);
            double[] values = new double[2];
            dataset.CopyRows<double>(0, 2, values);
            Assert.Equal([first, second], values);
        }
    }

    [Fact]
    public void LabelsOfAllWholeNumbersAreRead()
    {
        Assert.Equal(["-1", "1"], Read(Two(), Idx(9, [2], [1, 0xFF])).Classes);
        Assert.Equal(["-2", "256"], Read(Two(), Idx(11, [2], [1, 0, 0xFF, 0xFE])).Classes);
        Assert.Equal(["5", "65536"], Read(Two(), Idx(12, [2], [0, 1, 0, 0, 0, 0, 0, 5])).Classes);
    }

    [Fact]
    public void ClassesCanBeNamedAndCounted()
    {
        ClassificationDataset named = Read(Two(), Idx(8, [2], [2, 0]), new IdxOptions { Classes = ["shirt", "dress", "coat"] });
        Assert.Equal(["shirt", "dress", "coat"], named.Classes);
        Assert.Equal([2, 0], named.Labels.ToArray());
        Assert.Equal(["0", "1", "2"], Read(Two(), Idx(8, [2], [2, 2]), new IdxOptions { ClassCount = 3 }).Classes);
        DataFormatException error = Error(Two(), Idx(8, [2], [0, 3]), new IdxOptions { ClassCount = 3 });
        Assert.Equal("byte 9", error.Place);
        Assert.Contains("the label of item 2 is 3; expected 0 to 2", error.Message);
    }

    [Fact]
    public void FeaturesCanBeNamedByTheirPlace()
    {
        ClassificationDataset dataset = Read(Idx(8, [2, 2, 2], new byte[8]), Idx(8, [2], [0, 1]), new IdxOptions { NameFeatures = true });
        Assert.Equal(["pixel_0_0", "pixel_0_1", "pixel_1_0", "pixel_1_1"], dataset.FeatureNames);
    }

    [Fact]
    public void DamagedFilesAreRefusedWithTheirPlace()
    {
        byte[] labels = Idx(8, [2], [0, 1]);
        Check(Error([1, .. Two().AsSpan(1)], labels), "byte 0", "begins with two zero bytes, found 01000802");
        Check(Error([0, 0, 7, 2, .. Two().AsSpan(4)], labels), "byte 2", "the type of the elements is 0x07");
        Check(Error(Idx(8, [2], [1, 2]), labels), "byte 3", "the number of dimensions is 1; items (images) have 2 to 4");
        Check(Error(Two(), Two()), "byte 3", "labels have 1");
        Check(Error(Two()[..^1], labels), $"byte {Two().Length - 1}", "truncated");
        Check(Error([.. Two(), 9], labels), $"byte {Two().Length}", "too long");
        Check(Error(Two(), labels[..^1]), "byte 9", "truncated");
        Check(Error(Two(), [.. labels, 0]), "byte 10", "too long");
        Check(Error(Two(), Idx(8, [3], [0, 1, 2])), "byte 4", "counts 3 labels, but");
        Check(Error(Two(), Idx(13, [2], new byte[8])), "byte 2", "the labels are reals");
        Check(Error(Idx(8, [2, 0], []), labels), "byte 8", "no features");
        Check(Error(Idx(13, [2, 1], [0, 0, 0, 0, 0x7F, 0xC0, 0, 0]), labels), "byte 16", "item 2 has NaN as element 0");
        Check(Error(Idx(14, [2, 1], [0, 0, 0, 0, 0, 0, 0, 0, 0x7F, 0xF0, 0, 0, 0, 0, 0, 0]), labels), "byte 20", "item 2 has an infinite value");
        Check(Error(Idx(8, [0, 4], []), Idx(8, [0], [])), string.Empty, "no examples");
        Check(Error(Two(), Idx(8, [2], [1, 1])), string.Empty, "all 2 examples have the label '1'");
    }

    [Fact]
    public void DamagedCompressedFilesAreRefusedWhenTheirEndComes()
    {
        byte[] labels = Idx(8, [2], [0, 1]);
        Check(Error(TemporaryFolder.Gzip(Two().AsSpan(0, Two().Length - 1)), labels), $"byte {Two().Length - 1}", "ends early");
        Check(Error(TemporaryFolder.Gzip([.. Two(), 9]), labels), $"byte {Two().Length}", "longer than its header says");
        Check(Error(Two(), TemporaryFolder.Gzip(labels.AsSpan(0, 9))), "byte 9", "ends early");
        Check(Error(Two(), TemporaryFolder.Gzip([.. labels, 0])), "byte 10", "longer than its header says");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void HugeCountsTakeNoMemory(bool isCompressed)
    {
        foreach (uint[] dimensions in new uint[][] { [400_000_000, 28, 28], [uint.MaxValue, 1, 1], [1, 7000, 7000], [1000, uint.MaxValue, uint.MaxValue], [400_000_000, 1] })
        {
            byte[] images = Idx(8, dimensions, new byte[16]);
            byte[] labels = Idx(8, [dimensions[0]], [0, 1]);
            if (isCompressed)
                (images, labels) = (TemporaryFolder.Gzip(images), TemporaryFolder.Gzip(labels));
            long before = GC.GetAllocatedBytesForCurrentThread();
            Error(images, labels, new IdxOptions { Limits = new DataLimits { MaxMemory = 1L << 40 } });
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
        }
    }

    [Fact]
    public void LimitsAreNamed()
    {
        byte[] labels = Idx(8, [2], [0, 1]);
        Assert.Contains("MaxRows, 1", Error(Two(), labels, Limited(new DataLimits { MaxRows = 1 })).Message);
        Assert.Contains("MaxFeatures, 1", Error(Two(), labels, Limited(new DataLimits { MaxFeatures = 1 })).Message);
        Assert.Contains("MaxClasses, 1", Error(Two(), labels, Limited(new DataLimits { MaxClasses = 1 })).Message);
        Assert.Contains("MaxMemory, 5", Error(Two(), labels, Limited(new DataLimits { MaxMemory = 5 })).Message);
    }

    [Theory]
    [InlineData("x", "y")]
    [InlineData("x.gz", "y.gz")]
    public void WhatIsWrittenReadsBackTheSame(string images, string labels)
    {
        ClassificationDataset bytes = Datasets.RandomBytes(200, 12, 5, 1);
        IdxFile.Write(folder.PathOf(images), folder.PathOf(labels), bytes, [3, 4]);
        ClassificationDataset again = IdxFile.ReadImages(folder.PathOf(images), folder.PathOf(labels));
        Assert.Equal(FeatureStorage.Byte, again.Storage);
        Datasets.AssertEqual(bytes, again);
        foreach (ClassificationDataset reals in new[] { Datasets.RandomDoubles(50, 6, 2), Datasets.RandomDoubles(50, 6, 3).ToSparse() })
        {
            IdxFile.Write(folder.PathOf(images), folder.PathOf(labels), reals);
            Datasets.AssertEqual(reals, IdxFile.ReadImages(folder.PathOf(images), folder.PathOf(labels)));
        }

        // Scaled bytes are written as the floats that they are read as.
        IdxFile.Write(folder.PathOf(images), folder.PathOf(labels), bytes.ScaledBy(1 / 255.0));
        Datasets.AssertEqual(bytes.ScaledBy(1 / 255.0).ToSparse(), IdxFile.ReadImages(folder.PathOf(images), folder.PathOf(labels)));
    }

    [Fact]
    public void NamesThatAreNoValuesAreWrittenAsIndices()
    {
        ClassificationDataset dataset = Datasets.RandomBytes(20, 4, 2, 1, ["cat", "dog"]);
        IdxFile.Write(folder.PathOf("x"), folder.PathOf("y"), dataset, [2, 2]);
        Datasets.AssertEqual(dataset, IdxFile.ReadImages(folder.PathOf("x"), folder.PathOf("y"), new IdxOptions { Classes = dataset.Classes }));
    }

    [Fact]
    public void WhatCannotBeWrittenOrAskedForIsRefused()
    {
        ClassificationDataset dataset = Datasets.RandomBytes(20, 4, 2, 1);
        Assert.Throws<ArgumentException>(() => IdxFile.Write(folder.PathOf("x"), folder.PathOf("y"), dataset, [3, 2]));
        Assert.Throws<ArgumentException>(() => IdxFile.Write(folder.PathOf("x"), folder.PathOf("y"), dataset, [-2, -2]));
        Assert.Throws<ArgumentException>(() => IdxFile.Write(folder.PathOf("x"), folder.PathOf("y"), dataset, [1, 1, 2, 2]));
        ClassificationDataset weighted = dataset.WithWeights(Enumerable.Repeat(2.0, 20).ToArray());
        Assert.Throws<ArgumentException>(() => IdxFile.Write(folder.PathOf("x"), folder.PathOf("y"), weighted));
        Assert.Empty(Directory.GetFiles(folder.FullName));
        Assert.Throws<ArgumentOutOfRangeException>(() => Read(Two(), Two(), new IdxOptions { ClassCount = 1 }));
        Assert.Throws<ArgumentException>(() => Read(Two(), Two(), new IdxOptions { ClassCount = 3, Classes = ["a", "b"] }));
        Assert.Throws<ArgumentException>(() => Read(Two(), Two(), new IdxOptions { Classes = ["a", "a"] }));
        Assert.Throws<FileNotFoundException>(() => IdxFile.ReadImages(folder.PathOf("images"), folder.PathOf("missing")));
    }

    private static IdxOptions Limited(DataLimits limits) => new() { Limits = limits };

    private static byte[] Two() => Idx(8, [2, 2], [1, 2, 3, 4]);

    private static byte[] Idx(byte type, uint[] dimensions, byte[] content)
    {
        byte[] header = new byte[4 + (4 * dimensions.Length)];
        header[2] = type;
        header[3] = (byte)dimensions.Length;
        for (int i = 0; i < dimensions.Length; i++)
            BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4 + (4 * i)), dimensions[i]);
        return [.. header, .. content];
    }

    private static void Check(DataFormatException error, string place, string message)
    {
        Assert.Equal(place, error.Place);
        Assert.Contains(message, error.Message);
    }

    private ClassificationDataset Read(byte[] images, byte[] labels, IdxOptions? options = null) =>
        IdxFile.ReadImages(folder.Write("images", images), folder.Write("labels", labels), options);

    private DataFormatException Error(byte[] images, byte[] labels, IdxOptions? options = null) =>
        Assert.Throws<DataFormatException>(() => Read(images, labels, options));
}
