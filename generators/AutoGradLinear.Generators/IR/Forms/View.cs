namespace AutoGradLinear.Generators.IR.Forms;

/// <summary>
/// What an array expression of core form names, in one shape: one of several roots, the row of it where it is an array of rows, and the slice of that.
/// Views that meet where branches join or loops close differ in integers only.
/// </summary>
/// <param name="Sources">The roots and, for arrays of rows, the index of the row.</param>
/// <param name="Selector">The position in <see cref="Sources"/> of the one that is meant; an atom.</param>
/// <param name="Start">The first element of the slice, or null for the whole.</param>
/// <param name="Count">The number of elements of the slice, or null for the whole.</param>
internal sealed record View(EquatableArray<View.Source> Sources, Expression Selector, Expression? Start, Expression? Count)
{
    /// <summary>A variable or member, behind a <c>Stop</c> where no derivative flows through it; the row's index is an atom.</summary>
    internal sealed record Source(Expression Root, Expression? Row)
    {
        public Expression Expression => Row is null
            ? Root
            : Root is Apply stop ? stop with { Arguments = [new Element(stop.Arguments[0], Row)], Type = ((ArrayType)Root.Type).Element } : new Element(Root, Row);
    }

    private static readonly Expression Zero = Int(0);

    public Expression First => Start ?? Zero;

    /// <summary>The view that an array expression made by <see cref="Expression"/> names.</summary>
    public static View Of(Expression array)
    {
        if (array is Slice slice)
            return Of(slice.Array) with { Start = slice.Start, Count = slice.Count };
        var sources = new List<Source>();
        Expression selector = Zero;
        while (array is Conditional { Condition: Binary { Left: var position } } conditional)
        {
            selector = position;
            sources.Add(SourceOf(conditional.Then));
            array = conditional.Else;
        }

        sources.Add(SourceOf(array));
        return new View(sources.ToEquatableArray(), selector, null, null);
    }

    /// <summary>The view as an expression: nested choices by the selector, and a slice of what was chosen.</summary>
    public Expression Expression => Start is null ? Whole() : new Slice(Whole(), Start, Count!);

    /// <summary>The same memory, seen as a choice from more sources.</summary>
    public View Among(EquatableArray<Source> sources)
    {
        if (Sources.Select(source => source.Root).SequenceEqual(sources.Select(source => source.Root)))
            return this;
        if (Sources.Count == 1)
            return this with { Sources = sources, Selector = Int(IndexIn(sources, Sources[0])) };
        Expression selector = Int(IndexIn(sources, Sources[Sources.Count - 1]));
        for (int i = Sources.Count - 2; i >= 0; i--)
            selector = new Conditional(IsAt(Selector, i), Int(IndexIn(sources, Sources[i])), selector);
        return this with { Sources = sources, Selector = selector };
    }

    private static int IndexIn(EquatableArray<Source> sources, Source source)
    {
        int index = sources.TakeWhile(other => !other.Root.Equals(source.Root)).Count();
        return index < sources.Count ? index : throw new InvalidOperationException($"'{source.Root}' is used where it does not exist any more.");
    }

    private static Source SourceOf(Expression array) => array switch
    {
        Element row => new Source(row.Array, row.Index),
        Apply stop when stop.Arguments[0] is Element row => new Source(stop with { Arguments = [row.Array], Type = row.Array.Type }, row.Index),
        _ => new Source(array, null),
    };

    private Expression Whole()
    {
        Expression whole = Sources[Sources.Count - 1].Expression;
        for (int i = Sources.Count - 2; i >= 0; i--)
            whole = new Conditional(IsAt(Selector, i), Sources[i].Expression, whole);
        return whole;
    }

    private static Expression IsAt(Expression selector, int position) => new Binary(BinaryOperator.Equal, selector, Int(position));

    private static IntegerLiteral Int(int value) => new(value, IrType.Int);
}
