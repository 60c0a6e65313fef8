using System.Runtime.CompilerServices;

namespace AutoGradLinear.Objectives;

/// <summary>Zeroed memory that stays in its place and begins with a cache line, for kernels that read and write by pointer.</summary>
internal sealed unsafe class AlignedBuffer<T>
    where T : unmanaged
{
    private const int CacheLine = 64;

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
}
