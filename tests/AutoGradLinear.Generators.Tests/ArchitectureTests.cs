using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>The compiler's rooms depend in one direction, and only the frontend knows Roslyn.</summary>
public partial class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> MayUse = new(StringComparer.Ordinal)
    {
        ["IR"] = [],
        ["Symbolic"] = ["IR"],
        ["Differentiation"] = ["IR", "Symbolic"],
        ["Optimization"] = ["IR", "Symbolic"],
        ["Emission"] = ["IR"],
        ["Diagnostics"] = ["IR"],
        ["Frontend"] = ["IR", "Diagnostics"],
        ["Analyzers"] = ["IR", "Diagnostics", "Frontend"],
    };

    private static readonly string[] KnowRoslyn = ["Frontend", "Diagnostics", "Analyzers"];

    [Fact]
    public void EveryRoomIsInTheTable()
        => Assert.Equal(MayUse.Keys.Order(StringComparer.Ordinal), Files().Select(file => file.Room).Where(room => room.Length > 0).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void RoomsUseOnlyWhatTheTableAllows()
        => Assert.Empty(
            from file in Files()
            where file.Room.Length > 0
            from Match match in RoomUse().Matches(file.Text)
            let other = match.Groups["room"].Value
            where other != file.Room && MayUse.ContainsKey(other) && !MayUse[file.Room].Contains(other)
            select $"{file.Path} uses {other}");

    [Fact]
    public void OnlyTheFrontendKnowsRoslyn()
        => Assert.Empty(
            from file in Files()
            where file.Room.Length > 0 && !KnowRoslyn.Contains(file.Room)
            where Roslyn().IsMatch(file.Room == "Emission" ? Facts().Replace(file.Text, "") : file.Text)
            select file.Path);

    [Fact]
    public void FilesOutsideTheRoomsAreWiring()
        => Assert.Equal(
            ["AutoGradGenerator.cs", "Compiler.cs", "GlobalUsings.cs", "Polyfills.cs"],
            Files().Where(file => file.Room.Length == 0).Select(file => file.Path));

    [GeneratedRegex(@"Microsoft\.CodeAnalysis")]
    private static partial Regex Roslyn();

    /// <summary>Which names are keywords is a fact of the language that is printed.</summary>
    [GeneratedRegex(@"Microsoft\.CodeAnalysis\.CSharp(;|\.Syntax(Facts|Kind)\b)")]
    private static partial Regex Facts();

    [GeneratedRegex(@"AutoGradLinear\.Generators\.(?<room>\w+)")]
    private static partial Regex RoomUse();

    private static IEnumerable<(string Room, string Path, string Text)> Files([CallerFilePath] string thisFile = "")
    {
        string source = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "generators", "AutoGradLinear.Generators"));
        foreach (string path in Directory.GetFiles(source, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string relative = Path.GetRelativePath(source, path);
            string[] parts = relative.Split(Path.DirectorySeparatorChar);
            if (parts[0] is not ("bin" or "obj"))
                yield return (parts.Length > 1 ? parts[0] : "", relative, File.ReadAllText(path));
        }
    }
}
