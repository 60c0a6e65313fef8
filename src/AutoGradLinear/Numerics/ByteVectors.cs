using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AutoGradLinear.Numerics;

/// <summary>Registers of reals, loaded from as many bytes: one instruction widens them where the machine has it, one makes reals of them.</summary>
internal static unsafe class ByteVectors
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Singles128(byte* source) => Vector128.ConvertToSingle(Integers128(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Singles256(byte* source) => Vector256.ConvertToSingle(Integers256(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Singles512(byte* source) => Vector512.ConvertToSingle(
        Avx512F.IsSupported ? Avx512F.ConvertToVector512Int32(Vector128.Load(source)) : Vector512.Create(Integers256(source), Integers256(source + 8)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Doubles128(byte* source) => Vector128.Create((double)source[0], source[1]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Doubles256(byte* source) => Avx.IsSupported
        ? Avx.ConvertToVector256Double(Integers128(source))
        : Vector256.Create(Doubles128(source), Doubles128(source + 2));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Doubles512(byte* source) => Avx512F.IsSupported
        ? Avx512F.ConvertToVector512Double(Integers256(source))
        : Vector512.Create(Doubles256(source), Doubles256(source + 4));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Integers128(byte* source)
    {
        if (Sse41.IsSupported)
            return Sse41.ConvertToVector128Int32(source);
        Vector128<byte> bytes = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<uint>(source)).AsByte();
        return Vector128.WidenLower(Vector128.WidenLower(bytes)).AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Integers256(byte* source) => Avx2.IsSupported
        ? Avx2.ConvertToVector256Int32(source)
        : Vector256.Create(Integers128(source), Integers128(source + 4));
}
