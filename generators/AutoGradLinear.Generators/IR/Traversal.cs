namespace AutoGradLinear.Generators.IR;

/// <summary>How to reach the parts of expressions and statements, written once for all passes.</summary>
internal static class Traversal
{
    /// <summary>The same expression with every direct part replaced by what <paramref name="map"/> makes of it.</summary>
    public static Expression MapParts(this Expression expression, Func<Expression, Expression> map)
    {
        switch (expression)
        {
            case Element element:
            {
                (Expression array, Expression index) = (map(element.Array), map(element.Index));
                return ReferenceEquals(array, element.Array) && ReferenceEquals(index, element.Index) ? element : new Element(array, index);
            }

            case Length length:
            {
                Expression array = map(length.Array);
                return ReferenceEquals(array, length.Array) ? length : length with { Array = array };
            }

            case Indices indices:
                return indices.Values.Mapped(map) is var values && values.IsSame(indices.Values) ? indices : new Indices(values);
            case Slice slice:
            {
                (Expression array, Expression start, Expression count) = (map(slice.Array), map(slice.Start), map(slice.Count));
                return ReferenceEquals(array, slice.Array) && ReferenceEquals(start, slice.Start) && ReferenceEquals(count, slice.Count)
                    ? slice
                    : new Slice(array, start, count) { IsTolerant = slice.IsTolerant };
            }

            case Unary unary:
            {
                Expression operand = map(unary.Operand);
                return ReferenceEquals(operand, unary.Operand) ? unary : new Unary(unary.Operator, operand, unary.Checked);
            }

            case Binary binary:
            {
                (Expression left, Expression right) = (map(binary.Left), map(binary.Right));
                return ReferenceEquals(left, binary.Left) && ReferenceEquals(right, binary.Right)
                    ? binary
                    : new Binary(binary.Operator, left, right, binary.Checked);
            }

            case Conditional conditional:
            {
                (Expression condition, Expression then, Expression @else) = (map(conditional.Condition), map(conditional.Then), map(conditional.Else));
                return ReferenceEquals(condition, conditional.Condition) && ReferenceEquals(then, conditional.Then) && ReferenceEquals(@else, conditional.Else)
                    ? conditional
                    : new Conditional(condition, then, @else);
            }

            case Convert convert:
            {
                Expression operand = map(convert.Operand);
                return ReferenceEquals(operand, convert.Operand) ? convert : new Convert(operand, convert.Type, convert.Checked);
            }

            case Apply apply:
                return apply.Arguments.Mapped(map) is var arguments && arguments.IsSame(apply.Arguments) ? apply : apply with { Arguments = arguments };
            case Invoke invoke:
                return invoke with { Arguments = invoke.Arguments.Mapped(map) };
            default:
                return expression;
        }
    }

    /// <summary>The expression's direct parts.</summary>
    public static EquatableArray<Expression> Parts(this Expression expression) => expression switch
    {
        Element element => new([element.Array, element.Index]),
        Length length => new([length.Array]),
        Indices indices => indices.Values,
        Slice slice => new([slice.Array, slice.Start, slice.Count]),
        Table table => table.Values,
        Unary unary => new([unary.Operand]),
        Binary binary => new([binary.Left, binary.Right]),
        Conditional conditional => new([conditional.Condition, conditional.Then, conditional.Else]),
        Convert convert => new([convert.Operand]),
        Apply apply => apply.Arguments,
        Invoke invoke => invoke.Arguments,
        _ => default,
    };

    /// <summary>The expression and all that it is made of.</summary>
    public static IReadOnlyList<Expression> SelfAndParts(this Expression expression)
    {
        EquatableArray<Expression> parts = expression.Parts();
        if (parts.IsEmpty)
            return [expression];
        var all = new List<Expression>();
        Add(expression);
        return all;

        void Add(Expression part)
        {
            all.Add(part);
            foreach (Expression inner in part.Parts())
                Add(inner);
        }
    }

    /// <summary>Whether some part of the expression, or the expression itself, passes the test.</summary>
    public static bool Any(this Expression expression, Func<Expression, bool> test)
    {
        if (test(expression))
            return true;
        foreach (Expression part in expression.Parts())
        {
            if (part.Any(test))
                return true;
        }

        return false;
    }

    /// <summary>Whether it is a variable, a literal or a member: something that costs nothing to evaluate again.</summary>
    public static bool IsAtom(this Expression expression)
        => expression is Use or RealLiteral or IntegerLiteral or BooleanLiteral or Member;

    /// <summary>
    /// The memory that an array expression may name: variables and members. Distinct roots share no memory, apart from read-only parameters and members.
    /// </summary>
    public static IEnumerable<Expression> Roots(this Expression array) => array switch
    {
        Slice slice => slice.Array.Roots(),
        Conditional conditional => conditional.Then.Roots().Concat(conditional.Else.Roots()),
        Element row => row.Array.Roots(),
        Apply apply => apply.Arguments.SelectMany(Roots),
        _ => [array],
    };

    /// <summary>The length of what the array expression names; that of scratch memory is what it was made with.</summary>
    public static Expression LengthOf(this Expression array, IReadOnlyDictionary<Variable, Expression> allocated) => array switch
    {
        Slice slice => slice.Count,
        Use use when allocated.TryGetValue(use.Variable, out Expression? length) => length is Indices lengths ? lengths.Values[0] : length,
        Conditional { Then: var then, Else: var @else } conditional => (then.LengthOf(allocated), @else.LengthOf(allocated)) is var (first, second) && first.Equals(second)
            ? first
            : new Conditional(conditional.Condition, first, second),
        Table table => new IntegerLiteral(table.Values.Count, IrType.Int),
        Apply stop => stop.Arguments[0].LengthOf(allocated),
        _ => new Length(array),
    };

