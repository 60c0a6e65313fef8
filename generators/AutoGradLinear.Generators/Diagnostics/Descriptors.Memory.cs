using Microsoft.CodeAnalysis;

namespace AutoGradLinear.Generators.Diagnostics;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor ScratchLifetime = new(
        Ids.ScratchLifetime,
        "Scratch memory is used outside of the block that makes it",
        "'{0}' makes memory in a loop, in a branch or behind an early return, and a variable names it outside of there; make it before, and fill it here{1}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.ScratchLifetime + PageEnding);

    public static readonly DiagnosticDescriptor SharedReferences = new(
        Ids.SharedReferences,
        "A call gets one place in two ways",
        "'{0}' is passed by reference to a call that can reach the same place in another way; pass a copy in a local of its own{1}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.SharedReferences + PageEnding);

    public static readonly DiagnosticDescriptor ConstantsWritten = new(
        Ids.ConstantsWritten,
        "A helper writes to a row that carries no derivative",
        "'{0}' writes to a parameter with [NoGradient]; take the attribute off, or write to memory of the helper's own{1}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.ConstantsWritten + PageEnding);

    public static readonly DiagnosticDescriptor Overflowing = new(
        Ids.Overflowing,
        "The function overflows where its value does not",
        "'{0}' computes exponentials of what it is given, which overflow; subtract the maximum first, then use Exp, Sum and Divide{1}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.Overflowing + PageEnding);

    public static readonly DiagnosticDescriptor DimensionsWritten = new(
        Ids.DimensionsWritten,
        "Arrays of several dimensions and arrays of rows are not written to",
        "'{0}' writes to an array of several dimensions or to a row of an array of rows, which can only be read; write to a row of your own{1}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.DimensionsWritten + PageEnding);

    /// <summary>C# that is not part of the differentiable language: memory and references.</summary>
    private static readonly DiagnosticDescriptor[] MemoryRules = [ScratchLifetime, SharedReferences, ConstantsWritten, Overflowing, DimensionsWritten];
}
