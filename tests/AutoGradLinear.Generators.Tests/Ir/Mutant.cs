using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Tests;

/// <summary>A mistake that a differentiating compiler could make, at one place of what it makes.</summary>
/// <param name="Name">What is done wrong.</param>
/// <param name="Mutate">The wrong statements that take the place of a statement, or null where the mistake does not apply.</param>
internal sealed record Mutant(string Name, Func<Statement, Statement[]?> Mutate)
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        // An element that is overwritten keeps its adjoint.
        new("an adjoint is not zeroed", statement => statement is Store { Value: RealLiteral { Value: 0 } } ? [] : null),

        // A sink, or a shadow, starts with what its memory held.
        new("a shadow is not cleared", statement => statement is Fill { Value: RealLiteral { Value: 0 }, Array: Use } fill ? [new Fill(fill.Array, new RealLiteral(0.25, fill.Value.Type))] : null),

        // A value that the backward sweep needs is not kept.
        new("a stored value is lost", statement => statement is Restore { Target.Type: RealType } restore ? [restore with { Target = Lost(restore.Target) }, new Assign(restore.Target, new RealLiteral(0, restore.Target.Type))] : null),
        new("a stored integer is lost", statement => statement is Restore { Target.Type: IntegerType } restore ? [restore with { Target = Lost(restore.Target) }, new Assign(restore.Target, new IntegerLiteral(0, restore.Target.Type))] : null),
        new("a stored condition is lost", statement => statement is Restore { Target.Type: BooleanType } restore ? [restore with { Target = Lost(restore.Target) }, new Assign(restore.Target, new BooleanLiteral(false))] : null),

        // A contribution is forgotten, or counted twice.
        new("an adjoint is not added", statement => statement is Accumulate ? [] : null),
        new("an adjoint is added twice", statement => statement is Accumulate ? [statement, statement] : null),
        new("an adjoint has the wrong sign", statement => statement is Accumulate accumulate && accumulate.Value is Use ? [new Assign(Lost(((Use)accumulate.Value).Variable), new Unary(UnaryOperator.Negate, accumulate.Value)), accumulate with { Value = new Use(Lost(((Use)accumulate.Value).Variable)) }] : null),

        // The backward loop takes the iterations in the order of the forward loop, leaves one out, or goes round without what it carries.
        new("a backward loop runs forwards", statement => statement is For { Step: -1, Mirrors: not null } loop ? [loop with { From = Plus(loop.To, 1), To = Plus(loop.From, 1), Step = 1 }] : null),
        new("a backward loop leaves out the first iteration", statement => statement is For { Step: -1 } loop ? [loop with { To = Plus(loop.To, 1) }] : null),
        new("a carried adjoint is dropped", statement => statement is For { Step: -1 } loop && loop.Carries.Any(carry => carry.Inner.Type.IsReal)
            ? [loop with { Carries = loop.Carries.Select(carry => carry.Inner.Type.IsReal ? carry with { Next = new RealLiteral(0, carry.Inner.Type) } : carry).ToEquatableArray() }]
            : null),

        // The backward sweep takes the other branch.
        new("a branch is mistaken", statement => statement is If { Merges.IsEmpty: false } @if && @if.Then.Concat(@if.Else).Any(inner => inner is Restore or Accumulate)
            ? [@if with { Condition = new Unary(UnaryOperator.Not, @if.Condition) }]
            : null),
    ];

    /// <summary>The function with the mistake at each place where it can be made, one at a time.</summary>
    public IEnumerable<Function> In(Function function)
    {
        for (int place = 0; ; place++)
        {
            var rewriter = new OnePlace(this, place);
            Function mutated = function with { Body = rewriter.Rewrite(function.Body) };
            if (!rewriter.IsDone)
                yield break;
            yield return mutated;
        }
    }

    public override string ToString() => Name;

    private static Variable Lost(Variable variable) => variable with { Name = variable.Name + "Lost" };

    private static Expression Plus(Expression value, int by) => new Binary(BinaryOperator.Add, value, new IntegerLiteral(by, value.Type));

    private sealed class OnePlace(Mutant mutant, int place) : Rewriter
    {
        private int _seen;

        public bool IsDone { get; private set; }

        protected override void Rewrite(Statement statement, List<Statement> output)
        {
            if (!IsDone && mutant.Mutate(statement) is { } wrong && _seen++ == place)
            {
                IsDone = true;
                output.AddRange(wrong);
                return;
            }

            base.Rewrite(statement, output);
        }
    }
}
