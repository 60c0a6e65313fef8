using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>How a followed function is reached from the annotated one, as the end of a message.</summary>
internal static class CallPaths
{
    /// <summary>Adds the path as the last of the message's arguments.</summary>
    public static Finding WithPath(this Finding finding, IReadOnlyList<string> path)
        => finding with { Arguments = [.. finding.Arguments, Text(path)] };

    /// <summary>Nothing for the annotated function itself; otherwise <c> (reached through F → G)</c>.</summary>
    private static string Text(IReadOnlyList<string> path)
        => path.Count < 2 ? "" : $" (reached through {string.Join(" → ", path.Select(DocumentationIds.MemberName))})";
}
