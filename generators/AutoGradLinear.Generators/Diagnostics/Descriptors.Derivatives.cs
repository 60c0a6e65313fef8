using Microsoft.CodeAnalysis;

namespace AutoGradLinear.Generators.Diagnostics;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor NoDerivative = new(
        Ids.NoDerivative,
        "No derivative is known",
        "'{0}' has no known derivative; write a rule for it with [DerivativeOf], or call a function whose source is in this compilation (it is followed) or one of "
        + "System.Math, or compute its value outside and pass it with [NoGradient]{1}",
        Derivatives,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.NoDerivative + PageEnding);

    public static readonly DiagnosticDescriptor UnknownFunction = new(
        Ids.UnknownFunction,
        "The function is not known",
        "'{0}' is a function of another assembly that the compiler does not know, and may have effects; compute its "
        + "value outside and pass it as a parameter{1}",
        Derivatives,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.UnknownFunction + PageEnding);

    public static readonly DiagnosticDescriptor Independent = new(
        Ids.Independent,
        "The result does not depend on a differentiated parameter",
        "'{0}' has a result that does not depend on any differentiated parameter: its gradient is zero everywhere; remove the attribute, "
        + "or look for a Gradient.Stop, a rounding or a [NoGradient] that cuts the flow",
        Derivatives,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.Independent + PageEnding);

    /// <summary>Functions without a derivative.</summary>
    private static readonly DiagnosticDescriptor[] DerivativeRules =
    [
        NoDerivative, UnknownFunction, Independent,
    ];

    public static readonly DiagnosticDescriptor InternalError = new(
        Ids.InternalError,
        "Internal error of the generator",
        "'{0}' could not be differentiated because of an error in the generator: {1}",
        Environment,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.InternalError + PageEnding);

    public static readonly DiagnosticDescriptor TooLarge = new(
        Ids.TooLarge,
        "The function is too large",
        "'{0}' has more than {1}; use loops and spans instead of written-out statements",
        Environment,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.TooLarge + PageEnding);

    public static readonly DiagnosticDescriptor LanguageVersion = new(
        Ids.LanguageVersion,
        "The language version is too old",
        "'{0}' is compiled as C# {1}; generated code needs C# 12 or later: raise 'LangVersion'",
        Environment,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.LanguageVersion + PageEnding);

    public static readonly DiagnosticDescriptor NothingGenerated = new(
        Ids.NothingGenerated,
        "Nothing is generated",
        "'{0}' gets no generated members because of {1} ({2}); the page of that id says what to do",
        Environment,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.NothingGenerated + PageEnding);

    /// <summary>The environment, and errors of the generator itself.</summary>
    private static readonly DiagnosticDescriptor[] EnvironmentRules =
    [
        InternalError, TooLarge, LanguageVersion, NothingGenerated,
    ];
}
