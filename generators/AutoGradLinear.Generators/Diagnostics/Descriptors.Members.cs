using Microsoft.CodeAnalysis;

namespace AutoGradLinear.Generators.Diagnostics;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor Mutation = new(
        Ids.Mutation,
        "State cannot be changed",
        "'{0}' is not a local or a parameter; a differentiated function changes nothing else: return the value instead{1}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.Mutation + PageEnding);

    public static readonly DiagnosticDescriptor StaticState = new(
        Ids.StaticState,
        "Static variables cannot be read",
        "'{0}' is static and can change; make it readonly or const, or pass it as a parameter{1}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.StaticState + PageEnding);

    public static readonly DiagnosticDescriptor Strings = new(
        Ids.Strings,
        "Text is not part of the differentiable language",
        "'{0}' is text; a differentiated function computes with numbers{1}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.Strings + PageEnding);

    public static readonly DiagnosticDescriptor Linq = new(
        Ids.Linq,
        "LINQ is not part of the differentiable language",
        "'{0}' is LINQ; write a loop, or a reduction of TensorPrimitives{1}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.Linq + PageEnding);

    public static readonly DiagnosticDescriptor Properties = new(
        Ids.Properties,
        "The property cannot be followed",
        "'{0}' is a property whose code the compiler cannot see; use a field, an automatic property, or one whose getter "
        + "is in this compilation{1}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.Properties + PageEnding);

    public static readonly DiagnosticDescriptor Inaccessible = new(
        Ids.Inaccessible,
        "A followed function uses what the annotated type cannot",
        "'{0}' is not accessible from '{1}', where the followed code is going to stand; make it accessible, or pass it as a parameter{2}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.Inaccessible + PageEnding);

    public static readonly DiagnosticDescriptor OtherInstances = new(
        Ids.OtherInstances,
        "Members of other objects cannot be used",
        "'{0}' is a member of an object other than 'this'; pass its value as a parameter{1}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.OtherInstances + PageEnding);

    public static readonly DiagnosticDescriptor VoidCalls = new(
        Ids.VoidCalls,
        "The effect of the call is not known",
        "'{0}' returns nothing and its source is not in this compilation, so its effect is not known; call it outside{1}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.VoidCalls + PageEnding);

    public static readonly DiagnosticDescriptor GeneratedMembers = new(
        Ids.GeneratedMembers,
        "A generated member is called",
        "'{0}' is generated; call the original function: it is differentiated with its caller{1}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.GeneratedMembers + PageEnding);

    public static readonly DiagnosticDescriptor ArrayVariables = new(
        Ids.ArrayVariables,
        "Memory of code that is not followed cannot be used",
        "'{0}' hands out an array or a span and its source is not in this compilation; pass the row as a parameter{1}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.ArrayVariables + PageEnding);

    public static readonly DiagnosticDescriptor Nullables = new(
        Ids.Nullables,
        "Nullable values are not supported",
        "'{0}' may be null, which is not supported; use plain numbers, and NaN or a bool where something may be missing{1}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.Nullables + PageEnding);

    public static readonly DiagnosticDescriptor Collections = new(
        Ids.Collections,
        "Only spans and arrays can be looped over",
        "'{0}' is a '{1}'; foreach is supported over spans and one-dimensional arrays{2}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.Collections + PageEnding);

    public static readonly DiagnosticDescriptor Operators = new(
        Ids.Operators,
        "The operator or conversion is not supported",
        "'{0}' uses an operator or a conversion that the differentiable language does not have; there are those of "
        + "numbers and booleans, and those that structs and records of this project declare{1}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.Operators + PageEnding);

    public static readonly DiagnosticDescriptor ParamsArrays = new(
        Ids.ParamsArrays,
        "An argument list of any length is a span or an array",
        "'{0}' takes a list of arguments of any length in a collection that is no span and no array; make the parameter a span{1}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.ParamsArrays + PageEnding);

    public static readonly DiagnosticDescriptor Dynamic = new(
        Ids.Dynamic,
        "dynamic cannot be differentiated",
        "'{0}' is dynamic; its type is known only at run time: use a type{1}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.Dynamic + PageEnding);

    public static readonly DiagnosticDescriptor MultiDimensional = new(
        Ids.MultiDimensional,
        "The array has too many dimensions, or is used in an unusual way",
        "'{0}' uses an array of more dimensions than rows of rows have, or a dimension that is not constant; use one row and compute the index{1}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.MultiDimensional + PageEnding);

    public static readonly DiagnosticDescriptor IndexTypes = new(
        Ids.IndexTypes,
        "An index is an int",
        "'{0}' is a '{1}'; an index is an 'int': convert it{2}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.IndexTypes + PageEnding);

    /// <summary>C# that is not part of the differentiable language: members, types, operators.</summary>
    private static readonly DiagnosticDescriptor[] MemberRules =
    [
        Mutation, StaticState, Strings, Linq, Properties, Inaccessible, OtherInstances, VoidCalls, GeneratedMembers,
        ArrayVariables, Nullables, Collections, Operators, ParamsArrays, Dynamic, MultiDimensional, IndexTypes,
    ];
}
