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

    public static readonly DiagnosticDescriptor ArrayMember = new(
        Ids.ArrayMember,
        "A parameter holds an array among its members",
        "'{0}' holds the array '{1}', and the gradient of a struct or tuple holds numbers; pass the array as a parameter of its own",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.ArrayMember + PageEnding);

    public static readonly DiagnosticDescriptor Unmakable = new(
        Ids.Unmakable,
        "A parameter's type cannot be taken apart and put together",
        "'{0}' has members that generated code cannot read, or cannot set; give it members that can be set, or an accessible "
        + "constructor that puts each of its parameters into one member",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.Unmakable + PageEnding);

    /// <summary>C# that is not part of the differentiable language: values that are made of others.</summary>
    private static readonly DiagnosticDescriptor[] ValueRules = [OpenSwitch, MemberTypes, ArrayMember, Unmakable];
}
