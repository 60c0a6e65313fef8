using System.Text;
using AutoGradLinear.Data;
using Xunit;

namespace AutoGradLinear.Tests.Data.Files;

/// <summary>The stream below all readers.</summary>
public sealed class GzipTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ContentIsTheSameWhateverTheNameAndTheNumberOfMembers()
    {
        byte[] content = Content(300_000);
        Assert.Equal(content, ReadAll(folder.Write("plain.gz", content)));
        Assert.Equal(content, ReadAll(folder.Write("one.txt", TemporaryFolder.Gzip(content))));
        byte[] members = [.. TemporaryFolder.Gzip(content.AsSpan(0, 1000)), .. TemporaryFolder.Gzip(default), .. TemporaryFolder.Gzip(content.AsSpan(1000))];
        Assert.Equal(content, ReadAll(folder.Write("several", members)));
        Assert.Equal(content, ReadAll(folder.Write("padded", [.. TemporaryFolder.Gzip(content), .. new byte[100_000]])));
    }

    [Fact]
    public void HeadersWithAllFieldsAreSkipped()
    {
        byte[] gzip = TemporaryFolder.Gzip("1 1:2\n"u8);
        byte[] header = [0x1F, 0x8B, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3, 2, 0, 7, 7, (byte)'n', 0, (byte)'c', 0, 9, 9];
        Assert.Equal("1 1:2\n"u8.ToArray(), ReadAll(folder.Write("fields", [.. header, .. gzip.AsSpan(10)])));
        for (int length = 1; length < header.Length; length++)
            Assert.Throws<DataFormatException>(() => ReadAll(folder.Write("cut", header.AsSpan(0, length))));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(30_000)]
    public void EveryTruncationIsRefused(int length)
    {
        byte[] gzip = TemporaryFolder.Gzip(Content(length));
        int step = length < 1000 ? 1 : 37;
        for (int kept = 1; kept < gzip.Length; kept += step)
        {
            DataFormatException error = Assert.Throws<DataFormatException>(() => ReadAll(folder.Write("cut.gz", gzip.AsSpan(0, kept))));
            Assert.Contains("cut.gz", error.Message);
        }
    }

    [Fact]
    public void EveryFlippedBitIsRefusedOrChangesNothing()
    {
        byte[] content = Content(200);
        byte[] gzip = TemporaryFolder.Gzip(content);
        int unread = 0;
        for (int bit = 80; bit < 8 * gzip.Length; bit++)
        {
            gzip[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                // The bits behind the last code, up to the end of its byte, mean nothing.
                Assert.Equal(content, ReadAll(folder.Write("flipped.gz", gzip)));
                unread++;
            }
            catch (DataFormatException error)
            {
                Assert.Contains("flipped.gz", error.Message);
            }

            gzip[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.InRange(unread, 0, 7);
    }

    [Fact]
    public void OtherBytesBehindTheLastMemberAreRefusedWithTheirPlace()
    {
        byte[] gzip = TemporaryFolder.Gzip(Content(5000));
        DataFormatException error = Assert.Throws<DataFormatException>(() => ReadAll(folder.Write("tail.gz", [.. gzip, 1, 2, 3])));
        Assert.Equal($"byte {gzip.Length}", error.Place);
        error = Assert.Throws<DataFormatException>(() => ReadAll(folder.Write("tail.gz", [.. gzip, .. gzip.AsSpan(0, 100)])));
        Assert.Equal($"gzip member at byte {gzip.Length}", error.Place);
    }

    [Fact]
    public void ABombStopsAtTheLimit()
    {
        string path = folder.Write("bomb.gz", TemporaryFolder.Gzip(new byte[50_000_000]));
        using DataFileStream stream = DataFileStream.Open(path, new DataLimits { MaxBytes = 2_000_000 });
        byte[] buffer = new byte[1 << 16];
        DataFormatException error = Assert.Throws<DataFormatException>(() =>
        {
            while (stream.Read(buffer) > 0)
            {
            }
        });
        Assert.Contains("DataLimits.MaxBytes, 2000000 bytes", error.Message);
        Assert.InRange(stream.Position, 2_000_000, 2_000_000 + buffer.Length);
    }

    [Fact]
    public void OtherArchivesAreNamedWithTheirCommand()
    {
        DataFormatException error = Assert.Throws<DataFormatException>(() => ReadAll(folder.Write("a.xz", [0xFD, .. "7zXZ"u8, 0, 1, 2])));
        Assert.Contains("xz -dc FILE.xz > FILE", error.Message);
        error = Assert.Throws<DataFormatException>(() => ReadAll(folder.Write("a.zip", [.. "PK"u8, 3, 4, 1, 2])));
        Assert.Contains("zip", error.Message);
    }

    [Fact]
    public void MissingFilesKeepTheirException()
    {
        Assert.Throws<FileNotFoundException>(() => DataFileStream.Open(folder.PathOf("missing"), DataLimits.Default));
        Assert.Throws<ArgumentException>(() => DataFileStream.Open(string.Empty, DataLimits.Default));
    }

    [Fact]
    public void ChecksumsAreThoseOfTheStandard()
    {
        // The check value of CRC-32: that of the nine digits.
        var checksum = new Checksum32();
        checksum.Add("123456789"u8);
        Assert.Equal(0xCBF43926u, checksum.Value);
        var parts = new Checksum32();
        parts.Add("1"u8);
        parts.Add("23456789"u8);
        Assert.Equal(checksum.Value, parts.Value);
    }

    private static byte[] Content(int length)
    {
        var text = new StringBuilder();
        for (int i = 0; text.Length < length; i++)
            text.Append((i * 7919) % 1000).Append(i % 5 == 0 ? '\n' : ' ');
        return Encoding.ASCII.GetBytes(text.ToString(0, length));
    }

    private static byte[] ReadAll(string path)
    {
        using DataFileStream stream = DataFileStream.Open(path, DataLimits.Default);
        var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
