using System.Runtime.InteropServices;

namespace AutoGradLinear.Data;

/// <summary>Brings the names of a folder to disk, so that a file that was renamed has its new name after a loss of power, too.</summary>
/// <remarks>
/// POSIX promises a new name only when the folder that holds it is flushed (fsync of a descriptor of the folder). .NET opens no folders, so this
/// calls the C library. Windows keeps names in the journal of its file system, and has nothing to call.
/// </remarks>
internal static partial class FolderSync
{
    private const int ReadOnly = 0;
    private const int Interrupted = 4;
    private const int InvalidArgument = 22;

    /// <summary>Flushes a folder.</summary>
    /// <exception cref="IOException">The folder cannot be opened, or the disk reports an error.</exception>
    public static void Flush(string path)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS() && !OperatingSystem.IsFreeBSD())
            return;
        int descriptor = Retried(() => Open(path, ReadOnly));
        if (descriptor < 0)
            throw Failure(path);
        try
        {
            // File systems that have nothing to flush in a folder say that it is no valid argument.
            if (Retried(() => Sync(descriptor)) < 0 && Marshal.GetLastPInvokeError() != InvalidArgument)
                throw Failure(path);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    /// <summary>Calls again what a signal has interrupted.</summary>
    private static int Retried(Func<int> call)
    {
        int result = call();
        while (result < 0 && Marshal.GetLastPInvokeError() == Interrupted)
            result = call();
        return result;
    }

    private static IOException Failure(string path) =>
        new($"The folder '{path}' cannot be flushed to disk: {Marshal.GetLastPInvokeErrorMessage()}.");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
