using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Symbolic.Stability;

/// <summary>
/// Replaces elements of scratch memory that holds exponentials, or quotients of exponentials, by their formulas: ln pₖ with p = softmax(s) in an array is then the logarithm of a
/// quotient, and Σ eₖ a sum of exponentials.
/// </summary>
internal sealed class ElementFormulas : Rewriter
{
    private readonly NameSupply _names;
    private readonly Writes _writes;
    private readonly Dictionary<Variable, Expression> _definitions;
    private readonly Lengths _lengths;
    private readonly Dictionary<Variable, Expression> _replaced = [];
    private readonly List<Reading> _arrays = [];

    private ElementFormulas(Function function)
    {
        (_names, _writes, _definitions) = (new NameSupply(function), Writes.In(function), function.AssignedValues());
        _lengths = new Lengths(function, _definitions);
    }

    public static Function Run(Function function) => function with { Body = new ElementFormulas(function).Rewrite(function.Body) };

    public override Expression Rewrite(Expression expression) => expression switch
    {
        Use use => _replaced.TryGetValue(use.Variable, out Expression? value) ? value : use,
        Length { Array: Use row } when _arrays.Find(reading => reading.Array.Array.Equals(row.Variable)) is { } reading => Rewrite(reading.Array.Count),
        _ => base.Rewrite(expression),
    };

    public override EquatableArray<Statement> Rewrite(EquatableArray<Statement> block)
    {
        List<Reading> own = [.. block.OfType<Allocate>().Select(allocation => ElementwiseArray.Of(allocation, block, _definitions, _lengths, _writes)).OfType<ElementwiseArray>().Select(array => new Reading(array))];
        _arrays.AddRange(own);
        EquatableArray<Statement> rewritten = base.Rewrite(block);
        foreach (Reading reading in own)
        {
            _arrays.Remove(reading);
            if (!rewritten.AllExpressions().SelectMany(expression => expression.SelfAndParts()).Any(part => reading.Array.IsElement(part) || part is Length { Array: Use { Variable: var variable } } && variable.Equals(reading.Array.Array)))
                rewritten = new Forgetting(reading.Array.Array).Rewrite(rewritten);
        }

        return rewritten;
    }

    protected override void Rewrite(Statement statement, List<Statement> output)
    {
        switch (statement)
        {
            case Assign { Value: Element { Array: Use } element } assign when _arrays.Find(reading => reading.Array.IsElement(element)) is { } reading && reading.Current is { } filling:
            {
                Expression value = reading.IsStored ? Rewrite(filling.Value) : Formula(reading.Array, filling, Rewrite(element.Index), output);
                _replaced.Add(assign.Target, value);
                if (!reading.IsStored && !reading.Array.ThrowsAlike(filling) && !IsIndexOf(reading.Array, element.Index))
                    base.Rewrite(assign, output);
                break;
            }

            case Store store when _arrays.Find(reading => reading.Array.Fillings.Any(filling => ReferenceEquals(filling.Store, store))) is { } reading:
                base.Rewrite(statement, output);
                reading.Current = reading.Array.Fillings.First(filling => ReferenceEquals(filling.Store, store));
                reading.IsStored = true;
                break;
            default:
                base.Rewrite(statement, output);
                foreach (Reading finished in _arrays.Where(reading => ReferenceEquals(reading.Current?.Loop, statement)))
                    finished.IsStored = false;
                break;
        }
    }

    /// <summary>Whether the index is that of a loop over the array, in which it is in range.</summary>
    private static bool IsIndexOf(ElementwiseArray array, Expression index) => index is Use use && array.Fillings.Any(filling => filling.Loop.Index.Equals(use.Variable));

    /// <summary>The formula of the element with the index.</summary>
    private Expression Formula(ElementwiseArray array, ElementwiseArray.Filling filling, Expression index, List<Statement> output)
    {
        var values = new Dictionary<Variable, Expression> { [filling.Loop.Index] = index };
        var substitution = new Substitution(values);
        foreach (Assign assign in filling.Formula)
        {
            if (array.IsElement(assign.Value))
            {
                values[assign.Target] = Formula(array, array.Previous(filling)!, index, output);
                continue;
            }

            Variable copy = _names.Fresh(assign.Target.Name, assign.Target.Type);
            output.Add(new Assign(copy, Rewrite(substitution.Rewrite(assign.Value))));
            values[assign.Target] = new Use(copy);
        }

        return Rewrite(substitution.Rewrite(filling.Value));
    }

    /// <summary>How far reading has come: the filling whose values the array holds, and whether the element of this round has its new value.</summary>
    private sealed class Reading(ElementwiseArray array)
    {
        public ElementwiseArray Array { get; } = array;

        public ElementwiseArray.Filling? Current { get; set; }

        public bool IsStored { get; set; }
    }

    /// <summary>Removes memory that nobody reads.</summary>
    private sealed class Forgetting(Variable array) : Rewriter
    {
        protected override void Rewrite(Statement statement, List<Statement> output)
        {
            bool isForgotten = statement switch
            {
                Allocate allocate => allocate.Array.Equals(array),
                Store { Array: Use use } => use.Variable.Equals(array),
                Fill { Array: Use use } => use.Variable.Equals(array),
                _ => false,
            };
            if (!isForgotten)
                base.Rewrite(statement, output);
        }
    }
}
