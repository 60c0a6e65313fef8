using AutoGradLinear.RandomPrograms.Generation.Productions;
using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Generation;

/// <summary>Makes nodes by choosing among the productions; these call back for their holes.</summary>
internal sealed class Maker(Dice dice, FeatureWeights weights)
{
    private static readonly Production<Expression>[] Reals =
    [
        .. Arithmetic.Reals, .. Elements.Reals, .. Branches.Reals, .. Switches.Reals, .. Functions.Reals, .. Reductions.Reals,
        .. Grids.Reals, .. Tables.Reals, .. Tuples.Reals, .. Structs.Reals, .. Helpers.Reals, .. Generics.Reals, .. LocalFunctions.Reals,
        .. Recursion.Reals, .. SideEffects.Reals, .. Productions.Singles.Reals,
    ];

    private static readonly Production<Expression>[] Singles = Productions.Singles.Values;

    private static readonly Production<Expression>[] Wholes =
        [.. Integers.Wholes, .. Elements.Wholes, .. WholeArrays.Wholes, .. Switches.Wholes, .. SideEffects.Wholes];

    private static readonly Production<Expression>[] Truths =
        [.. Conditions.Truths, .. Switches.Truths, .. Enums.Truths, .. SideEffects.Truths, .. Productions.Singles.Truths];

    private static readonly Production<Expression>[] Pairs = [.. Structs.Pairs, .. Helpers.Pairs];
    private static readonly Production<Expression>[] Couples = [.. Tuples.Couples, .. Helpers.Couples];

    private static readonly Production<Statement>[] Statements =
    [
        .. Assignments.Statements, .. Branches.Statements, .. Switches.Statements, .. Loops.Statements, .. Jumps.Statements,
        .. Arrays.Statements, .. Slices.Statements, .. Grids.Statements, .. Tables.Statements, .. WholeArrays.Statements,
        .. Tuples.Statements, .. Structs.Statements, .. Enums.Statements, .. Helpers.Statements, .. LocalFunctions.Statements,
        .. Recursion.Statements, .. Productions.Singles.Statements,
    ];

    public Dice Dice => dice;

    /// <summary>What stands beside the function: helpers, types, constants.</summary>
    public Members Members { get; } = new();

    public int Weight(Feature feature) => weights[feature];

    /// <summary>A name of one of the types, or null where there is none.</summary>
    public Variable? Any(Scope scope, params Kind[] kinds) => Dice.PickLate(scope.Of(kinds));

    /// <summary>A name of one of the types that may be assigned to; of rows, one whose elements may.</summary>
    public Variable? Target(Scope scope, params Kind[] kinds) => Dice.PickLate(scope.Writable(kinds));

    public Expression Real(Scope scope, int depth) => Choose(Reals, scope, depth) ?? Code.Literal(0.5);

    public Expression Whole(Scope scope, int depth) => Choose(Wholes, scope, depth) ?? Code.Literal(1);

    public Expression Truth(Scope scope, int depth) => Choose(Truths, scope, depth) ?? Code.Truth($"true");

    public Expression Single(Scope scope, int depth) => Choose(Singles, scope, depth) ?? Code.Single($"0.5f");

    /// <summary>A value of the record struct, which must have been declared.</summary>
    public Expression Pair(Scope scope, int depth) => Choose(Pairs, scope, depth)!;

    public Expression Couple(Scope scope, int depth) => Choose(Couples, scope, depth)!;

    /// <summary>A real that lies between −1 and 1 or so, so that loops do not make it explode.</summary>
    public Expression Bounded(Scope scope, int depth) => Arithmetic.Squash(this, scope, Real(scope, depth));

    /// <summary>What is assigned: bounded in loops, and otherwise now and then.</summary>
    public Expression Value(Scope scope, int depth) => scope.Loops > 0 || Dice.Chance(50) ? Bounded(scope, depth) : Real(scope, depth);

    /// <summary>A block with statements and names of its own.</summary>
    public Block Block(Scope scope, int depth, int atMost = 3)
        => Language.Block.Of(Sequence(scope.Inner(), depth, Dice.Between(1, atMost)));

    public IEnumerable<Statement> Sequence(Scope scope, int depth, int count)
    {
        var statements = new List<Statement>();
        int declared = scope.Count;
        for (int i = 0; i < count && scope.Frame.Budget > 0; i++)
        {
            scope.Frame.Budget--;
            declared = scope.Count;
            if (Choose(Statements, scope, depth) is { } statement)
                statements.Add(statement);
        }

        // What is declared last would not be used, and a block without statements tells nothing.
        if ((scope.Count > declared || statements.Count == 0) && count > 0 && Choose(Assignments.Statements, scope, depth) is { } last)
            statements.Add(last);
        return statements;
    }

    private TNode? Choose<TNode>(Production<TNode>[] productions, Scope scope, int depth) where TNode : Node
    {
        Span<int> chances = stackalloc int[productions.Length];
        int total = 0;
        for (int i = 0; i < chances.Length; i++)
            total += chances[i] = productions[i].Weight * weights[productions[i].Feature];
        while (total > 0)
        {
            int choice = 0;
            for (int rest = dice.Next(total); rest >= chances[choice]; choice++)
                rest -= chances[choice];
            if (productions[choice].Make(this, scope, depth) is { } node)
                return node;
            total -= chances[choice];
            chances[choice] = 0;
        }

        return null;
    }
}
