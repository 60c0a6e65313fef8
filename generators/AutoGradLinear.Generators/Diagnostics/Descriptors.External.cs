using Microsoft.CodeAnalysis;

namespace AutoGradLinear.Generators.Diagnostics;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor RuleTarget = new(
        Ids.RuleTarget,
        "The function of a rule does not exist",
        "'{0}' is the derivative of '{1}', which is no static method of a type without type parameters; name one with typeof and nameof",
        Derivatives,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.RuleTarget + PageEnding);

    public static readonly DiagnosticDescriptor RuleSignature = new(
        Ids.RuleSignature,
        "A rule has the wrong signature",
        "'{0}' is no derivative of '{1}'; it should be '{2}', optionally with the value of the function as a parameter 'result' "
        + "behind the function's own parameters",
        Derivatives,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.RuleSignature + PageEnding);

    public static readonly DiagnosticDescriptor DuplicateRules = new(
        Ids.DuplicateRules,
        "A function has two rules",
        "'{0}' is the derivative of '{1}', and so is '{2}'; remove one of them",
        Derivatives,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.DuplicateRules + PageEnding);

    public static readonly DiagnosticDescriptor RuleParameters = new(
        Ids.RuleParameters,
        "The function cannot have a rule",
        "'{0}' is the derivative of '{1}', which {2}; rules are for functions that return a real number and take numbers and ReadOnlySpans of numbers, "
        + "the real ones of the type of the result or with [NoGradient]",
        Derivatives,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.RuleParameters + PageEnding);

    public static readonly DiagnosticDescriptor NoPullback = new(
        Ids.NoPullback,
        "A differentiable function of another assembly has no pullback",
        "'{0}' is differentiable in '{1}', but has no 'Pullback' there that can be called; build that assembly with the generator, "
        + "make the method and its types public or ask for Derivatives.Pullback, or write a rule with [DerivativeOf]{2}",
        Derivatives,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.NoPullback + PageEnding);

    public static readonly DiagnosticDescriptor ForeignParameters = new(
        Ids.ForeignParameters,
        "The parameters of a function of another assembly are not supported",
        "'{0}' {1}, which cannot be differentiated from another assembly; give that assembly a function that returns a real number "
        + "and takes numbers and ReadOnlySpans of numbers, the real ones of the type of the result or with [NoGradient]{2}",
        Derivatives,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.ForeignParameters + PageEnding);

    public static readonly DiagnosticDescriptor NoSecondDerivative = new(
        Ids.NoSecondDerivative,
        "No second derivative is known",
        "'{0}' has no second derivatives here: {1}; {2}{3}",
        Derivatives,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.NoSecondDerivative + PageEnding);

    /// <summary>Rules of one's own, and functions of other assemblies.</summary>
    private static readonly DiagnosticDescriptor[] ExternalRules =
    [
        RuleTarget, RuleSignature, DuplicateRules, RuleParameters, NoPullback, ForeignParameters, NoSecondDerivative,
    ];
}
