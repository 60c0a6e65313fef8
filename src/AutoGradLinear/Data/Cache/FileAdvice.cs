using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AutoGradLinear.Data;

/// <summary>Tells the kernel which part of a file is going to be read, so that it reads it meanwhile: nobody waits, and no thread is made for it.</summary>
/// <remarks>POSIX advice, where its numbers are known: on Linux with 64 bits. Elsewhere nothing is said, and the part is read when it is needed.</remarks>
internal static partial class FileAdvice
{
    /// <summary>POSIX_FADV_WILLNEED.</summary>
    private const int WillNeed = 3;

    /// <summary>Announces a part of a file.</summary>
    public static void WillRead(SafeFileHandle file, long offset, long length)
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess)
            return;
        try
        {
            // Advice that is not taken changes nothing, so neither does an error.
            _ = Advise(file, offset, length, WillNeed);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // A Linux without this function reads when it is needed.
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int Advise(SafeFileHandle file, long offset, long length, int advice);
}
