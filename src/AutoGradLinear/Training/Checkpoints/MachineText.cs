using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AutoGradLinear.Training;

/// <summary>What a machine computes in the same bits as another one that has the same text: processor, width of vectors, runtime.</summary>
internal static class MachineText
{
    public static string OfThisOne() => string.Create(
        CultureInfo.InvariantCulture,
        $"{RuntimeInformation.ProcessArchitecture}, vectors of {Widest()} bits (Vector<T>: {8 * Vector<byte>.Count}), "
        + $"{RuntimeInformation.FrameworkDescription}");

    private static int Widest() =>
        Vector512.IsHardwareAccelerated ? 512
        : Vector256.IsHardwareAccelerated ? 256
        : Vector128.IsHardwareAccelerated ? 128
        : 0;
}
