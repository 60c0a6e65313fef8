using System.IO.Compression;
using System.Text;
using Xunit;

namespace AutoGradLinear.Tests.Data;

public sealed class TextFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("agl-textfile").FullName;

    [Fact]
    public void LabelsPrecedeTheFirstSeparator()
    {
        TextDataset data = Read("spam\tWin \"now\"\tor never\r\n\nham\t\nham\tlast");
        Assert.Equal(["Win \"now\"\tor never", "", "last"], data.Texts);
        Assert.Equal(["ham", "spam"], data.Classes);
        Assert.Equal([1, 0, 0], data.Labels.ToArray());
    }

    [Fact]
    public void LabelsFollowTheLastSeparatorWhereTextsComeFirst()
    {
        TextDataset data = Read("a, b,10\nc,9", new() { Separator = ',', TextFirst = true });
        Assert.Equal(["a, b", "c"], data.Texts);
        Assert.Equal(["9", "10"], data.Classes);
    }

    [Theory]
    [InlineData("a\tx\nb x\n", "line 2: expected a label, a tab and a text, found no separator in 'b x'")]
    [InlineData("a\tx\n\n\tx\n", "line 3: the label is empty")]
    [InlineData("a\tx\na\ty\n", "all 2 texts have the label 'a'")]
    [InlineData("", "the file holds no texts")]
    [InlineData("a\0\tx\n", "line 1: the label holds the control character U+0000")]
    public void BadLinesAreNamed(string content, string expected) => AssertRefused(Encoding.UTF8.GetBytes(content), null, expected);

    [Fact]
    public void WhatIsNoUtf8IsNamed() =>
        AssertRefused([.. "a\tx\nb\tgr"u8, 0xF6, .. "sse\n"u8], null, "line 2: expected text in UTF-8, found byte F6 at byte 5 of the line");

    [Fact]
    public void UnknownClassesAndEscapesAreNamed()
    {
        AssertRefused("a\tx\nc\ty\n"u8, new() { Classes = ["a", "b"] }, "line 2: the label 'c' is not among the classes (a, b)");
        AssertRefused("a\tx\nb\ty\\q\n"u8, new() { Escapes = true }, "line 2: expected n, r, t or another backslash after the backslash that is character 4");
        AssertRefused("a\tx\nb\ty\\"u8, new() { Escapes = true }, "character 4");
    }

    [Fact]
    public void LimitsHold()
    {
        byte[] content = Encoding.UTF8.GetBytes("a\tx\nb\tyyyyyyyyyyyyyyyyyyyy\nc\tz\n");
        AssertRefused(content, new() { Limits = new() { MaxRows = 2 } }, "MaxRows");
        AssertRefused(content, new() { Limits = new() { MaxClasses = 2 } }, "MaxClasses");
        AssertRefused(content, new() { Limits = new() { MaxLineLength = 10 } }, "MaxLineLength");
        AssertRefused(content, new() { Limits = new() { MaxBytes = 10 } }, "MaxBytes");
        AssertRefused(content, new() { Limits = new() { MaxMemory = 100 } }, "MaxMemory");
        AssertRefused([.. Enumerable.Repeat((byte)'l', 2000), .. "\tx\n"u8], null, "the label is longer than 1024 bytes");
    }

    [Theory]
    [InlineData("t.txt", false, false, '\t')]
    [InlineData("t.gz", true, true, ';')]
    [InlineData("t.tsv.gz", false, true, '\t')]
    public void WrittenTextsReadBack(string name, bool textFirst, bool escapes, char separator)
    {
        var options = new TextFileOptions { TextFirst = textFirst, Escapes = escapes, Separator = separator };
        TextDataset data = TextDataset.From(
            ["\uFEFFgröße 😀", "", " a\tb;c ", escapes ? "two\r\nlines \\ \\n" : "one \\n"], ["\uFEFFx", "y z", "y z", "\\w"]);
        string path = Path.Combine(folder, name);
        TextFile.Write(path, data, options);
        TextDataset back = TextFile.Read(path, options);
        Assert.Equal(data.Texts, back.Texts);
        Assert.Equal(data.Classes, back.Classes);
        Assert.Equal(data.Labels.ToArray(), back.Labels.ToArray());
        Assert.Equal(name.EndsWith(".gz", StringComparison.Ordinal), File.ReadAllBytes(path)[0] == 0x1F);
    }

    [Fact]
    public void WhatWouldNotReadBackIsNotWritten()
    {
        string path = Path.Combine(folder, "kept.txt");
        File.WriteAllText(path, "kept");
        AssertNotWritten(path, TextDataset.From(["a", "b\nc"], [0, 1]), "Text 1 has several lines");
        AssertNotWritten(path, TextDataset.From(["a", "\uD800"], [0, 1]), "Text 1 is not valid Unicode");
        AssertNotWritten(path, TextDataset.From(["a", "b"], ["x", "y\tz"]), "control character U+0009");
        AssertNotWritten(path, TextDataset.From(["a", "b"], ["x", ""]), "Class '' cannot be written");
        AssertNotWritten(path, TextDataset.From(["a", "b"], ["x", "y"], weights: [1, 2]), "weights");
        Assert.Equal("kept", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(folder));
    }

    [Fact]
    public void BlocksGiveTheFileInTheEnd()
    {
        string path = Path.Combine(folder, "b.txt");
        File.WriteAllText(path, string.Concat(Enumerable.Range(0, 1000).Select(i => $"{i % 3}\ttext {i}\n")));
        using LabelledTextReader reader = TextFile.Open(path);
        var all = new List<LabelledText>();
        for (IReadOnlyList<LabelledText> block = reader.Read(64); block.Count > 0; block = reader.Read(64))
            all.AddRange(block);
        Assert.Equal(1000, all.Count);
        Assert.Equal(new LabelledText("0", "text 999"), all[^1]);
        Assert.Equal(1000, reader.Progress.Rows);
        Assert.Equal(new FileInfo(path).Length, reader.Progress.BytesRead);
    }

    [Fact]
    public void ReadingCanBeCancelled()
    {
        string path = Path.Combine(folder, "c.txt");
        File.WriteAllText(path, "a\tb\n");
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => TextFile.Read(path, cancellationToken: source.Token));
    }

    [Fact]
    public void TruncatedGzipIsNamed()
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write("a\tx\nb\ty\n"u8);
        byte[] whole = memory.ToArray();
        AssertRefused(whole.AsSpan(0, whole.Length - 3), null, "gzip");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static void AssertNotWritten(string path, TextDataset data, string expected) =>
        Assert.Contains(expected, Assert.ThrowsAny<ArgumentException>(() => TextFile.Write(path, data)).Message, StringComparison.Ordinal);

    private TextDataset Read(string content, TextFileOptions? options = null)
    {
        string path = Path.Combine(folder, "t.txt");
        File.WriteAllText(path, content);
        return TextFile.Read(path, options);
    }

    private void AssertRefused(ReadOnlySpan<byte> content, TextFileOptions? options, string expected)
    {
        string path = Path.Combine(folder, "bad.txt");
        File.WriteAllBytes(path, content.ToArray());
        var error = Assert.Throws<DataFormatException>(() => TextFile.Read(path, options));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
