using Microsoft.CodeAnalysis;

namespace AutoGradLinear.Generators.Diagnostics;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor StableForm = new(
        Ids.StableForm,
        "A stabler form is used",
        "'{0}' is computed as '{1}', which neither overflows nor loses its digits; the value is that of the generated members, "
        + "not of the method as written; set Rewriting = false in the attribute to keep the formula",
        Numerics,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.StableForm + PageEnding);

    /// <summary>Advice on numerics.</summary>
    private static readonly DiagnosticDescriptor[] NumericRules = [StableForm];
}
