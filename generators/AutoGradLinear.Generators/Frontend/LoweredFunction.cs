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

/// <summary>An array expression to whose elements the source writes.</summary>
internal sealed record MemoryWrite(Expression Array, Place Place, string Text);

/// <summary>Memory that the source makes, and the variable that holds it.</summary>
internal sealed record ScratchSite(Variable Memory, Place Place, string Text);

/// <summary>Where a call stands.</summary>
internal sealed record MemoryCall(Call Call, Place Place);

/// <summary>A call of an external function, as far as second derivatives are concerned.</summary>
/// <param name="Rule">The rule of the function, which is to be differentiated itself; null where there is none.</param>
/// <param name="Name">The function's name.</param>
/// <param name="Missing">Why there are no second derivatives if the rule cannot be followed, and what to do.</param>
internal sealed record ExternalSite(FunctionSource? Rule, Place Place, string Name, string Missing, string Advice);

/// <summary>A parameter of a call that gets by reference what the call can reach in another way too.</summary>
internal sealed record SharedReference(string Callee, Place Place, string Parameter);

/// <summary>What a function and its local functions do with memory.</summary>
internal sealed record MemoryUse(
    IReadOnlyList<MemoryWrite> Writes, IReadOnlyList<ScratchSite> Scratch, IReadOnlyList<MemoryCall> Calls, IReadOnlyList<SharedReference> Shared);

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
    MemoryUse Memory,
    IReadOnlyList<ExternalSite> Externals,
    bool IsBroken);
