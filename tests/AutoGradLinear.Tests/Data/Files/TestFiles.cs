using AutoGradLinear.Data;

namespace AutoGradLinear.Tests.Data.Files;

/// <summary>The end of the process, as far as a test can have one: nothing that comes after it reaches the disk.</summary>
public sealed class KilledException : Exception;

/// <summary>The files of the machine, where one operation goes wrong.</summary>
/// <param name="failsAt">The number of the operation that goes wrong first, from 1; 0 for none.</param>
/// <param name="failure">What it throws.</param>
internal sealed class TestFiles(int failsAt = 0, Func<Exception>? failure = null) : IFileOperations
{
    private const int DiskFull = 28; // ENOSPC

    /// <summary>The number of operations so far.</summary>
    public int Operations { get; private set; }

    /// <summary>How many operations go wrong from the first one on.</summary>
    public int Failures { get; init; } = int.MaxValue;

    /// <summary>The number of bytes that a file takes before the disk is full.</summary>
    public int Room { get; set; } = int.MaxValue;

    /// <summary>Whether bytes that do not fit are lost without a word, as by a disk that forgets what it has promised to keep.</summary>
    public bool LosesBytes { get; set; }

    public static Exception Full() => new IOException("No space left on device", DiskFull);

    public static Exception ReadOnly() => new UnauthorizedAccessException("Access to the path is denied.");

    public void CreateFolder(string path)
    {
        Count();
        Directory.CreateDirectory(path);
    }

    public Stream Create(string path)
    {
        Count();
        return new NarrowStream(new FileStream(path, FileMode.CreateNew), this);
    }

    public void Flush(Stream stream)
    {
        Count();
        stream.Flush();
    }

    public void Rename(string from, string to)
    {
        Count();
        File.Move(from, to, overwrite: true);
    }

    public void FlushFolder(string path) => Count();

    public void Delete(string path)
    {
        Count();
        File.Delete(path);
    }

    private void Count()
    {
        Operations++;
        if (failure is not null && Operations >= failsAt && Operations - failsAt < Failures)
            throw failure();
    }

    /// <summary>A file on a disk with little room, that takes a part of what is written in one go (a short write).</summary>
    private sealed class NarrowStream(FileStream file, TestFiles files) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => file.Length;

        public override long Position
        {
            get => file.Position;
            set => throw new NotSupportedException();
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            int fits = (int)Math.Min(buffer.Length, files.Room - file.Position);
            file.Write(buffer[..fits]);
            if (fits < buffer.Length && !files.LosesBytes)
                throw Full();
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush() => file.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            file.Dispose();
            base.Dispose(disposing);
        }
    }
}
