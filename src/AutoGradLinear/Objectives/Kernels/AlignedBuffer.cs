using System.Runtime.CompilerServices;

namespace AutoGradLinear.Objectives;

/// <summary>Zeroed memory that stays in its place and begins with a cache line, for kernels that read and write by pointer.</summary>
internal sealed unsafe class AlignedBuffer<T>
    where T : unmanaged
{
    private const int CacheLine = 64;

    /// <summary>Rows this far apart, or a multiple of it, compete for the same few places in the first-level cache.</summary>
    private const int AliasingBytes = 4096;

    private readonly T[] array;
    private readonly int offset;

    /// <param name="length">The number of elements.</param>
    public AlignedBuffer(int length)
    {
        int slack = Math.Max(1, CacheLine / sizeof(T));
        array = GC.AllocateArray<T>(checked(length + slack), pinned: true);
        nuint misplaced = (nuint)Unsafe.AsPointer(ref array[0]) % CacheLine;

        // Types whose size does not divide a line start where the array does.
        offset = misplaced == 0 || CacheLine % sizeof(T) != 0 ? 0 : (int)((CacheLine - misplaced) / (nuint)sizeof(T));
        Length = length;
    }

    public int Length { get; }

    /// <summary>The first element; valid as long as the buffer is reachable.</summary>
    public T* Pointer => (T*)Unsafe.AsPointer(ref array[offset]);

    public Span<T> Span => array.AsSpan(offset, Length);

    /// <summary>The distance between rows of some length: whole cache lines that do not alias.</summary>
    public static int RowStride(int length)
    {
        int line = Math.Max(1, CacheLine / sizeof(T));
        int stride = (length + line - 1) / line * line;
        return (long)stride * sizeof(T) % AliasingBytes == 0 ? stride + line : stride;
    }
}
