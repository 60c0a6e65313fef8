using AutoGradLinear.Data;
using Xunit;

namespace AutoGradLinear.Tests.Data.Files;

/// <summary>A file is replaced as a whole or not at all.</summary>
public class ReplacedFileTests
{
    [Fact]
    public void TheFileIsReplacedAndNothingElseIsLeft()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("file", "old");
        ReplacedFile.Write(path, stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(folder.FullName));
    }

    /// <summary>Wherever it fails the file has its old content or its new one, and but for the end of the process no other file is left.</summary>
    [Fact]
    public void AFailureLeavesTheOldFileOrTheNewOne()
    {
        // Create, flush, rename, flush the folder.
        for (int operation = 1; operation <= 4; operation++)
        {
            using var folder = new TemporaryFolder();
            string path = folder.Write("file", "old");
            var files = new TestFiles(operation, TestFiles.Full) { Failures = 1 };
            Assert.Throws<IOException>(() => ReplacedFile.Write(path, stream => stream.Write("new"u8), files));
            Assert.Equal(operation < 4 ? "old" : "new", File.ReadAllText(path));
            Assert.Single(Directory.GetFiles(folder.FullName));
        }
    }

    [Fact]
    public void AFolderIsFlushedIfItIsThere()
    {
        using var folder = new TemporaryFolder();
        FolderSync.Flush(folder.FullName);
        if (OperatingSystem.IsWindows())
            return; // where names need no flush
        string missing = folder.PathOf("missing");
        var exception = Assert.Throws<IOException>(() => FolderSync.Flush(missing));
        Assert.Contains(missing, exception.Message, StringComparison.Ordinal);
    }
}
