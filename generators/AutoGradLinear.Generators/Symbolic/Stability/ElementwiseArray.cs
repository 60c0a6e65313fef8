using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Symbolic.Stability;

/// <summary>
/// Scratch memory that loops over all of it fill element by element, aₖ = f(k), perhaps more than once, aₖ = g(k, aₖ): every element that is read is then a formula of its
/// index.
/// </summary>
internal sealed class ElementwiseArray
{
    private readonly Allocate _allocation;
    private readonly Lengths _lengths;
    private readonly IReadOnlyDictionary<Variable, Expression> _definitions;
    private readonly Writes _writes;
    private readonly List<Filling> _fillings = [];

    private ElementwiseArray(Allocate allocation, IReadOnlyDictionary<Variable, Expression> definitions, Lengths lengths, Writes writes)
    {
        (_allocation, _definitions, _lengths, _writes) = (allocation, definitions, lengths, writes);
    }

    public Variable Array => _allocation.Array;

    /// <summary>The number of elements, without asking the array.</summary>
    public Expression Count => _lengths.Of(Array)!;

    /// <summary>The loops that fill the array, in their order.</summary>
    public IReadOnlyList<Filling> Fillings => _fillings;

    /// <summary>The array, or null where it is filled or read in another way, or where its elements are no exponentials.</summary>
    /// <param name="block">The block that makes it.</param>
    public static ElementwiseArray? Of(Allocate allocation, EquatableArray<Statement> block, IReadOnlyDictionary<Variable, Expression> definitions, Lengths lengths, Writes writes)
    {
        if (allocation.Array.Type is not ArrayType { Rank: 1, Element: RealType })
            return null;
        var array = new ElementwiseArray(allocation, definitions, lengths, writes);
        foreach (Statement statement in block.Where(statement => !ReferenceEquals(statement, allocation) && array.IsTouchedBy(statement)))
        {
            bool isCleared = statement is Fill { Value: RealLiteral } && array._fillings.Count == 0;
            if (array.FillingBy(statement) is { } filling)
                array._fillings.Add(filling);
            else if (!isCleared && (array._fillings.Count == 0 || !array.IsOnlyReadBy(statement)))
                return null;
        }

        return array._fillings.Count > 0 && array.IsExponential(array._fillings.Last().Value) && array._fillings.All(filling => array.IsExponential(filling.Value) || IsArithmetic(filling)) ? array : null;
    }

    public bool IsTouchedBy(Statement statement)
        => new EquatableArray<Statement>([statement]).AllExpressions().Any(expression => expression.Uses().Contains(Array));

    public bool IsElement(Expression expression) => expression is Element { Array: Use use } && use.Variable.Equals(Array);

    /// <summary>
    /// Whether reading the element of another index throws where reading this one would: the formula reads an array of the same length at the same index.
    /// </summary>
    public bool ThrowsAlike(Filling filling)
        => filling.Formula.Any(assign => assign.Value is Element { Index: Use index } element && index.Variable.Equals(filling.Loop.Index)
            && (IsElement(element) ? ThrowsAlike(Previous(filling)!) : _lengths.Of(new Length(element.Array)).Equals(Count)));

    public Filling? Previous(Filling filling) => _fillings.TakeWhile(other => other != filling).LastOrDefault();

    private bool IsOnlyReadBy(Statement statement)
    {
        bool IsRead(Expression expression) => IsOwnLength(expression) ? true : IsElement(expression)
            ? !((Element)expression).Index.Uses().Contains(Array)
            : !(expression is Use use && use.Variable.Equals(Array)) && expression.Parts().All(IsRead);
        return new EquatableArray<Statement>([statement]).AllStatements().All(inner => inner is Assign
            ? inner.OwnExpressions().All(IsRead)
            : inner.OwnExpressions().All(expression => IsOwnLength(expression) || !expression.Uses().Contains(Array)));
    }

    private bool IsOwnLength(Expression expression) => expression is Length { Array: Use use } && use.Variable.Equals(Array);

    private Filling? FillingBy(Statement statement)
    {
        if (statement is not For { Step: 1, From: IntegerLiteral { Value: 0 } } loop || !_lengths.Of(loop.To).Equals(Count))
            return null;
        List<Store> stores = [.. loop.Body.AllStatements().OfType<Store>().Where(store => store.Array.Uses().Contains(Array))];
        var at = new Use(loop.Index);
        bool isAtIndex = loop.Body.AllExpressions().All(expression => OnlyAt(expression, at))
            && loop.Body.AllStatements().All(inner => inner is Assign or Store || !inner.OwnExpressions().Any(expression => expression.Uses().Contains(Array)));
        if (stores.Count != 1 || !loop.Body.Contains(stores[0]) || !stores[0].Index.Equals(at) || stores[0].Array is not Use || !isAtIndex)
            return null;
        return FormulaOf(loop, stores[0].Value) is { } formula ? new Filling(loop, stores[0], formula) : null;
    }

    private bool OnlyAt(Expression expression, Use index) => IsElement(expression)
        ? ((Element)expression).Index.Equals(index)
        : expression.Parts().All(part => OnlyAt(part, index));

    /// <summary>The assignments of the loop that the value comes from, where they give the same when they run again, later and with another index.</summary>
    private List<Assign>? FormulaOf(For loop, Expression value)
    {
        HashSet<Variable> inside = [.. loop.Body.AllDefinitions(), .. loop.InnerDefinitions()];
        var needed = new HashSet<Variable>(value.Uses());
        var formula = new List<Assign>();
        foreach (Assign assign in loop.Body.OfType<Assign>().Reverse().Where(assign => needed.Contains(assign.Target)))
        {
            bool isRepeatable = assign.Value.ArraysRead().All(array => !_writes.Reach(array) || (array is Use use && use.Variable.Equals(Array)))
                && (Throwing.Of(assign.Value) | Exceptions.IndexOutOfRange) == Exceptions.IndexOutOfRange;
            bool isFirst = IsElement(assign.Value) && _fillings.Count == 0;
            if (!isRepeatable || isFirst)
                return null;
            needed.UnionWith(assign.Value.Uses());
            formula.Insert(0, assign);
        }

        needed.ExceptWith(formula.Select(assign => assign.Target));
        needed.Remove(loop.Index);
        return needed.Overlaps(inside) ? null : formula;
    }

    /// <summary>Whether the formula may be computed again wherever its element is read.</summary>
    private static bool IsArithmetic(Filling filling) => !filling.Formula.Any(assign => assign.Value is Apply or Conditional);

    private bool IsExponential(Expression value)
    {
        if (Factors.Of(value, _definitions) is not null)
            return true;
        return value is Use use && _definitions.TryGetValue(use.Variable, out Expression? definition) && definition switch
        {
            Element => IsElement(definition),
            Binary { Operator: BinaryOperator.Divide or BinaryOperator.Multiply } binary => IsExponential(binary.Left) || IsExponential(binary.Right),
            _ => false,
        };
    }

    /// <summary>A loop that fills the array.</summary>
    /// <param name="Store">Its only store to the array.</param>
    /// <param name="Formula">The assignments that the value comes from.</param>
    public sealed record Filling(For Loop, Store Store, IReadOnlyList<Assign> Formula)
    {
        public Expression Value => Store.Value;
    }
}
