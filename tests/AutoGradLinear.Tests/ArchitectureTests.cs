using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit;

namespace AutoGradLinear.Tests;

/// <summary>The rooms of the runtime depend downwards only.</summary>
public partial class ArchitectureTests
{
    /// <summary>The rooms that each room may use.</summary>
    private static readonly Dictionary<string, string[]> MayUse = new(StringComparer.Ordinal)
    {
        ["Annotations"] = [],
        ["Numerics"] = [],
        ["Losses"] = ["Annotations", "Numerics"],
        ["Data"] = ["Numerics"],
        ["Evaluation"] = ["Data", "Numerics"],
        ["Objectives"] = ["Losses", "Data", "Numerics"],
        ["Solvers"] = ["Objectives", "Losses", "Data", "Numerics"],
        ["Models"] = ["Losses", "Data", "Evaluation", "Numerics", "Solvers"],
        ["Training"] = ["Annotations", "Numerics", "Losses", "Data", "Evaluation", "Objectives", "Solvers", "Models"],
    };

    /// <summary>Where a room may use only some types of another.</summary>
    private static readonly Dictionary<(string Room, string Other), string[]> OnlyTypes = new()
    {
        // A primal solver knows the objective's interface, not the objective. A dual one takes it apart: its rows, its loss, its penalty.
        [("Solvers", "Objectives")] = ["IObjective", "ExampleOrder", "ISparseObjective", "SparseSteps", "ICurvature", "HessianBlockLayout", "AbsoluteValuePart", "NonFiniteLossException", "LinearObjective", "LinearLayout", "Bias"],
        [("Solvers", "Losses")] = ["ILoss", "IPenalty", "LossTraits", "PenaltyTraits", "ISumOverScores", "IScalarLossVisitor"],
        [("Solvers", "Data")] = ["FeatureMatrix", "FeatureStorage", "DenseMatrix", "SparseFeatures", "SparseRows"],

        // A model reports how it was trained, and does not train.
        [("Models", "Solvers")] = ["Solver", "SolverStatus"],
    };

    [Fact]
    public void EveryRoomIsInTheTable() =>
        Assert.Equal(MayUse.Keys.Order(), Directory.GetDirectories(Source()).Select(Path.GetFileName).Where(IsRoom).Order()!);

    [Fact]
    public void NamespacesFollowRooms()
    {
        foreach ((string room, string path, string text) in Files())
        {
            string name = Regex.Match(text, @"^namespace (?<name>[\w.]+);", RegexOptions.Multiline).Groups["name"].Value;
            Assert.True(
                name == "AutoGradLinear" || name == $"AutoGradLinear.{room}",
                $"{path} has the namespace '{name}'; expected AutoGradLinear or AutoGradLinear.{room}.");
        }
    }

    [Fact]
    public void RoomsUseOnlyWhatTheTableAllows()
    {
        var offenders = new List<string>();
        foreach ((string room, string path, string text) in Files())
        {
            foreach (Match match in UsingLine().Matches(text))
            {
                string other = match.Groups["room"].Value;
                if (other != room && !MayUse[room].Contains(other))
                    offenders.Add($"{path}: using AutoGradLinear.{other}");
            }
        }

        Assert.Empty(offenders);
    }

    [Fact]
    public void RoomsNameOnlyTypesOfRoomsTheyMayUse()
    {
        // Types in the namespace AutoGradLinear need no using line, so their names are looked for.
        Dictionary<string, string> roomOf = [];
        foreach ((string room, _, string text) in Files())
        {
            foreach (Match match in PublicType().Matches(text))
                roomOf.TryAdd(match.Groups["name"].Value, room);
        }

        var offenders = new List<string>();
        foreach ((string room, string path, string text) in Files())
        {
            foreach (Match match in TypeUse().Matches(WithoutComments(text)))
            {
                string name = match.Groups["name"].Value;
                if (!roomOf.TryGetValue(name, out string? other) || other == room)
                    continue;
                bool allowed = MayUse[room].Contains(other)
                    && (!OnlyTypes.TryGetValue((room, other), out string[]? types) || types.Contains(name));
                if (!allowed)
                    offenders.Add($"{path}: {name} of {other}");
            }
        }

        Assert.Empty(offenders.Distinct());
    }

    [Fact]
    public void FilesAreShort()
    {
        foreach ((_, string path, string text) in Files())
            Assert.True(text.Split('\n').Length <= 300, $"{path} has more than 300 lines.");
    }

    [GeneratedRegex(@"^using (static )?AutoGradLinear\.(?<room>\w+)", RegexOptions.Multiline)]
    private static partial Regex UsingLine();

    [GeneratedRegex(@"^(public|internal) [\w ]*?\b(class|struct|interface|enum|record struct|record)\s+(?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicType();

    /// <summary>A name that is followed as a type is: by a member, a parameter's name, type arguments or an array; and is no member itself.</summary>
    [GeneratedRegex(@"(?<![\w.])(?<name>[A-Z]\w+)(?=[.<\[?(]|\s+\w)")]
    private static partial Regex TypeUse();

    private static string WithoutComments(string text) => Regex.Replace(text, @"//[^\n]*|""(\\.|[^""\\])*""", string.Empty);

    private static IEnumerable<(string Room, string Path, string Text)> Files()
    {
        string source = Source();
        foreach (string path in Directory.GetFiles(source, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string relative = Path.GetRelativePath(source, path);
            string room = relative.Split(Path.DirectorySeparatorChar)[0];
            if (IsRoom(room) && room != relative)
                yield return (room, relative, File.ReadAllText(path));
        }
    }

    private static bool IsRoom(string? name) => name is not (null or "bin" or "obj" or "Properties");

    /// <summary>Walks up from the build output, and where that lies elsewhere from this file.</summary>
    private static string Source([CallerFilePath] string thisFile = "")
    {
        foreach (string start in new[] { AppContext.BaseDirectory, Path.GetDirectoryName(thisFile) ?? string.Empty })
        {
            for (DirectoryInfo? folder = start.Length == 0 ? null : new(start); folder is not null; folder = folder.Parent)
            {
                string source = Path.Combine(folder.FullName, "src", "AutoGradLinear");
                if (Directory.Exists(source))
                    return source;
            }
        }

        throw new DirectoryNotFoundException($"There is no src/AutoGradLinear above {AppContext.BaseDirectory}.");
    }
}
