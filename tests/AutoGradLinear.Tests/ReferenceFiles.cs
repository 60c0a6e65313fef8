namespace AutoGradLinear.Tests;

/// <summary>The files in tests/reference, which other programs have written.</summary>
internal static class ReferenceFiles
{
    /// <summary>The path of a file; the repository is found upwards from where the tests run.</summary>
    public static string PathOf(string file)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AutoGradLinear.sln")))
            folder = folder.Parent;
        return Path.Combine(folder!.FullName, "tests", "reference", file);
    }
}
