using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.Symbolic.Stability;

namespace AutoGradLinear.Generators.Symbolic.Shifts;

/// <summary>
/// Maxima and minima that the source takes out for the sake of range, as in m + ln Σ exp(x − m), are constants where derivatives are
/// taken if nothing depends on them in exact arithmetic: what flows through them would be the rounding of what cancels.
/// </summary>
internal sealed class CancellingMaxima
{
    /// <summary>So many variables are tried, so that long functions are not read again for each of theirs.</summary>
    private const int MostCandidates = 32;

    private readonly NameSupply _names;
    private readonly Lengths _lengths;
    private readonly HashSet<Variable> _candidates;

    /// <summary>Stopped values that may be any, because nothing depends on them.</summary>
    private readonly HashSet<Variable> _given = [];

    private CancellingMaxima(Function function, HashSet<Variable> candidates)
    {
        (_names, _candidates) = (new NameSupply(function), candidates);
        _lengths = new Lengths(function, function.AssignedValues());
    }

    /// <summary>The function in which such values are behind a <c>Stop</c>.</summary>
    public static Function Run(Function function)
    {
        HashSet<Variable> candidates = [.. Maxima.All(function).Take(MostCandidates)];
        if (candidates.Count == 0)
            return function;
        var pass = new CancellingMaxima(function, candidates);
        pass.FindGiven(function.Body, []);
        return function with { Body = pass.Visit(function.Body, []) };
    }

    /// <summary>
    /// What is stopped already, the last first: the shift of a scaled sum depends on a maximum that the source has taken out, and cancels
    /// itself.
    /// </summary>
    private EquatableArray<Statement> FindGiven(EquatableArray<Statement> block, IReadOnlyList<Expression> leaving)
    {
        for (int i = block.Count - 1; i >= 0; i--)
        {
            Nested(block[i], FindGiven);
            if (block[i] is Assign { Value: Apply { Function: "Stop", Type: RealType } } stopped
                && _given.Count < MostCandidates
                && Cancels(block.Skip(i + 1).ToEquatableArray(), leaving, stopped.Target, block))
                _given.Add(stopped.Target);
        }

        return block;
    }

    /// <param name="leaving">The values that leave the block.</param>
    private EquatableArray<Statement> Visit(EquatableArray<Statement> block, IReadOnlyList<Expression> leaving)
    {
        List<Statement> statements = [.. block.Select(statement => Nested(statement, Visit))];
        for (int i = 0; i < statements.Count; i++)
        {
            foreach (Variable m in statements[i].Definitions().Where(_candidates.Contains).ToList())
            {
                EquatableArray<Statement> behind = statements.Skip(i + 1).ToEquatableArray();
                EquatableArray<Statement> stopped = Stopped(behind, leaving, m, block);
                if (stopped.Equals(behind))
                    continue;
                statements.RemoveRange(i + 1, behind.Count);
                statements.AddRange(stopped);
            }
        }

        return statements.ToEquatableArray();
    }

    /// <summary>The statements with the value stopped in all of them, or in those nested blocks out of which it does not get.</summary>
    /// <param name="whole">The block whose last statements they are.</param>
    private EquatableArray<Statement> Stopped(
        EquatableArray<Statement> statements, IReadOnlyList<Expression> leaving, Variable m, EquatableArray<Statement> whole)
    {
        if (!statements.AllExpressions().Any(expression => expression.Uses().Contains(m)))
            return statements;
        if (!Cancels(statements, leaving, m, whole))
        {
            return statements
                .Select(statement => Nested(statement, (inner, values) => Stopped(inner, values, m, inner)))
                .ToEquatableArray();
        }

        Variable constant = _names.Fresh(m.Name, m.Type);
        var substitution = new Substitution(new Dictionary<Variable, Expression> { [m] = new Use(constant) });
        return [new Assign(constant, new Apply("Stop", [new Use(m)], m.Type)), .. substitution.Rewrite(statements)];
    }

    private bool Cancels(
        EquatableArray<Statement> statements, IReadOnlyList<Expression> leaving, Variable m, EquatableArray<Statement> whole)
    {
        HashSet<Expression> own = [.. whole.AllStatements().OfType<Allocate>().Select(allocate => new Use(allocate.Array))];
        return ShiftProof.Of(new ShiftProblem(statements, leaving, own, _given, _lengths), m);
    }

    private static Statement Nested(
        Statement statement, Func<EquatableArray<Statement>, IReadOnlyList<Expression>, EquatableArray<Statement>> map) => statement switch
    {
        If @if => @if with
        {
            Then = map(@if.Then, [.. @if.Merges.Select(merge => merge.Then)]),
            Else = map(@if.Else, [.. @if.Merges.Select(merge => merge.Else)]),
        },
        For loop => loop with { Body = map(loop.Body, [.. loop.Carries.Select(carry => carry.Next)]) },
        While loop => loop with { Body = map(loop.Body, [.. loop.Carries.Select(carry => carry.Next)]) },
        _ => statement,
    };
}
