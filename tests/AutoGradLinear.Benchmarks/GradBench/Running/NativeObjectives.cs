using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace AutoGradLinear.Benchmarks.GradBench;

/// <summary>
/// The objectives and gradients in C, compiled for this machine when the program starts: <c>gcc -O3 -march=native</c>, without the freedom
/// to change results that <c>-ffast-math</c> gives. Without a compiler there are none.
/// </summary>
internal static class NativeObjectives
{
    private static readonly Lazy<nint> Library = new(Compile);

    /// <summary>Whether the machine has a compiler.</summary>
    public static bool AreThere => Library.Value != 0;

    /// <summary>The address of a function.</summary>
    public static nint Function(string name) => NativeLibrary.GetExport(Library.Value, name);

    private static nint Compile()
    {
        string sources = Path.Combine(AppContext.BaseDirectory, "GradBench", "Native");
        string folder = Directory.CreateTempSubdirectory("gradbench").FullName;
        string library = Path.Combine(folder, "libgradbench.so");
        try
        {
            IEnumerable<string> files = Directory.GetFiles(sources, "*.c").Order(StringComparer.Ordinal);
            var compiler = new ProcessStartInfo("gcc", ["-O3", "-march=native", "-shared", "-fPIC", "-o", library, .. files, "-lm"]);
            using Process process = Process.Start(compiler)!;
            process.WaitForExit();
            if (process.ExitCode == 0)
                return NativeLibrary.Load(library);
            Console.Error.WriteLine("gcc does not compile the objectives in C: they are left out.");
            return 0;
        }
        catch (Win32Exception)
        {
            Console.Error.WriteLine("There is no gcc on the path: the columns of C are empty.");
            return 0;
        }
        finally
        {
            // A library that is in use can be deleted, except on Windows.
            if (!OperatingSystem.IsWindows())
                Directory.Delete(folder, recursive: true);
        }
    }
}
