using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.Symbolic.Stability;

namespace AutoGradLinear.Generators.Symbolic.Shifts;

/// <summary>Where it is asked whether a variable matters.</summary>
/// <param name="Block">The statements that may read the variable.</param>
/// <param name="Leaving">The values that leave them.</param>
/// <param name="Own">Memory that nobody reads behind them.</param>
/// <param name="Given">Variables, known not to matter themselves, that are taken for constants whatever they are computed from.</param>
/// <param name="Lengths">Of the function that they are a part of.</param>
internal sealed record ShiftProblem(
    EquatableArray<Statement> Block,
    IReadOnlyList<Expression> Leaving,
    HashSet<Expression> Own,
    HashSet<Variable> Given,
    Lengths Lengths);
