using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>A call of a function whose source is followed.</summary>
internal sealed record CallSite(FunctionSource Callee, Place Place);

/// <summary>A member or type that the function's text will mention wherever it is inlined.</summary>
/// <param name="IsImplied">Whether the source does not mention it: it is a part of what the source mentions.</param>
internal sealed record Access(ISymbol Symbol, Place Place, string Text, bool IsImplied = false);

/// <summary>A local function, lowered with the function around it: the variables that it captures are that function's.</summary>
internal sealed record LocalFunction(Function Function, Place NamePlace, IReadOnlyList<CallSite> Calls);

/// <summary>One function by itself; its callees are only named. Stays inside the compilation that it was made from.</summary>
/// <param name="NamePlace">The method's name in its declaration.</param>
/// <param name="Findings">Without the path of calls that leads to the function.</param>
/// <param name="IsBroken">Whether the source does not compile, so that C#'s own errors are enough.</param>
internal sealed record LoweredFunction(
    FunctionSource Source,
    Function Function,
    Origin Origin,
    Place NamePlace,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<CallSite> Calls,
    IReadOnlyList<Access> Accesses,
    IReadOnlyList<LocalFunction> LocalFunctions,
    bool IsBroken);
