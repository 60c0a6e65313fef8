using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace AutoGradLinear.Objectives;

/// <content>How rows are read that are stored in the type of the loss, or in bytes, which are converted on their way into the register.</content>
internal static unsafe partial class DenseTiles<T, TStored, TVector, TSimd>
{
    private const int CacheLine = 64;

    /// <summary>A register of features in the type of the loss.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Load(TStored* source) => typeof(TStored) == typeof(byte) ? TSimd.LoadBytes((byte*)source) : TSimd.Load((T*)source);

    /// <summary>Whether the line of a column has yet to be fetched, for columns that are met in their order, register by register.</summary>
    /// <remarks>Registers of reals fill half a line or more; there the question costs as much as another request.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool BeginsLine(nint column) => typeof(TStored) != typeof(byte) || column % CacheLine == 0;

    /// <summary>Asks for memory that will be read later.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fetch(TStored* address)
    {
        if (Sse.IsSupported)
            Sse.Prefetch1(address);
    }
}
