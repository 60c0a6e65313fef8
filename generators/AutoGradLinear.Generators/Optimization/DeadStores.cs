using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Optimization;

/// <summary>
/// Leaves out a constant that is stored to scratch memory where nothing reads it any more: an adjoint that is taken out of the memory of a round for the last time need not leave 0 there.
/// The element has been read before, so that no exception is lost.
/// </summary>
internal sealed class DeadStores : Rewriter
{
    public static Function Run(Function function)
        => function.Body.AllStatements().Any(statement => statement is Allocate) ? function with { Body = new DeadStores().Rewrite(function.Body) } : function;

    public override EquatableArray<Statement> Rewrite(EquatableArray<Statement> block)
    {
        List<Statement> statements = [.. base.Rewrite(block)];
        foreach (Variable array in statements.OfType<Allocate>().Select(allocate => allocate.Array).ToList())
        {
            while (WithoutStore(statements, statements.FindLastIndex(statement => Mentions(statement, array) && SingleRead(statement, array) is null), array) is { } shorter)
                statements = shorter;
        }

        return statements.ToEquatableArray();
    }

    /// <summary>The statements without the dead store in the last one that names the memory; null where there is none.</summary>
    private static List<Statement>? WithoutStore(List<Statement> statements, int last, Variable array)
    {
        if (last < 0)
            return null;
        List<Statement> shorter = [.. statements];
        List<long> readLater = [.. statements.Skip(last + 1).Select(statement => SingleRead(statement, array)).OfType<long>()];
        if (IsConstantStore(statements[last], array) is { } place)
        {
            if (!IsReadBefore(statements, last, array, place) || readLater.Count > 0)
                return null;
            shorter.RemoveAt(last);
            return shorter;
        }

        // In a loop over the elements, no round reads what another one stores.
        if (statements[last] is not For { From: IntegerLiteral { Value: >= 0 and var first }, Step: 1 } loop || readLater.Any(index => index >= first)
            || loop.OwnExpressions().Any(expression => expression.Uses().Contains(array)) || !loop.Body.All(statement => IsAtIndex(statement, array, loop.Index)))
        {
            return null;
        }

        List<Statement> body = [.. loop.Body];
        int store = body.FindLastIndex(statement => Mentions(statement, array));
        if (store < 0 || IsConstantStore(body[store], array) is not { } index || !IsReadBefore(body, store, array, index))
            return null;
        body.RemoveAt(store);
        shorter[last] = loop with { Body = body.ToEquatableArray() };
        return shorter;
    }

    /// <summary>The index of an element that the statement reads, where that is all that it does with the memory.</summary>
    private static long? SingleRead(Statement statement, Variable array)
        => statement is Assign { Value: Element { Array: Use { Variable: var row }, Index: IntegerLiteral index } } && row == array ? index.Value : null;

    private static Expression? IsConstantStore(Statement statement, Variable array)
        => statement is Store { Value: RealLiteral, Array: Use target } store && target.Variable == array ? store.Index : null;

    private static bool IsReadBefore(List<Statement> statements, int position, Variable array, Expression index)
        => statements.Take(position).Any(statement => statement is Assign assign && assign.Value.Equals(new Element(new Use(array), index)));

    /// <summary>Whether the statement uses the memory at the index only, if at all.</summary>
    private static bool IsAtIndex(Statement statement, Variable array, Variable index)
    {
        if (!Mentions(statement, array))
            return true;
        int uses = statement.OwnExpressions().SelectMany(expression => expression.Uses()).Count(array.Equals);
        return statement is Assign or Store or Accumulate && statement.Elements().Count(new Element(new Use(array), new Use(index)).Equals) == uses;
    }

    private static bool Mentions(Statement statement, Variable array)
        => new EquatableArray<Statement>([statement]).AllExpressions().Any(expression => expression.Uses().Contains(array));
}
