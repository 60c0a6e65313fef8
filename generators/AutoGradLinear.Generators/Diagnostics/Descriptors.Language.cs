using Microsoft.CodeAnalysis;

namespace AutoGradLinear.Generators.Diagnostics;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor Unsupported = new(
        Ids.Unsupported,
        "Not part of the differentiable language",
        "'{0}' is not part of the differentiable language; write it with locals, arithmetic, conditions, loops, elements "
        + "of spans and calls of functions{1}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.Unsupported + PageEnding);

    public static readonly DiagnosticDescriptor UnsupportedTypes = new(
        Ids.UnsupportedTypes,
        "The type is not part of the differentiable language",
        "'{0}' is not a type of the differentiable language; there are 'float', 'double', 'T : "
        + "IFloatingPointIeee754<T>', integers, 'bool', enums, spans and arrays of those, and tuples, structs and "
        + "records that this project declares{1}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.UnsupportedTypes + PageEnding);

    public static readonly DiagnosticDescriptor ElementWrites = new(
        Ids.ElementWrites,
        "Only elements of spans and arrays can be written to",
        "'{0}' is written to, but is no element of a span or an array of numbers; keep the values in one{1}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.ElementWrites + PageEnding);

    public static readonly DiagnosticDescriptor ScratchArrays = new(
        Ids.ScratchArrays,
        "Scratch arrays have one dimension",
        "'{0}' makes an array of several dimensions, of rows, or of what is no number; make one row, and compute the index{1}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.ScratchArrays + PageEnding);

    public static readonly DiagnosticDescriptor Slices = new(
        Ids.Slices,
        "The method of spans and arrays is not supported",
        "'{0}' is a method of spans or arrays that the compiler does not know; write a loop, or use Slice, CopyTo, ToArray, Fill or Clear{1}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.Slices + PageEnding);

    public static readonly DiagnosticDescriptor Switches = new(
        Ids.Switches,
        "The pattern is not supported",
        "'{0}' is no pattern of the differentiable language; there are constants, comparisons, 'and', 'or', 'not', names, and "
        + "patterns of the members of tuples, structs and records{1}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.Switches + PageEnding);

    public static readonly DiagnosticDescriptor Recursion = new(
        Ids.Recursion,
        "A function that calls itself cannot hand out memory, nor capture variables",
        "'{0}' calls itself, and captures variables, hands out an array or a span, or never comes to an end of its type arguments; "
        + "pass what it captures as arguments, and let it fill memory that it gets{1}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.Recursion + PageEnding);

    public static readonly DiagnosticDescriptor Tuples = new(
        Ids.Tuples,
        "A Deconstruct method cannot be followed",
        "'{0}' takes a value apart with a Deconstruct method, which is not followed; read the members of the value{1}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.Tuples + PageEnding);

    public static readonly DiagnosticDescriptor References = new(
        Ids.References,
        "The reference is not supported",
        "'{0}' returns a reference, gives a reference another place, or refers to what is no local, parameter or element; use those, or values{1}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.References + PageEnding);

    public static readonly DiagnosticDescriptor Delegates = new(
        Ids.Delegates,
        "Delegates and lambdas cannot be differentiated",
        "'{0}' is a delegate or a lambda, whose code the compiler cannot know; call a method by its name{1}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.Delegates + PageEnding);

    public static readonly DiagnosticDescriptor LocalFunctions = new(
        Ids.LocalFunctions,
        "The local function is not supported",
        "'{0}' is a local function that is generic or async, or has references; make it a static method{1}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.LocalFunctions + PageEnding);

    public static readonly DiagnosticDescriptor Exceptions = new(
        Ids.Exceptions,
        "Exceptions cannot be differentiated",
        "'{0}' has to do with exceptions, which are not part of the differentiable language; check arguments before the "
        + "call, and return a value for every input{1}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.Exceptions + PageEnding);

    public static readonly DiagnosticDescriptor AsyncAndIterators = new(
        Ids.AsyncAndIterators,
        "await and yield cannot be differentiated",
        "'{0}' waits or yields; a differentiated function computes without a pause: pass what it needs as parameters{1}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.AsyncAndIterators + PageEnding);

    public static readonly DiagnosticDescriptor Resources = new(
        Ids.Resources,
        "lock and using cannot be differentiated",
        "'{0}' manages a resource; a differentiated function only computes: do that around the call{1}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.Resources + PageEnding);

    public static readonly DiagnosticDescriptor UnsafeCode = new(
        Ids.UnsafeCode,
        "Unsafe code cannot be differentiated",
        "'{0}' uses pointers; use spans{1}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.UnsafeCode + PageEnding);

    public static readonly DiagnosticDescriptor Jumps = new(
        Ids.Jumps,
        "goto cannot be differentiated",
        "'{0}' jumps; use loops, break, continue, return, and in a switch 'goto case' to a section that does not jump back{1}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.Jumps + PageEnding);

    public static readonly DiagnosticDescriptor Objects = new(
        Ids.Objects,
        "The object cannot be taken apart",
        "'{0}' makes an object whose members the compiler cannot know; use a struct or record that this project declares{1}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.Objects + PageEnding);

    public static readonly DiagnosticDescriptor VirtualCalls = new(
        Ids.VirtualCalls,
        "Virtual members cannot be followed",
        "'{0}' is virtual, abstract or of an interface; which code runs is known only at run time: call a static method, "
        + "or seal the type{1}",
        Language,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.VirtualCalls + PageEnding);

    /// <summary>C# that is not part of the differentiable language: statements, memory, control flow.</summary>
    private static readonly DiagnosticDescriptor[] LanguageRules =
    [
        Unsupported, UnsupportedTypes, ElementWrites, ScratchArrays, Slices, Switches, Recursion, Tuples, References,
        Delegates, LocalFunctions, Exceptions, AsyncAndIterators, Resources, UnsafeCode, Jumps, Objects, VirtualCalls,
    ];
}
