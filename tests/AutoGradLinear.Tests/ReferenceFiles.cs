namespace AutoGradLinear.Tests;

/// <summary>The files in tests/reference, which other programs have written.</summary>
internal static class ReferenceFiles
{
    /// <summary>The folder of the repository; it is found upwards from where the tests run.</summary>
    public static string Root
    {
        get
        {
            DirectoryInfo? folder = new(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AutoGradLinear.sln")))
                folder = folder.Parent;
            return folder!.FullName;
        }
    }

    /// <summary>The path of a file.</summary>
    public static string PathOf(string file) => Path.Combine(Root, "tests", "reference", file);
}
