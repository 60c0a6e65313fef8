using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoGradLinear.Data;

/// <summary>Bytes to reals in vector registers: byte → 16 bits → 32 bits → real.</summary>
/// <remarks>Compiled with all optimisations at once, as the kernels are that read what comes out.</remarks>
internal static class ByteConversion
{
    public static void Convert<T>(ReadOnlySpan<byte> source, Span<T> destination)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int done = 0;
        if (typeof(T) == typeof(float))
            done = ConvertVectors(source, MemoryMarshal.Cast<T, float>(destination));
        for (int i = done; i < source.Length; i++)
            destination[i] = T.CreateTruncating(source[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int ConvertVectors(ReadOnlySpan<byte> source, Span<float> destination)
    {
        int width = Vector<float>.Count;
        int i = 0;
        for (; i <= source.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(source[i..]), out Vector<ushort> low, out Vector<ushort> high);
            Vector.Widen(low, out Vector<uint> first, out Vector<uint> second);
            Vector.Widen(high, out Vector<uint> third, out Vector<uint> fourth);
            Vector.ConvertToSingle(Vector.AsVectorInt32(first)).CopyTo(destination[i..]);
            Vector.ConvertToSingle(Vector.AsVectorInt32(second)).CopyTo(destination[(i + width)..]);
            Vector.ConvertToSingle(Vector.AsVectorInt32(third)).CopyTo(destination[(i + (2 * width))..]);
            Vector.ConvertToSingle(Vector.AsVectorInt32(fourth)).CopyTo(destination[(i + (3 * width))..]);
        }

        return i;
    }
}
