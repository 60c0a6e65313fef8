namespace AutoGradLinear.Generators.IR.Forms;

/// <summary>Array expressions. An array variable is whatever it names at the time; where paths join, the integers that tell which memory it is are merged or carried.</summary>
internal sealed partial class CoreBuilder
{
    /// <summary>The array expression over core variables, in the shape of a <see cref="View"/>.</summary>
    private Expression Array(Expression array) => array switch
    {
        Use use => _environment.Contains(use.Variable) ? _environment[use.Variable] : new Table([], ((ArrayType)use.Type).Element),
        Slice slice => SliceOf(slice),
        Element row => RowOf(row),
        Conditional conditional => ChooseArray(conditional),
        Apply { Function: "Stop" } stop => Stopped(View.Of(Array(stop.Arguments[0]))),
        _ => array,
    };

    /// <summary>A slice is checked where the source makes it; afterwards a slice of a slice is a slice of the whole.</summary>
    private Expression SliceOf(Slice slice)
    {
        Expression array = Array(slice.Array);
        (Expression start, Expression count) = (Atom(slice.Start), Atom(slice.Count));
        View view = View.Of(array);
        Check(new Length(new Slice(array, start, count)));
        Expression first = view.Start is null ? start : Named("start", new Binary(BinaryOperator.Add, view.Start, start));
        return (view with { Start = first, Count = count }).Expression;
    }

    private Expression RowOf(Element row)
    {
        Expression array = Array(row.Array);
        Expression index = Atom(row.Index);
        Check(new Length(new Element(array, index)));
        return array is Slice ? new Element(array, index) : (View.Of(array) with { Sources = View.Of(array).Sources.Select(source => source with { Row = index }).ToEquatableArray() }).Expression;
    }

    private Expression ChooseArray(Conditional conditional)
    {
        var chosen = new Variable(NameSupply.Temporary("row"), conditional.Type, -1);
        BuildIf(new If(conditional.Condition, [new Assign(chosen, conditional.Then)], [new Assign(chosen, conditional.Else)]));
        return _environment[chosen];
    }

    /// <summary>What may throw is evaluated here, for nothing else.</summary>
    private void Check(Expression expression) => _output.Add(new Assign(_names.Fresh(NameSupply.Temporary("checked"), expression.Type), expression));

    private Expression Named(string name, Expression value)
    {
        if (value.IsAtom())
            return value;
        Variable variable = _names.Fresh(NameSupply.Temporary(name), value.Type);
        _output.Add(new Assign(variable, value));
        return new Use(variable);
    }

    private static Expression Stopped(View view) => (view with
    {
        Sources = view.Sources
            .Select(source => source.Root is Apply ? source : source with { Root = new Apply("Stop", [source.Root], source.Root.Type) })
            .ToEquatableArray(),
    }).Expression;

    /// <summary>The view of a variable behind a branch whose arms leave it with different ones.</summary>
    private Expression Merged(Variable variable, Expression then, Expression @else, List<Merge> merges)
    {
        (View thenView, View elseView) = (View.Of(then), View.Of(@else));
        bool isSliced = thenView.Start is not null || elseView.Start is not null;
        View shape = Shape(variable, [.. thenView.Sources, .. elseView.Sources], isSliced);
        var merged = new Dictionary<Variable, Expression>();
        List<Expression> thenIntegers = Integers(shape, thenView);
        List<Expression> elseIntegers = Integers(shape, elseView);
        List<Variable> holders = Holders(shape);
        for (int i = 0; i < holders.Count; i++)
        {
            if (thenIntegers[i].Equals(elseIntegers[i]))
                merged[holders[i]] = thenIntegers[i];
            else
                merges.Add(new Merge(holders[i], thenIntegers[i], elseIntegers[i]));
        }

        return new Substitution(merged).Rewrite(shape.Expression);
    }

    /// <summary>The integers that a loop carries for an array variable that it assigns.</summary>
    private Carried CarryArray(Variable variable)
    {
        View initial = View.Of(_environment[variable]);
        var sources = new List<View.Source>(initial.Sources);
        foreach (Expression root in _memory.RootsOf(variable))
        {
            // What is made inside the loop is gone at the end of its round, and cannot be carried.
            if (root is not Use use || _environment.Contains(use.Variable))
                sources.AddRange(View.Of(Array(root)).Sources);
        }

        View shape = Shape(variable, sources, initial.Start is not null || _memory.IsSliced(variable));
        List<Variable> holders = Holders(shape);
        List<Expression> integers = Integers(shape, initial);
        return new Carried(variable, holders.Select((holder, i) => (holder, integers[i])).ToList(), shape);
    }

    /// <summary>A view of any of the sources, whose integers are new variables.</summary>
    private View Shape(Variable variable, IEnumerable<View.Source> sources, bool isSliced)
    {
        Variable Integer(string suffix) => _names.Fresh(NameSupply.Temporary(NameSupply.Plain(variable.Name) + suffix), IrType.Int);
        EquatableArray<View.Source> distinct = sources
            .GroupBy(source => source.Root)
            .Select(group => group.Any(source => source.Row is not null) ? new View.Source(group.Key, new Use(Integer("Row"))) : group.First())
            .ToEquatableArray();
        Expression selector = distinct.Count == 1 ? new IntegerLiteral(0, IrType.Int) : new Use(Integer("Choice"));
        return isSliced
            ? new View(distinct, selector, new Use(Integer("Start")), new Use(Integer("Count")))
            : new View(distinct, selector, null, null);
    }

    /// <summary>The variables among the integers of a shape.</summary>
    private static List<Variable> Holders(View shape)
        => new[] { shape.Selector, shape.Start, shape.Count }.Concat(shape.Sources.Select(source => source.Row))
            .OfType<Use>().Select(use => use.Variable).ToList();

    /// <summary>The values of the shape's variables that make it the given view.</summary>
    private List<Expression> Integers(View shape, View view)
    {
        var values = new List<Expression>();
        View same = view.Among(shape.Sources);
        if (shape.Selector is Use)
            values.Add(same.Selector);
        if (shape.Start is not null)
            values.AddRange([view.First, view.Expression.LengthOf(_lengths)]);
        foreach (View.Source source in shape.Sources.Where(source => source.Row is not null))
            values.Add(view.Sources.FirstOrDefault(own => own.Root.Equals(source.Root))?.Row ?? new IntegerLiteral(0, IrType.Int));
        return values;
    }
}
