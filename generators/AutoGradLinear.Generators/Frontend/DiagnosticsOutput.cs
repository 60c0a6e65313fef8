using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>What is to be reported about one declaration.</summary>
internal sealed record Reported(string Key, EquatableArray<Finding> Findings);

/// <summary>Where the functions of one declaration stand.</summary>
internal sealed record Origins(string Key, EquatableArray<Origin> Functions);

/// <summary>Turns findings into diagnostics, at places of the compilation's own trees, so that <c>#pragma</c> and severities work.</summary>
internal static class DiagnosticsOutput
{
    public static void Report(
        IReadOnlyList<Reported> reported, IReadOnlyList<Origins> origins, Compilation compilation, Action<Diagnostic> output)
    {
        if (reported.Count == 0)
            return;
        ILookup<string, Origin> byKey = origins
            .SelectMany(item => item.Functions.Select(function => (item.Key, Function: function)))
            .ToLookup(item => item.Key, item => item.Function);
        ILookup<string, SyntaxTree> trees = compilation.SyntaxTrees.ToLookup(tree => tree.FilePath);

        // What is wrong in a followed function is wrong for everyone who calls it; saying it once at one place is enough.
        var said = new HashSet<(string, Location)>();
        foreach (Reported item in reported)
        {
            foreach (Finding finding in item.Findings)
            {
                Location location = Locate(finding, byKey[item.Key], trees);
                if (said.Add((finding.Id, location)))
                    output(Create(finding, location));
            }
        }
    }

    /// <summary>What an analyzer says precisely is said here as well, in brief: without analyzers nobody else would.</summary>
    private static Diagnostic Create(Finding finding, Location location)
    {
        DiagnosticDescriptor descriptor = Descriptors.Find(finding.Id);
        return Repairable.Contains(finding.Id)
            ? Diagnostic.Create(Descriptors.NothingGenerated, location, finding.Arguments[0], finding.Id, descriptor.Title)
            : Diagnostic.Create(descriptor, location, [.. finding.Arguments]);
    }

    private static Location Locate(Finding finding, IEnumerable<Origin> origins, ILookup<string, SyntaxTree> trees)
    {
        foreach (Origin origin in origins.Where(origin => origin.Function == finding.Function))
        {
            var span = new TextSpan(origin.Start + finding.Place.Start, finding.Place.Length);
            foreach (SyntaxTree tree in trees[origin.FilePath])
            {
                if (span.End <= tree.Length)
                    return Location.Create(tree, span);
            }
        }

        return Location.None;
    }
}
