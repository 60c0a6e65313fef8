using Xunit;

namespace AutoGradLinear.Tests;

/// <summary>Real data sets that do not come with the repository.</summary>
public static class SharedData
{
    /// <summary>
    /// Looks in the folder that the environment variable AUTOGRADLINEAR_DATA names, then in <c>shared/data</c> and <c>data</c> beside any
    /// parent of the test's own folder.
    /// </summary>
    /// <returns>The path of the file, or null.</returns>
    public static string? Find(string name)
    {
        var folders = new List<string>();
        if (Environment.GetEnvironmentVariable("AUTOGRADLINEAR_DATA") is { Length: > 0 } given)
            folders.Add(given);
        for (DirectoryInfo? parent = new(AppContext.BaseDirectory); parent is not null; parent = parent.Parent)
        {
            folders.Add(Path.Combine(parent.FullName, "shared", "data"));
            folders.Add(Path.Combine(parent.FullName, "data"));
        }

        return folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }
}

/// <summary>A test that needs files of <see cref="SharedData"/>, and is skipped without them.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DataFactAttribute : FactAttribute
{
    public DataFactAttribute(params string[] names)
    {
        if (names.FirstOrDefault(name => SharedData.Find(name) is null) is string missing)
            Skip = $"'{missing}' is not there. Set AUTOGRADLINEAR_DATA to the folder that holds it.";
    }
}
