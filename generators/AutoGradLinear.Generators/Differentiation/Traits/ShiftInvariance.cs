using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.Symbolic.Shifts;

namespace AutoGradLinear.Generators.Differentiation.Traits;

/// <summary>
/// Proves that a function is the same for every value of one of its variables, as that of ln Σ exp(s − m) + m does not depend on m: the maximum that is taken out of a softmax, whatever
/// it is and however it is computed.
/// </summary>
internal sealed class ShiftInvariance : Interpretation<Shift>
{
    /// <summary>So many variables are tried, so that long functions are not read again for each of theirs.</summary>
    private const int MostCandidates = 32;

    private readonly Variable _shift;
    private readonly HashSet<Variable> _given;

    private ShiftInvariance(Function core, Variable shift, HashSet<Variable> given)
        : base(core, [shift, .. given])
    {
        (_shift, _given) = (shift, given);
    }

    protected override Shift Unknown => Shift.Unknown;

    /// <summary>
    /// The variables, defined outside of all branches and loops, that may all be given any values at once, because the result does not depend on them.
    /// </summary>
    public static HashSet<Variable> Of(Function core)
    {
        var found = new HashSet<Variable>();
        if (!core.Body.AllExpressions().Any(expression => expression.Any(part => part is Apply { Function: "Exp" })))
            return found;
        HashSet<Variable> used = [.. core.Body.AllStatements().Where(statement => statement is Assign).SelectMany(statement => statement.OwnExpressions()).SelectMany(expression => expression.Uses())];
        foreach (Variable candidate in core.Body.SelectMany(statement => statement.Definitions()).Where(variable => variable.Type.IsReal && used.Contains(variable)).Take(MostCandidates))
        {
            if (new ShiftInvariance(core, candidate, found).OfResult() is { IsFree: true })
                found.Add(candidate);
        }

        return found;
    }

    protected override bool Depends(Shift value) => !value.IsFree;

    protected override Shift Constant(Expression atom) => atom is RealLiteral { Value: 0 } ? Shift.Zero : Shift.Free;

    protected override Shift Score(Expression? index) => Shift.Free;

    protected override Shift Join(Shift left, Shift right) => left.Join(right);

    protected override Shift Chosen(Shift value) => Shift.Unknown;

    protected override Shift Elsewhere(Shift value) => value;

    protected override Shift OfFunction(string function, IReadOnlyList<Shift> operands, bool isSquare, double? exponent) => function == "Stop" ? operands[0] : Shift.Of(function, operands);

    protected override Shift OfRows(string function, IReadOnlyList<Shift> rows, bool isSquare, bool isAllWeights)
        => rows.All(row => row.IsFree) ? Shift.Free
            : function is "SpanSum" or "SpanMax" or "SpanMin" && (rows[0].Kind == ShiftKind.Multiplied || (rows[0].Kind == ShiftKind.Added && function != "SpanSum")) ? rows[0]
            : Shift.Unknown;

    protected override Shift Define(Variable variable, Shift value)
        => variable == _shift ? Shift.OfItself : _given.Contains(variable) ? Shift.Free : value;
}
