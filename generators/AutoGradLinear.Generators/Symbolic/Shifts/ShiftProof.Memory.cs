using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.Symbolic.Stability;

namespace AutoGradLinear.Generators.Symbolic.Shifts;

/// <summary>
/// Memory. A loop over all elements below a bound that reads and writes each at its own index gives all of them another shift; any other
/// write may.
/// </summary>
internal sealed partial class ShiftProof
{
    private readonly Lengths _lengths;

    /// <summary>For the roots that the block names by one array expression only, that.</summary>
    private readonly Dictionary<Expression, Expression> _views;

    /// <summary>The bounds of counted loops that are under way, by their indices, which are not negative.</summary>
    private readonly Dictionary<Variable, Expression> _bounds = [];

    /// <summary>
    /// The memory that loops under way fill, with their indices: what is known of it is known of the element of this round.
    /// </summary>
    private readonly Dictionary<Expression, Variable> _filled = [];

    /// <summary>
    /// What is known of the elements of array expressions that are <see cref="_views">alone</see>, and of other roots. What is not here does
    /// not depend on m.
    /// </summary>
    private Dictionary<Expression, ElementShifts> _memory = [];

    /// <summary>
    /// The array expressions that alone name their root. Their integers do not change while the block runs.
    /// </summary>
    private static Dictionary<Expression, Expression> WholeViews(EquatableArray<Statement> block)
    {
        HashSet<Variable> changing = [.. block.Where(statement => statement is For or While)
            .SelectMany(loop => new EquatableArray<Statement>([loop]).AllStatements())
            .SelectMany(statement => statement.Definitions().Concat(statement.InnerDefinitions()))
            .Where(variable => variable.Type is not ArrayType)];
        return block.AllExpressions().SelectMany(ArraysIn).Distinct()
            .SelectMany(array => array.Roots().Distinct().Select(root => (Root: root, Array: array)))
            .GroupBy(view => view.Root)
            .Where(views => views.Count() == 1
                && views.First().Array is Use or Slice { Array: Use }
                && !views.First().Array.Uses().Any(changing.Contains))
            .ToDictionary(views => views.Key, views => views.First().Array);
    }

    /// <summary>The array expressions in an expression, without those that they are made of.</summary>
    private static IEnumerable<Expression> ArraysIn(Expression expression)
        => expression.Type is ArrayType ? [expression] : expression.Parts().SelectMany(ArraysIn);

    private void VisitMemory(Statement statement)
    {
        switch (statement)
        {
            case Allocate allocate:
                Require(AreFree(allocate.Length));
                _memory[new Use(allocate.Array)] = ElementShifts.Uniform(null);
                break;
            case Store store:
                WriteAt(store.Array, store.Index, Of(store.Value));
                break;
            case Accumulate accumulate:
            {
                Shift before = OfElement(new Element(accumulate.Array, accumulate.Index));
                WriteAt(accumulate.Array, accumulate.Index, Shift.Of("Add", [before, Of(accumulate.Value)]));
                break;
            }

            case Fill fill when IsAlone(fill.Array):
                _memory[fill.Array] = ElementShifts.Uniform(Of(fill.Value));
                break;
            case Fill fill:
                Write(fill.Array, Of(fill.Value));
                break;
            case Copy copy:
            {
                Expression bound = LengthOf(copy.Source);
                WriteBelow(copy.Target, bound, OfRow(copy.Source, bound));
                break;
            }

            case Map map:
                VisitMap(map);
                break;
            default:
                Require(false);
                break;
        }
    }

    private void VisitMap(Map map)
    {
        Expression bound = LengthOf(map.Arguments.FirstOrDefault(argument => argument.Type is ArrayType) ?? map.Target);
        List<Shift> shifts = [.. map.Arguments.Select(argument => argument.Type is ArrayType ? OfRow(argument, bound) : Of(argument))];
        WriteBelow(map.Target, bound, Shift.Of(map.Function, shifts, map.Arguments));
    }

    private Shift OfRow(Expression row, Expression bound) => AreFree(row) ? Below(row, bound) : Shift.Unknown;

    /// <summary>Of an element whose place does not depend on m.</summary>
    private Shift OfElement(Element element)
        => element.Index is Use { Variable: var index } && _bounds.TryGetValue(index, out Expression? bound)
            ? Below(element.Array, bound)
            : ElementsOf(element.Array).Any;

    private Shift Below(Expression array, Expression bound) => ElementsOf(array).Below(bound) ?? Shift.Free;

    private ElementShifts ElementsOf(Expression array)
    {
        if (IsAlone(array))
            return Known(array);
        ElementShifts elements = array.Roots().Distinct()
            .Select(root => Known(KeyOf(root)))
            .Aggregate(ElementShifts.Uniform(null), (all, one) => all.Join(one));
        bool isStopped = array.Any(part => part is Apply) && !elements.IsFree;
        return ElementShifts.Uniform(isStopped ? Shift.Unknown : elements.Any);
    }

