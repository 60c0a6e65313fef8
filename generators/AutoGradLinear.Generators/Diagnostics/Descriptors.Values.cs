using Microsoft.CodeAnalysis;

namespace AutoGradLinear.Generators.Diagnostics;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor OpenSwitch = new(
        Ids.OpenSwitch,
        "A switch expression needs an arm for every value",
        "'{0}' throws for the values that no arm matches, and exceptions are not part of the differentiable language; "
        + "add an arm '_ => …'{1}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.OpenSwitch + PageEnding);

    public static readonly DiagnosticDescriptor MemberTypes = new(
        Ids.MemberTypes,
        "A member has a type that is not part of the differentiable language",
        "'{0}' has the member '{1}' of type '{2}', which is not part of the differentiable language; use a struct or record "
        + "of real numbers, integers, booleans, enums, spans and arrays{3}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.MemberTypes + PageEnding);

    /// <summary>C# that is not part of the differentiable language: values that are made of others.</summary>
    private static readonly DiagnosticDescriptor[] ValueRules = [OpenSwitch, MemberTypes];
}
