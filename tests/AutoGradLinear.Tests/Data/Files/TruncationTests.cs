using Xunit;

namespace AutoGradLinear.Tests.Data.Files;

/// <summary>A file that is cut off anywhere is refused; only text without compression can be a shorter valid file.</summary>
public sealed class TruncationTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void SvmlightIsRefusedOrShorter()
    {
        SvmlightFile.Write(folder.PathOf("whole"), Datasets.RandomDoubles(12, 6, 1));
        byte[] whole = File.ReadAllBytes(folder.PathOf("whole"));
        for (int length = 0; length < whole.Length; length++)
        {
            string path = folder.Write("cut", whole.AsSpan(0, length));
            try
            {
                Assert.InRange(SvmlightFile.Read(path).Count, 2, 12);
            }
            catch (DataFormatException error)
            {
                Assert.Contains(path, error.Message);
            }
        }
    }

    [Fact]
    public void CompressedSvmlightIsRefused()
    {
        SvmlightFile.Write(folder.PathOf("whole.gz"), Datasets.RandomDoubles(12, 6, 1));
        AssertCutsAreRefused("whole.gz", path => SvmlightFile.Read(path));
    }

    [Theory]
    [InlineData("x", "y")]
    [InlineData("x.gz", "y.gz")]
    public void IdxIsRefused(string images, string labels)
    {
        IdxFile.Write(folder.PathOf(images), folder.PathOf(labels), Datasets.RandomBytes(20, 6, 3, 1), [2, 3]);
        AssertCutsAreRefused(images, path => IdxFile.ReadImages(path, folder.PathOf(labels)));
        AssertCutsAreRefused(labels, path => IdxFile.ReadImages(folder.PathOf(images), path));
    }

    [Theory]
    [InlineData("c")]
    [InlineData("c.gz")]
    public void Cifar10IsRefusedUnlessWholeRecordsAreCut(string name)
    {
        byte[] images = new byte[2 * 3072];
        images[5] = 9;
        ClassificationDataset dataset = ClassificationDataset.FromRows((ReadOnlyMemory<byte>)images, 3072, new[] { "cat", "dog" }, Cifar10File.Classes);
        Cifar10File.Write(folder.PathOf(name), dataset);
        int[] allowed = name == "c" ? [3073] : [];
        AssertCutsAreRefused(name, path => Cifar10File.Read(path), allowed);
    }

    private void AssertCutsAreRefused(string name, Action<string> read, params int[] allowed)
    {
        byte[] whole = File.ReadAllBytes(folder.PathOf(name));
        read(folder.Write("cut", whole));
        for (int length = 0; length < whole.Length; length++)
        {
            string path = folder.Write("cut", whole.AsSpan(0, length));
            if (allowed.Contains(length))
                read(path);
            else
                Assert.Contains(path, Assert.Throws<DataFormatException>(() => read(path)).Message);
        }
    }
}
