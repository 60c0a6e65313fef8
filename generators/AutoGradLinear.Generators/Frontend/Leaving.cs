using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>A <c>break</c> of a switch. The IR knows only loops that are left, so it exists while the switch is being lowered and no longer.</summary>
internal sealed record Leave : Statement;

/// <summary>
/// Takes the breaks out of a lowered switch: what a break skips becomes the other arm of an <c>if</c>. Only where both arms may go on does a boolean remember it.
/// </summary>
internal sealed class Leaving
{
    private readonly Names _names;
    private readonly List<Variable> _flags = [];

    private Leaving(Names names) => _names = names;

    public static EquatableArray<Statement> Remove(EquatableArray<Statement> block, Names names) => new Leaving(names).Sequence([.. block]);

    private EquatableArray<Statement> Sequence(List<Statement> statements)
    {
        var output = new List<Statement>();
        for (int i = 0; i < statements.Count; i++)
        {
            if (statements[i] is Leave)
            {
                output.AddRange(_flags.Select(flag => new Assign(flag, new BooleanLiteral(true))));
                break;
            }

            if (statements[i] is If @if && HasLeave(@if))
            {
                Branch(@if, statements.GetRange(i + 1, statements.Count - i - 1), output);
                break;
            }

            output.Add(statements[i]);
        }

        return output.ToEquatableArray();
    }

    private void Branch(If @if, List<Statement> rest, List<Statement> output)
    {
        (bool thenCompletes, bool elseCompletes) = (Completes(@if.Then), Completes(@if.Else));
        if (rest.Count > 0 && thenCompletes && elseCompletes)
        {
            var flag = new Variable(_names.Temporary("left"), IrType.Bool);
            output.Add(new Assign(flag, new BooleanLiteral(false)));
            _flags.Add(flag);
            output.Add(new If(@if.Condition, Sequence([.. @if.Then]), Sequence([.. @if.Else])));
            _flags.Remove(flag);
            output.Add(new If(new Unary(UnaryOperator.Not, new Use(flag)), Sequence(rest), []));
            return;
        }

        List<Statement> then = [.. @if.Then, .. thenCompletes ? rest : []];
        List<Statement> @else = [.. @if.Else, .. elseCompletes ? rest : []];
        output.Add(new If(@if.Condition, Sequence(then), Sequence(@else)));
    }

    private static bool HasLeave(Statement statement) => statement is Leave || (statement is If && statement.Blocks().Any(block => block.Any(HasLeave)));

    /// <summary>Whether control can reach the end of the block.</summary>
    private static bool Completes(EquatableArray<Statement> block)
        => !block.Any(statement => statement is Leave or Break or Continue or Return
            || (statement is If @if && !Completes(@if.Then) && !Completes(@if.Else)));
}
