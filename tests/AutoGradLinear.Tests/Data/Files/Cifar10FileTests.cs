using System.Diagnostics;
using Xunit;

namespace AutoGradLinear.Tests.Data.Files;

public sealed class Cifar10FileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void SeveralBatchesAreJoinedInOrder()
    {
        ClassificationDataset first = Images(30, 1);
        ClassificationDataset second = Images(20, 2);
        Cifar10File.Write(folder.PathOf("1.bin"), first);
        Cifar10File.Write(folder.PathOf("2.bin.gz"), second);
        Assert.Equal(30 * 3073, new FileInfo(folder.PathOf("1.bin")).Length);
        Datasets.AssertEqual(first, Cifar10File.Read(folder.PathOf("1.bin")));
        Datasets.AssertEqual(second, Cifar10File.Read(folder.PathOf("2.bin.gz")));
        ClassificationDataset both = Cifar10File.Read([folder.PathOf("1.bin"), folder.PathOf("2.bin.gz")]);
        Assert.Equal((50, 3072, FeatureStorage.Byte), (both.Count, both.FeatureCount, both.Storage));
        Datasets.AssertEqual(first, both.Subset([.. Enumerable.Range(0, 30)]));
        Datasets.AssertEqual(second, both.Subset([.. Enumerable.Range(30, 20)]));
    }

    [Theory]
    [InlineData(3072, "byte 0", "0 records of 3073 and 3072 bytes more")]
    [InlineData(3074, "byte 3073", "1 records of 3073 and 1 bytes more")]
    public void IncompleteRecordsAreRefused(int length, string place, string message)
    {
        foreach (bool isCompressed in new[] { false, true })
        {
            byte[] content = isCompressed ? TemporaryFolder.Gzip(new byte[length]) : new byte[length];
            DataFormatException error = Assert.Throws<DataFormatException>(() => Cifar10File.Read(folder.Write("a.bin", content)));
            Assert.Equal(place, error.Place);
            Assert.Contains(message, error.Message);
        }
    }

    [Fact]
    public void LabelsAboveNineAndEmptyFilesAreRefused()
    {
        byte[] content = new byte[3 * 3073];
        content[2 * 3073] = 10;
        string good = folder.Write("good.bin", content.AsSpan(0, 2 * 3073));
        DataFormatException error = Assert.Throws<DataFormatException>(() => Cifar10File.Read([good, folder.Write("bad.bin", content)]));
        Assert.Equal(folder.PathOf("bad.bin"), error.FilePath);
        Assert.Equal("record 3, byte 6146", error.Place);
        Assert.Contains("the label is 10; expected 0 to 9", error.Message);
        Assert.Contains("empty", Assert.Throws<DataFormatException>(() => Cifar10File.Read([good, folder.Write("empty.bin", string.Empty)])).Message);
    }

    [Fact]
    public void OtherDatasetsAreNotWritten()
    {
        ClassificationDataset images = Images(12, 1);
        string path = folder.PathOf("a.bin");
        Assert.Throws<ArgumentException>(() => Cifar10File.Write(path, images.ScaledBy(0.5)));
        Assert.Throws<ArgumentException>(() => Cifar10File.Write(path, images.WithWeights(Enumerable.Repeat(1.0, 12).ToArray())));
        Assert.Throws<ArgumentException>(() => Cifar10File.Write(path, images.ToSparse()));
        Assert.Throws<ArgumentException>(() => Cifar10File.Write(path, Datasets.RandomBytes(12, 3072, 10, 1)));
        Assert.Throws<ArgumentException>(() => Cifar10File.Write(path, Datasets.RandomBytes(12, 3, 10, 1, Cifar10File.Classes)));
        Assert.Throws<ArgumentException>(() => Cifar10File.Read([]));
        Assert.Empty(Directory.GetFiles(folder.FullName));
    }

    [Fact]
    public void MemoryIsLimited()
    {
        Cifar10File.Write(folder.PathOf("1.bin"), Images(30, 1));
        DataFormatException error = Assert.Throws<DataFormatException>(
            () => Cifar10File.Read(folder.PathOf("1.bin"), new DataLimits { MaxMemory = 50_000 }));
        Assert.Contains("MaxMemory, 50000", error.Message);
    }

    [DataFact("cifar10/test_batch_first1000.bin.xz")]
    public void ARealBatchIsNamedAsXzAndReadWhenUnpacked()
    {
        string packed = SharedData.Find("cifar10/test_batch_first1000.bin.xz")!;
        Assert.Contains("xz -dc FILE.xz > FILE", Assert.Throws<DataFormatException>(() => Cifar10File.Read(packed)).Message);
        string path = folder.PathOf("test.bin");
        if (!TryUnpack(packed, path))
            return; // There is no xz on this machine.
        ClassificationDataset batch = Cifar10File.Read(path);
        Assert.Equal((1000, 3072), (batch.Count, batch.FeatureCount));
        Assert.Equal([3, 8, 8, 0, 6], batch.Labels[..5].ToArray());
        Assert.Equal("cat", batch.Classes[batch.Labels[0]]);
    }

    private static ClassificationDataset Images(int count, int seed) => Datasets.RandomBytes(count, 3072, 10, seed, Cifar10File.Classes);

    private static bool TryUnpack(string packed, string path)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("xz", ["-dc", packed]) { RedirectStandardOutput = true })!;
            using (FileStream file = File.Create(path))
                process.StandardOutput.BaseStream.CopyTo(file);
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