    private ElementShifts Known(Expression key)
        => _memory.TryGetValue(key, out ElementShifts known) ? known : ElementShifts.Uniform(Shift.Free);

    private bool IsAlone(Expression array)
        => array.Roots().FirstOrDefault() is { } root && _views.TryGetValue(root, out Expression? view) && view.Equals(array);

    private Expression KeyOf(Expression root) => _views.TryGetValue(root, out Expression? view) ? view : root;

    private void WriteAt(Expression array, Expression index, Shift shift)
    {
        if (_filled.TryGetValue(array, out Variable? filling) && index.Equals(new Use(filling)))
            _memory[array] = ElementShifts.Uniform(shift);
        else
            Write(array, AreFree(array, index) ? shift : Shift.Unknown);
    }

    /// <summary>Any elements may have got another value.</summary>
    private void Write(Expression array, Shift shift)
    {
        foreach (Expression root in array.Roots().Distinct())
            _memory[KeyOf(root)] = Known(KeyOf(root)).With(AreFree(array) ? shift : Shift.Unknown);
    }

    private void WriteBelow(Expression array, Expression bound, Shift shift)
    {
        if (IsAlone(array))
            _memory[array] = Known(array).Filled(bound, bound.Equals(LengthOf(array)), shift);
        else
            Write(array, shift);
    }

    private Expression LengthOf(Expression array) => array is Slice slice ? Resolved(slice.Count) : Resolved(new Length(array));

    private Expression Resolved(Expression length)
        => _lengths.Of(length) is Length { Array: Slice slice } ? Resolved(slice.Count) : _lengths.Of(length);

    private Filling Enter(For? loop)
    {
        var filling = new Filling();
        if (loop is not { Step: 1, From: IntegerLiteral { Value: >= 0 and var first } })
            return filling;
        Expression bound = _bounds[loop.Index] = Resolved(loop.To);
        if (first > 0)
            return filling;
        filling.Bound = bound;
        IEnumerable<Expression> written = loop.Body.AllStatements().SelectMany(Writes.TargetsOf).Distinct();
        foreach (Expression array in written.Where(array => IsAlone(array) && IsOnlyAt(loop, array)))
        {
            filling.Before.Add(array, Known(array));
            _filled[array] = loop.Index;
            _memory[array] = ElementShifts.Uniform(Known(array).Below(bound));
        }

        return filling;
    }

    private void Leave(Filling filling)
    {
        foreach (Expression array in filling.Before.Keys)
        {
            _filled.Remove(array);
            _memory[array] = filling.Before[array].Filled(filling.Bound!, filling.Bound!.Equals(LengthOf(array)), filling.After[array]);
        }
    }

    /// <summary>Whether the loop reads and writes the elements of the array at its own index only.</summary>
    private static bool IsOnlyAt(For loop, Expression array)
    {
        var at = new Use(loop.Index);
        Expression root = array.Roots().First();
        bool IsAt(Expression expression) => expression switch
        {
            Element element when element.Array.Equals(array) => element.Index.Equals(at),
            Length => true,
            _ => !expression.Equals(root) && expression.Parts().All(IsAt),
        };
        return loop.Body.AllStatements().All(statement => statement switch
        {
            Store store when store.Array.Equals(array) => store.Index.Equals(at) && IsAt(store.Value),
            Accumulate accumulate when accumulate.Array.Equals(array) => accumulate.Index.Equals(at) && IsAt(accumulate.Value),
            Allocate allocate => !new Use(allocate.Array).Equals(root),
            _ => statement.OwnExpressions().All(IsAt),
        });
    }

    private static Dictionary<Expression, ElementShifts> Joined(
        Dictionary<Expression, ElementShifts> left, Dictionary<Expression, ElementShifts> right)
    {
        ElementShifts free = ElementShifts.Uniform(Shift.Free);
        ElementShifts In(Dictionary<Expression, ElementShifts> memory, Expression array)
            => memory.TryGetValue(array, out ElementShifts known) ? known : free;
        return left.Keys.Union(right.Keys).ToDictionary(array => array, array => In(left, array).Join(In(right, array)));
    }

    private static bool IsSame(Dictionary<Expression, ElementShifts> left, Dictionary<Expression, ElementShifts> right)
        => left.Count == right.Count && left.All(memory => right.TryGetValue(memory.Key, out ElementShifts other) && other == memory.Value);

    /// <summary>What a loop fills: every round begins with the element as it was before the loop.</summary>
    private sealed class Filling
    {
        public Expression? Bound { get; set; }

        public Dictionary<Expression, ElementShifts> Before { get; } = [];

        public Dictionary<Expression, Shift?> After { get; } = [];

        /// <summary>Takes what is known at the end of a round out of the memory that the next one begins with.</summary>
        public void Take(Dictionary<Expression, ElementShifts> end)
        {
            foreach (Expression array in Before.Keys)
            {
                After[array] = end[array].Inside;
                end[array] = ElementShifts.Uniform(Before[array].Below(Bound!));
            }
        }
    }
}
