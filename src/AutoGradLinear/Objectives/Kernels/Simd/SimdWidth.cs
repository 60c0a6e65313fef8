using System.Numerics;
using System.Runtime.Intrinsics;

namespace AutoGradLinear.Objectives;

/// <summary>The width of vector registers, in bits.</summary>
internal enum SimdWidth
{
    /// <summary>No vectors.</summary>
    Scalar = 0,

    /// <summary>SSE, NEON.</summary>
    Bits128 = 128,

    /// <summary>AVX2.</summary>
    Bits256 = 256,

    /// <summary>AVX-512.</summary>
    Bits512 = 512,
}

/// <summary>The choice of a width.</summary>
internal static class SimdWidths
{
    /// <summary>The widest registers that the machine is fast with, of which a row of features fills two, and that are not wider than asked for.</summary>
    public static SimdWidth Choose<T>(int features, SimdWidth widest = SimdWidth.Bits512)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (widest >= SimdWidth.Bits512 && Vector512.IsHardwareAccelerated && Vector512<T>.IsSupported && features >= 2 * Vector512<T>.Count)
            return SimdWidth.Bits512;
        if (widest >= SimdWidth.Bits256 && Vector256.IsHardwareAccelerated && Vector256<T>.IsSupported && features >= 2 * Vector256<T>.Count)
            return SimdWidth.Bits256;
        if (widest >= SimdWidth.Bits128 && Vector128.IsHardwareAccelerated && Vector128<T>.IsSupported && features >= 2 * Vector128<T>.Count)
            return SimdWidth.Bits128;
        return SimdWidth.Scalar;
    }
}
