using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Optimization;

/// <summary>
/// Makes scratch memory inside the loop that uses it, where every round overwrites all of it before it reads any: rounds that share no memory can be differentiated one by one. What makes
/// memory outside of loops again comes behind differentiation.
/// </summary>
/// <remarks>P. Tu and D. Padua, "Automatic array privatization", Languages and Compilers for Parallel Computing, 1993; here only for what one loop over all elements overwrites.</remarks>
internal sealed class Privatization : Rewriter
{
    private readonly NameSupply _names;

    private Privatization(Function function) => _names = new NameSupply(function);

    public static Function Run(Function function)
        => function.Body.AllStatements().Any(statement => statement is Allocate) ? function with { Body = new Privatization(function).Rewrite(function.Body) } : function;

    public override EquatableArray<Statement> Rewrite(EquatableArray<Statement> block)
    {
        List<Statement> statements = [.. block];
        for (int i = 0; i < statements.Count; i++)
        {
            if (statements[i] is Allocate allocate && OwnerOf(allocate, statements, i) is { } owner)
            {
                statements[owner] = WithInside(allocate, statements[owner]);
                statements.RemoveAll(statement => statement is Fill fill && fill.Array.Equals(new Use(allocate.Array)));

                // A negative length throws here, whether the loop has rounds or not.
                if (allocate.Length is Length or IntegerLiteral { Value: >= 0 })
                    statements.RemoveAt(i--);
                else
                    statements[i] = new Allocate(_names.Fresh(allocate.Array.Name, allocate.Array.Type), allocate.Length);
            }
        }

        return base.Rewrite(statements.ToEquatableArray());
    }

    /// <summary>The loop that alone uses the memory, each round what it wrote itself; null where there is none.</summary>
    private static int? OwnerOf(Allocate allocate, List<Statement> statements, int position)
    {
        if (allocate.Array.Type is not ArrayType { Rank: 1, Element: not ArrayType })
            return null;
        int? owner = null;
        for (int i = position + 1; i < statements.Count; i++)
        {
            if (!Mentions(statements[i], allocate.Array) || (statements[i] is Fill fill && fill.Array.Equals(new Use(allocate.Array))))
                continue;
            if (owner is not null || statements[i] is not (For or While) || statements[i].OwnExpressions().Any(expression => expression.Uses().Contains(allocate.Array)))
                return null;
            owner = i;
        }

        return owner is { } loop && IsOfRound(statements[loop].Blocks().First(), allocate) ? owner : null;
    }

    /// <summary>Whether the block reads nothing of the memory but what it wrote itself: what it does first overwrites all, or it leaves all to one loop, each of whose rounds does so.</summary>
    private static bool IsOfRound(EquatableArray<Statement> block, Allocate allocate)
    {
        List<Statement> users = [.. block.Where(statement => Mentions(statement, allocate.Array))];
        return users.Count > 0 && (OverwriteFirst(users, allocate)
            || (users.Count == 1 && users[0] is For or While
                && !users[0].OwnExpressions().Any(expression => expression.Uses().Contains(allocate.Array)) && IsOfRound(users[0].Blocks().First(), allocate)));
    }

    private static bool Mentions(Statement statement, Variable array)
        => new EquatableArray<Statement>([statement]).AllExpressions().Any(expression => expression.Uses().Contains(array));

    /// <summary>Whether the first statements give every element a value, and read none: some elements at constant indices, and a loop over all others.</summary>
    private static bool OverwriteFirst(List<Statement> users, Allocate allocate)
    {
        int single = 0;
        while (single < users.Count && users[single] is Store { Index: IntegerLiteral literal } store && literal.Value == single && store.Array.Equals(new Use(allocate.Array))
            && !store.Value.Uses().Contains(allocate.Array))
            single++;
        return single < users.Count && Overwrites(users[single], allocate, single);
    }

    /// <summary>Whether the statement gives every element from an index on a value, and reads none.</summary>
    private static bool Overwrites(Statement statement, Allocate allocate, int from)
    {
        Expression array = new Use(allocate.Array);
        if (statement is Fill fill)
            return fill.Array.Equals(array) && !fill.Value.Uses().Contains(allocate.Array);
        if (statement is not For { From: IntegerLiteral { Value: >= 0 } first, Step: 1 } loop || first.Value > from || !(loop.To.Equals(allocate.Length) || loop.To.Equals(new Length(array))))
            return false;
        bool isRead = loop.Body.AllStatements().Any(inner => inner.OwnExpressions().Any(expression => expression.ArraysRead().SelectMany(read => read.Roots()).Contains(array))
            || (inner is Copy or Map or Call && inner.OwnExpressions().Any(expression => expression.Uses().Contains(allocate.Array))));
        return !isRead && loop.Body.Any(inner => inner is Store store && store.Array.Equals(array) && store.Index.Equals(new Use(loop.Index)));
    }

    private static Statement WithInside(Allocate allocate, Statement loop) => loop switch
    {
        For counted => counted with { Body = [allocate, .. counted.Body] },
        While other => other with { Body = [allocate, .. other.Body] },
        _ => throw new InvalidOperationException("Only loops have memory of their own."),
    };
}
