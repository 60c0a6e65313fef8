using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators;

/// <summary>A generated member: a function in surface form, ready to be printed, and what its documentation says.</summary>
internal sealed record GeneratedMember(Function Function);

/// <summary>What is generated for one target.</summary>
internal sealed record Unit(Target Target, EquatableArray<GeneratedMember> Members, EquatableArray<Finding> Findings);

/// <summary>The rooms behind <c>Link</c>, in their order: a pure function of value-equal data that cannot fail on what <c>Link</c> accepts.</summary>
internal static class Compiler
{
    public static Unit Differentiate(Target target, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new Unit(target, [], []);
    }
}
