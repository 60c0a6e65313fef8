using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using AutoGradLinear.Numerics;

namespace AutoGradLinear.Data;

/// <summary>Bytes to reals, a register at a time.</summary>
internal static unsafe class ByteConversion
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
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, source.Length);
        int i = 0;
        fixed (byte* from = source)
        fixed (float* to = destination)
        {
            if (Vector256.IsHardwareAccelerated)
            {
                for (; i <= source.Length - 16; i += 16)
                {
                    ByteVectors.Singles256(from + i).Store(to + i);
                    ByteVectors.Singles256(from + i + 8).Store(to + i + 8);
                }
            }
            else if (Vector128.IsHardwareAccelerated)
            {
                for (; i <= source.Length - 4; i += 4)
                    ByteVectors.Singles128(from + i).Store(to + i);
            }
        }

        return i;
    }
}
