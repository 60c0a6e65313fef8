using Microsoft.CodeAnalysis;

namespace AutoGradLinear.Generators.Diagnostics;

/// <summary>All diagnostics. A message names what offends first, and says last what to write instead.</summary>
internal static partial class Descriptors
{
    // Where the pages of docs/rules are to be found.
    private const string Pages = "docs/rules/";
    private const string PageEnding = ".md";

    private const string Shape = "Shape";
    private const string Language = "Language";
    private const string Derivatives = "Derivatives";
    private const string Numerics = "Numerics";
    private const string Environment = "Environment";

    // Lazy, because the fields of the other parts of this class have to be there first.
    private static readonly Lazy<Dictionary<string, DiagnosticDescriptor>> ById = new(() =>
        new[] { ShapeRules, LanguageRules, MemberRules, MemoryRules, ValueRules, DerivativeRules, ExternalRules, NumericRules, EnvironmentRules }
            .SelectMany(rules => rules)
            .ToDictionary(rule => rule.Id));

    public static IEnumerable<DiagnosticDescriptor> All => ById.Value.Values.OrderBy(rule => rule.Id, StringComparer.Ordinal);

    public static DiagnosticDescriptor Find(string id) => ById.Value[id];

    public static bool IsError(string id) => Find(id).DefaultSeverity == DiagnosticSeverity.Error;
}