    /// <summary>The array expressions whose elements are read when the expression is evaluated.</summary>
    public static IEnumerable<Expression> ArraysRead(this Expression expression)
    {
        foreach (Expression part in expression.SelfAndParts())
        {
            if (part is Element element)
            {
                yield return element.Array;
            }
            else if (part is Apply { Type: not ArrayType } apply)
            {
                foreach (Expression argument in apply.Arguments)
                {
                    if (argument.Type is ArrayType)
                        yield return argument;
                }
            }
        }
    }

    /// <summary>The variables that the expression reads.</summary>
    public static IEnumerable<Variable> Uses(this Expression expression)
        => expression.SelfAndParts().OfType<Use>().Select(use => use.Variable);

    /// <summary>The expressions that the statement itself holds, without those of nested blocks. Carries and merges are its own.</summary>
    public static IEnumerable<Expression> OwnExpressions(this Statement statement)
    {
        switch (statement)
        {
            case Assign assign:
                return [assign.Value];
            case Store store:
                return [store.Array, store.Index, store.Value];
            case Accumulate accumulate:
                return [accumulate.Array, accumulate.Index, accumulate.Value];
            case Fill fill:
                return [fill.Array, fill.Value];
            case Copy copy:
                return [copy.Source, copy.Target];
            case Map map:
                return [.. map.Arguments, map.Target];
            case Allocate allocate:
                return [allocate.Length];
            case If @if:
                return [@if.Condition, .. @if.Merges.SelectMany(merge => new[] { merge.Then, merge.Else })];
            case For loop:
                return [loop.From, loop.To, .. loop.Carries.SelectMany(carry => new[] { carry.Initial, carry.Next })];
            case While loop:
                return [loop.Condition, .. loop.Carries.SelectMany(carry => new[] { carry.Initial, carry.Next })];
            case Return @return:
                return @return.Values;
            case Call call:
                return call.Arguments;
            case Save save:
                return [save.Value];
            default:
                return [];
        }
    }

    /// <summary>The elements that the statement itself reads, stores to or adds to.</summary>
    public static IEnumerable<Element> Elements(this Statement statement)
    {
        IEnumerable<Element> read = statement.OwnExpressions().SelectMany(expression => expression.SelfAndParts()).OfType<Element>();
        return statement switch
        {
            Store store => read.Append(new Element(store.Array, store.Index)),
            Accumulate accumulate => read.Append(new Element(accumulate.Array, accumulate.Index)),
            _ => read,
        };
    }

    /// <summary>The blocks that are nested directly in the statement.</summary>
    public static EquatableArray<Statement>[] Blocks(this Statement statement) => statement switch
    {
        If @if => [@if.Then, @if.Else],
        For loop => [loop.Body],
        While loop => loop.Step.IsEmpty ? [loop.Body] : [loop.Body, loop.Step],
        _ => [],
    };

    /// <summary>All statements of the block, nested ones included, each before what is nested in it.</summary>
    public static IReadOnlyList<Statement> AllStatements(this EquatableArray<Statement> block)
    {
        var all = new List<Statement>();
        Add(block);
        return all;

        void Add(EquatableArray<Statement> statements)
        {
            foreach (Statement statement in statements)
            {
                all.Add(statement);
                foreach (EquatableArray<Statement> nested in statement.Blocks())
                    Add(nested);
            }
        }
    }

    /// <summary>All expressions of the block's statements, nested ones included.</summary>
    public static IEnumerable<Expression> AllExpressions(this EquatableArray<Statement> block)
        => block.AllStatements().SelectMany(statement => statement.OwnExpressions());

    /// <summary>The variables that the statement itself defines for those after it in its block.</summary>
    public static IEnumerable<Variable> Definitions(this Statement statement) => statement switch
    {
        Assign assign => [assign.Target],
        Allocate allocate => [allocate.Array],
        Restore restore => [restore.Target],
        Call call => call.Results,
        If @if => @if.Merges.Select(merge => merge.Result),
        For loop => loop.Carries.Select(carry => carry.Result),
        While loop => loop.Carries.Select(carry => carry.Result),
        _ => [],
    };

    /// <summary>The variables that the statement defines for the blocks nested in it: a loop's index and carried values.</summary>
    public static IEnumerable<Variable> InnerDefinitions(this Statement statement) => statement switch
    {
        For loop => [loop.Index, .. loop.Carries.Select(carry => carry.Inner)],
        While loop => loop.Carries.Select(carry => carry.Inner),
        _ => [],
    };

    /// <summary>The values that a core function assigns.</summary>
    public static Dictionary<Variable, Expression> AssignedValues(this Function function)
    {
        var values = new Dictionary<Variable, Expression>();
        foreach (Assign assign in function.Body.AllStatements().OfType<Assign>())
            values[assign.Target] = assign.Value;
        return values;
    }

    /// <summary>Every variable that some statement of the block defines or assigns, nested ones included.</summary>
    public static IEnumerable<Variable> AllDefinitions(this EquatableArray<Statement> block)
        => block.AllStatements().SelectMany(statement => statement.Definitions().Concat(statement.InnerDefinitions()));
}
