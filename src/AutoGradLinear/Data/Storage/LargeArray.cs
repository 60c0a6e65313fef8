using System.Runtime.InteropServices;

namespace AutoGradLinear.Data;

/// <summary>
/// Arrays for the values of datasets. Large ones ask Linux for pages of 2 MiB: rows that are read in random order lie on ever other pages, and the processor looks each up before it can read.
/// </summary>
/// <remarks>
/// NumPy asks in the same way for arrays of this size. It is advice: where it is refused, or on another system, pages are small. Only pages that lie wholly in the array are advised, and only
/// before they are used first, so no memory is taken that the array would not take.
/// </remarks>
internal static unsafe partial class LargeArray
{
    private const nuint SmallestBytes = 4 << 20;

    /// <summary>MADV_HUGEPAGE of Linux.</summary>
    private const int HugePages = 14;

    /// <summary>Makes an array whose elements the caller sets, all of them.</summary>
    public static T[] Allocate<T>(int length)
        where T : unmanaged
    {
        T[] array = GC.AllocateUninitializedArray<T>(length);
        nuint bytes = (nuint)length * (nuint)sizeof(T);
        if (bytes >= SmallestBytes && OperatingSystem.IsLinux())
        {
            fixed (T* first = array)
                Advise((nuint)first, bytes);
        }

        return array;
    }

    private static void Advise(nuint start, nuint bytes)
    {
        nuint page = (nuint)Environment.SystemPageSize;
        nuint first = (start + page - 1) / page * page;
        nuint end = (start + bytes) / page * page;
        try
        {
            _ = AdviseSystem(first, end - first, HugePages);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // A Linux without this function has small pages.
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int AdviseSystem(nuint start, nuint length, int advice);
}
