using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Differentiation.Traits;

/// <summary>
/// Finds something that holds of every value of a core function, whatever the scores are: an abstract interpretation. What an iteration of a loop hands to the next one, and what memory
/// holds, is joined until nothing changes, so that it holds for any number of iterations.
/// </summary>
/// <typeparam name="T">What is known of a value; of finite height.</typeparam>
internal abstract class Interpretation<T>
    where T : struct
{
    /// <summary>More rounds than any lattice here is high: a function that needs more has no traits.</summary>
    private const int MostRounds = 64;

    private readonly Dictionary<Variable, T> _values = [];
    private readonly Dictionary<Variable, T> _carried = [];
    private readonly Dictionary<Variable, T> _memory = [];
    private bool _changed;
    private bool _isChosen;

    /// <param name="assumed">Variables that are taken for something else than what they are defined as: their definitions are not looked at.</param>
    protected Interpretation(Function core, IEnumerable<Variable> assumed)
    {
        Core = core;
        Scores = core.Parameters.FirstOrDefault(parameter => parameter.IsDifferentiated)?.Variable;
        foreach (Assign assign in core.Body.AllStatements().OfType<Assign>())
            Definitions[assign.Target] = assign.Value;
        foreach (Variable variable in assumed)
            Definitions.Remove(variable);
    }

    protected Function Core { get; }

    /// <summary>The scores, or weights.</summary>
    protected Variable? Scores { get; }

    protected Dictionary<Variable, Expression> Definitions { get; } = [];

    /// <summary>What is known of the result; null where the interpretation did not come to an end.</summary>
    protected T? OfResult()
    {
        for (int round = 0; round < MostRounds; round++)
        {
            _changed = false;
            _values.Clear();
            Visit(Core.Body);
            if (!_changed)
                return Core.Body[Core.Body.Count - 1] is Return { Values: { Count: 1 } values } ? Of(values[0]) : null;
        }

        return null;
    }

    protected abstract T Unknown { get; }

    protected abstract bool Depends(T value);

    protected abstract T Constant(Expression atom);

    protected abstract T Score(Expression? index);

    protected abstract T Join(T left, T right);

    /// <summary>What is left where the scores decide which of several values it is.</summary>
    protected abstract T Chosen(T value);

    /// <summary>What is left where another iteration, or memory, hands the value on.</summary>
    protected abstract T Elsewhere(T value);

    protected abstract T OfFunction(string function, IReadOnlyList<T> operands, bool isSquare, double? exponent);

    protected abstract T OfRows(string function, IReadOnlyList<T> rows, bool isSquare, bool isAllWeights);

    /// <summary>A variable of which more is known, or something else is to be assumed.</summary>
    protected virtual T Define(Variable variable, T value) => value;

    /// <summary>A choice that the scores do not make, where the condition says something of what is chosen.</summary>
    protected virtual T Chosen(Expression condition, bool isThen, Expression choice, T value) => value;

    /// <summary>What a loop's carried value is while the loop runs.</summary>
    protected virtual T Entering(Carry carry, T initial, T inner) => inner;

    /// <summary>What a counted loop leaves.</summary>
    protected virtual T Leaving(For loop, Carry carry, T next, T result) => result;

    protected T Of(Expression expression)
    {
        switch (expression)
        {
            case Use { Type: not ArrayType } use:
                return _values.TryGetValue(use.Variable, out T known) ? known : use.Variable == Scores ? Score(new IntegerLiteral(0, IrType.Int)) : Constant(use);
            case RealLiteral or IntegerLiteral or BooleanLiteral or Member:
                return Constant(expression);
            case Length length:
                return ReadsScores(length.Array) ? Unknown : Constant(length);
            case Element element:
                return OfElement(element);
            case Conditional { Type: not ArrayType } conditional:
                return Choose(conditional.Condition, conditional.Then, conditional.Else);
            case Convert { Type.IsReal: true, Operand.Type.IsReal: true } convert:
                return OfFunction("Convert", [Of(convert.Operand)], false, null);
            case Convert { Type.IsReal: true, Operand: Length or IntegerLiteral } count:
                return Of(count.Operand);
            case Apply apply when SpanRules.IsReduction(apply.Function) && apply.Type.IsReal:
                return OfReduction(apply);
        }

        if (DerivativeTable.NameOf(expression) is { } name)
        {
            List<Expression> parts = [.. expression.Parts()];
            if (name == "Multiply" && ScaledSquare(parts[0], parts[1]) is { } square)
                return square;
            bool isSquare = name == "Multiply" && Resolve(parts[0]).Equals(Resolve(parts[1]));
            double? exponent = name == "Pow" && Resolve(parts[1]) is RealLiteral literal ? literal.Value : null;
            return OfFunction(name, [.. parts.Select(Of)], isSquare, exponent);
        }

        return DependsOnAny(expression) ? Unknown : Constant(expression);
    }

    /// <summary>What a variable stands for: copies are followed.</summary>
    protected Expression Resolve(Expression expression)
    {
        while (expression is Use use && Definitions.TryGetValue(use.Variable, out Expression? value) && (value.IsAtom() || value is Convert { Operand: RealLiteral or IntegerLiteral }))
            expression = value is Convert { Operand: IntegerLiteral integer, Type.IsReal: true } ? new RealLiteral(integer.Value, value.Type) : value is Convert convert ? convert.Operand : value;
        return expression;
    }

    /// <summary>The comparison that a condition stands for, or null.</summary>
    protected Binary? Comparison(Expression condition)
        => condition is Use use && Definitions.TryGetValue(use.Variable, out Expression? value) ? Comparison(value) : condition as Binary;

    private void Visit(EquatableArray<Statement> block)
    {
        foreach (Statement statement in block)
            Visit(statement);
    }

    private void Visit(Statement statement)
    {
        switch (statement)
        {
            case Assign { Target.Type: not ArrayType } assign:
                Set(assign.Target, Of(assign.Value));
                break;
            case Store store:
                Write(store.Array, DependsOnAny(store.Index) ? Unknown : Of(store.Value));
                break;
            case Fill fill:
                Write(fill.Array, Of(fill.Value));
                break;
            case Accumulate accumulate:
                Write(accumulate.Array, DependsOnAny(accumulate.Index) ? Unknown : OfFunction("Add", [ElementsOf(accumulate.Array), Of(accumulate.Value)], false, null));
                break;
            case Copy copy:
                Write(copy.Target, ElementsOf(copy.Source));
                break;
            case Map map:
            {
                bool isSquare = map.Function == "Multiply" && map.Arguments[0].Equals(map.Arguments[1]);
                double? exponent = map.Function == "Pow" && Resolve(map.Arguments[1]) is RealLiteral literal ? literal.Value : null;
                Write(map.Target, OfFunction(map.Function, [.. map.Arguments.Select(argument => argument.Type is ArrayType ? ElementsOf(argument) : Of(argument))], isSquare, exponent));
                break;
            }

            case Call call:
                foreach (Variable result in call.Results)
                    Set(result, Unknown);
                foreach (Expression array in call.Written)
                    Write(array, Unknown);
                break;
            case If @if:
                Inside(DependsOnAny(@if.Condition), () =>
                {
                    Visit(@if.Then);
                    Visit(@if.Else);
                });
                foreach (Merge merge in @if.Merges.Where(merge => merge.Result.Type is not ArrayType))
                    Set(merge.Result, Choose(@if.Condition, merge.Then, merge.Else));
                break;
            case For loop:
                Set(loop.Index, Constant(new Use(loop.Index)));
                Visit(loop.Carries, loop.Body, () => DependsOnAny(loop.From) || DependsOnAny(loop.To), (carry, next, result) => Leaving(loop, carry, next, result));
                break;
            case While loop:
                Visit(loop.Carries, loop.Body, () => DependsOnAny(loop.Condition), (_, _, result) => result);
                break;
        }
    }

    private void Visit(EquatableArray<Carry> carries, EquatableArray<Statement> body, Func<bool> isChosen, Func<Carry, T, T, T> leaving)
    {
        List<Carry> scalars = [.. carries.Where(carry => carry.Inner.Type is not ArrayType)];
        foreach (Carry carry in scalars)
        {
            T initial = Of(carry.Initial);
            Widen(_carried, carry.Inner, Elsewhere(initial));
            Set(carry.Inner, Entering(carry, initial, _carried[carry.Inner]));
        }

        bool chosen = isChosen();
        Inside(chosen, () => Visit(body));
        foreach (Carry carry in scalars)
        {
            T next = Of(carry.Next);
            Widen(_carried, carry.Inner, Elsewhere(next));
            T result = Join(Elsewhere(Of(carry.Initial)), Elsewhere(next));
            Set(carry.Result, chosen ? Chosen(result) : leaving(carry, next, result));
        }
    }

    private T Choose(Expression condition, Expression then, Expression @else)
    {
        if (!DependsOnAny(condition))
            return Join(Chosen(condition, true, then, Of(then)), Chosen(condition, false, @else, Of(@else)));
        return Extremum(condition, then, @else) is { } function
            ? OfFunction(function, [Of(then), Of(@else)], false, null)
            : PositivePart(condition, then, @else) ?? Chosen(Join(Of(then), Of(@else)));
    }

    /// <summary>m &gt; 0 ? s + m : s is s + max(m, 0), and with m² in place of m it is s + max(m, 0)²; the same without s and 0.</summary>
    private T? PositivePart(Expression condition, Expression then, Expression @else)
    {
        if (Comparison(condition) is not { Operator: BinaryOperator.Greater or BinaryOperator.GreaterOrEqual, Right: RealLiteral { Value: 0 } } comparison)
            return null;
        Expression other = Resolve(@else);
        Expression? term = Definition(then) is Binary { Operator: BinaryOperator.Add } sum
            ? Resolve(sum.Left).Equals(other) ? sum.Right : Resolve(sum.Right).Equals(other) ? sum.Left : null
            : other is RealLiteral { Value: 0 } ? then : null;
        if (term is null)
            return null;
        Expression m = Resolve(comparison.Left);
        T maximum = OfFunction("Max", [Of(m), Constant(comparison.Right)], false, null);
        bool isSquare = Definition(term) is Binary { Operator: BinaryOperator.Multiply } product && Resolve(product.Left).Equals(m) && Resolve(product.Right).Equals(m);
        if (!isSquare && !Resolve(term).Equals(m))
            return null;
        T part = isSquare ? OfFunction("Multiply", [maximum, maximum], true, null) : maximum;
        return OfFunction("Add", [Of(@else), part], false, null);
    }

    /// <summary>(c x) x is c x².</summary>
    private T? ScaledSquare(Expression left, Expression right)
    {
        if (Definition(left) is not Binary { Operator: BinaryOperator.Multiply } scaled || DependsOnAny(scaled.Left) || !Resolve(scaled.Right).Equals(Resolve(right)))
            return null;
        T x = Of(right);
        return OfFunction("Multiply", [Of(scaled.Left), OfFunction("Multiply", [x, x], true, null)], false, null);
    }

    private Expression Definition(Expression expression)
        => Resolve(expression) is Use use && Definitions.TryGetValue(use.Variable, out Expression? value) ? value : expression;

    /// <summary>a &gt; b ? a : b is a maximum; and so on.</summary>
    private string? Extremum(Expression condition, Expression then, Expression @else)
    {
        if (Comparison(condition) is not { Operator: >= BinaryOperator.Less and <= BinaryOperator.GreaterOrEqual } comparison || !then.Type.IsReal)
            return null;
        (Expression left, Expression right) = (Resolve(comparison.Left), Resolve(comparison.Right));
        (Expression first, Expression second) = (Resolve(then), Resolve(@else));
        bool isGreater = comparison.Operator is BinaryOperator.Greater or BinaryOperator.GreaterOrEqual;
        return left.Equals(first) && right.Equals(second) ? (isGreater ? "Max" : "Min")
            : left.Equals(second) && right.Equals(first) ? (isGreater ? "Min" : "Max")
            : null;
    }

    private T OfElement(Element element)
    {
        if (element.Type is ArrayType || !element.Type.IsReal)
            return DependsOnAny(element) ? Unknown : Constant(element);
        if (DependsOnAny(element.Index) || DependsOnAny(element.Array))
            return Unknown;
        bool isKey = element.Array is Use && !element.Index.Any(part => part is Element or Apply);
        if (element.Array is Use { Variable: var variable } && variable == Scores && !_memory.ContainsKey(variable))
            return Score(isKey ? element.Index : null);
        return Elsewhere(ElementsOf(element.Array));
    }

    /// <summary>What is known of every element of the memory that an array expression may name.</summary>
    private T ElementsOf(Expression array)
    {
        if (DependsOnAny(array))
            return Unknown;
        T? elements = null;
        foreach (Expression root in array.Roots())
        {
            T here = root is Use { Variable: var variable }
                ? _memory.TryGetValue(variable, out T known) ? known : variable == Scores ? Score(null) : Constant(root)
                : Constant(root);
            elements = elements is { } others ? Join(others, here) : here;
        }

        // Memory behind a Stop is as any other, but no derivative flows.
        return array.Any(part => part is Apply) ? Unknown : elements ?? Unknown;
    }

    private T OfReduction(Apply apply)
    {
        bool isSquare = apply.Arguments.Count == 2 && apply.Arguments[0].Equals(apply.Arguments[1]);
        bool isAllWeights = apply.Arguments[0] is Use use && use.Variable == Scores && !_memory.ContainsKey(use.Variable);
        return OfRows(apply.Function, [.. apply.Arguments.Select(ElementsOf)], isSquare, isAllWeights);
    }

    private void Write(Expression array, T value)
    {
        foreach (Variable root in Activity.RootsOf(array))
        {
            // What the parameter held at first stays a possibility.
            if (root == Scores && !_memory.ContainsKey(root))
                Widen(_memory, root, Score(null));
            Widen(_memory, root, Elsewhere(_isChosen || DependsOnAny(array) ? Unknown : value));
        }
    }

    private void Inside(bool isChosen, Action visit)
    {
        bool before = _isChosen;
        _isChosen |= isChosen;
        visit();
        _isChosen = before;
    }

    private void Set(Variable variable, T value) => _values[variable] = Define(variable, value);

    private void Widen(Dictionary<Variable, T> table, Variable variable, T value)
    {
        T joined = table.TryGetValue(variable, out T before) ? Join(before, value) : value;
        if (table.ContainsKey(variable) && EqualityComparer<T>.Default.Equals(before, joined))
            return;
        table[variable] = joined;
        _changed = true;
    }

    private bool ReadsScores(Expression array) => array.Any(part => part is Use { Type: not ArrayType } use && _values.TryGetValue(use.Variable, out T value) && Depends(value));

    /// <summary>Whether an expression of any type depends on the scores.</summary>
    private bool DependsOnAny(Expression expression)
        => expression.Any(part => part is Use { Type: not ArrayType } use && Depends(Of(use)))
            || expression.ArraysRead().SelectMany(array => array.Roots()).Any(root => root is Use { Variable: var variable }
                && (_memory.TryGetValue(variable, out T value) ? Depends(value) : variable == Scores));
}
