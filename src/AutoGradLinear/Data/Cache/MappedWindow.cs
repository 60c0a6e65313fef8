using System.IO.MemoryMappedFiles;

namespace AutoGradLinear.Data;

/// <summary>A part of a file that is mapped into memory.</summary>
/// <remarks>The view's handle is not held on to, so that a window that nobody can reach any more is unmapped by the handle's finalizer.</remarks>
internal sealed unsafe class MappedWindow : IDisposable
{
    private const int PageBytes = 4096;

    private readonly MemoryMappedViewAccessor view;
    private readonly byte* start;
    private readonly int length;

    public MappedWindow(MemoryMappedFile file, long offset, int length)
    {
        view = file.CreateViewAccessor(offset, length, MemoryMappedFileAccess.Read);
        start = (byte*)view.SafeMemoryMappedViewHandle.DangerousGetHandle() + view.PointerOffset;
        this.length = length;
    }

    /// <summary>The bytes; not to be used after <see cref="Dispose"/>.</summary>
    public ReadOnlySpan<byte> Bytes => new(start, length);

    /// <summary>Reads a byte of every page, so that all of them are in memory.</summary>
    public void Touch()
    {
        byte sum = 0;
        for (int place = 0; place < length; place += PageBytes)
            sum += Volatile.Read(ref start[place]);
        GC.KeepAlive(sum);
    }

    public void Dispose() => view.Dispose();
}
