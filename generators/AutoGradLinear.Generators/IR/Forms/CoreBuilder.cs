namespace AutoGradLinear.Generators.IR.Forms;

/// <summary>
/// Surface form → core form: every assignment defines a new version of its variable, branches merge the versions that they leave behind,
/// loops carry them round, and every operation on real numbers gets operands that are variables or constants. Helpers are expanded where they are called.
/// </summary>
internal sealed partial class CoreBuilder
{
    private readonly NameSupply _names;
    private readonly Memory _memory;
    private readonly CancellationToken _cancellationToken;
    private Environment _environment = new();
    private readonly Dictionary<Variable, Expression> _lengths = [];
    private List<Statement> _output = [];

    private CoreBuilder(Function function, bool isHelper, CancellationToken cancellationToken)
    {
        _cancellationToken = cancellationToken;
        _memory = Memory.Of(function, isShared: isHelper);
        _names = new NameSupply(function with { Body = [] });
    }

    /// <summary>The module in core form: helpers are expanded where they are called, recursive ones stay functions.</summary>
    public static Module Build(Module module, CancellationToken cancellationToken = default) => BuildInlined(Inlining.Run(module), cancellationToken);

    /// <inheritdoc cref="Build(Module, CancellationToken)"/>
    /// <param name="stays">Whether a helper stays a function.</param>
    public static Module Build(Module module, Func<Function, bool> stays) => BuildInlined(Inlining.Run(module, stays), default);

    private static Module BuildInlined(Module module, CancellationToken cancellationToken)
        => new(Build(module.Entry, isHelper: false, cancellationToken), module.Helpers.Select(helper => Build(helper, isHelper: true, cancellationToken)).ToEquatableArray());

    /// <summary>A structured function without calls of functions that are to be expanded.</summary>
    private static Function Build(Function function, bool isHelper, CancellationToken cancellationToken)
    {
        var builder = new CoreBuilder(function, isHelper, cancellationToken);
        foreach (Parameter parameter in function.Parameters)
            builder._environment[parameter.Variable] = new Use(parameter.Variable);
        builder.BuildBlock(function.Body.Take(function.Body.Count - 1));
        var @return = (Return)function.Body[function.Body.Count - 1];
        EquatableArray<Expression> results = @return.Values.Select(builder.Atom).ToEquatableArray();
        builder._output.Add(new Return(results));
        return Induction.Run(Counting.Run(function with { Form = Form.Core, Body = builder._output.ToEquatableArray() }));
    }

    private void Build(Statement statement)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        switch (statement)
        {
            case Assign { Value.Type: ArrayType } alias:
            {
                // A choice between arrays makes a new environment.
                Expression array = Array(alias.Value);
                _environment[alias.Target] = array;
                break;
            }

            case Assign assign:
                Bind(assign.Target, Value(assign.Value));
                break;
            case Store store:
                _output.Add(new Store(Array(store.Array), Stable(store.Index), Atom(store.Value)));
                break;
            case Accumulate accumulate:
                _output.Add(new Accumulate(Array(accumulate.Array), Stable(accumulate.Index), Atom(accumulate.Value), IsOrdered: true));
                break;
            case Fill fill:
                _output.Add(new Fill(Array(fill.Array), Atom(fill.Value)));
                break;
            case Copy copy:
                _output.Add(new Copy(Array(copy.Source), Array(copy.Target)));
                break;
            case Map map:
                _output.Add(new Map(map.Function, map.Arguments.Select(argument => argument.Type is ArrayType ? Array(argument) : Atom(argument)).ToEquatableArray(), Array(map.Target)));
                break;
            case Allocate allocate:
                BuildAllocation(allocate);
                break;
            case Call call:
                BuildCall(call);
                break;
            case If @if:
                BuildIf(@if);
                break;
            case For loop:
                BuildFor(loop);
                break;
            case While loop:
                BuildWhile(loop);
                break;
            default:
                throw new InvalidOperationException($"{statement.GetType().Name} has no core form.");
        }
    }

    private void BuildAllocation(Allocate allocate)
    {
        var type = (ArrayType)allocate.Array.Type;
        Variable array = _names.Fresh(allocate.Array.Name, type.Rank > 1 ? type : type with { Kind = ArrayKind.Span });
        Expression length = allocate.Length is Indices lengths ? lengths.MapParts(Atom) : Count(allocate.Length);
        _output.Add(new Allocate(array, length));
        _lengths.Add(array, length);
        _environment[allocate.Array] = new Use(array);
    }

    private void BuildCall(Call call)
    {
        EquatableArray<Expression> arguments = call.Arguments.Select(argument => argument.Type is ArrayType ? Array(argument) : Atom(argument)).ToEquatableArray();
        EquatableArray<Variable> results = call.Results.Select(result => _names.Fresh(result.Name, result.Type)).ToEquatableArray();
        _output.Add(call with { Results = results, Arguments = arguments });
        for (int i = 0; i < results.Count; i++)
            _environment[call.Results[i]] = new Use(results[i]);
    }

    /// <summary>A length is as cheap as a variable that holds it, and says more: which indices are in range.</summary>
    private static bool IsLengthOfRow(Expression value)
        => value is Length { Dimension: 0, Array: Use { Variable.Type: ArrayType { Rank: 1, Kind: ArrayKind.Array or ArrayKind.Span or ArrayKind.ReadOnlySpan } } };

    /// <summary>Makes <paramref name="value"/> the new version of a source variable.</summary>
    private void Bind(Variable source, Expression value)
    {
        if (value.IsAtom() || IsLengthOfRow(value))
        {
            _environment[source] = value;
            return;
        }

        Variable version = _names.Fresh(source.Name, source.Type);
        _output.Add(new Assign(version, value));
        _environment[source] = new Use(version);
    }

    private void BuildIf(If @if)
    {
        Expression condition = Atom(@if.Condition);
        Arm then = Branch(() => BuildBlock(@if.Then));
        Arm @else = Branch(() => BuildBlock(@if.Else));
        var merges = new List<Merge>();
        var after = _environment.Copy();
        foreach (Variable variable in then.Environment.Variables.Where(@else.Environment.Contains))
        {
            (Expression thenValue, Expression elseValue) = (then.Environment[variable], @else.Environment[variable]);
            if (thenValue.Equals(elseValue))
            {
                after[variable] = thenValue;
                continue;
            }

            if (variable.Type is ArrayType)
            {
                after[variable] = Merged(variable, thenValue, elseValue, merges);
                continue;
            }

            Variable result = _names.Fresh(variable.Name, variable.Type);
            merges.Add(new Merge(result, thenValue, elseValue));
            after[variable] = new Use(result);
        }

        _environment = after;
        _output.Add(new If(condition, then.Statements, @else.Statements, merges.ToEquatableArray()));
    }

    private void BuildFor(For loop)
    {
        if (Math.Abs(loop.Step) != 1)
        {
            BuildWideSteps(loop);
            return;
        }

        (Expression from, Expression to) = (Stable(loop.From), Stable(loop.To));
        Variable index = _names.Fresh(loop.Index.Name, loop.Index.Type);
        List<Carried> carried = BeginLoop(loop.Body);
        Arm body = Branch(() =>
        {
            EnterLoop(carried);
            _environment[loop.Index] = new Use(index);
            BuildBlock(loop.Body);
        });
        _output.Add(new For(index, from, to, loop.Step, body.Statements, EndLoop(carried, body)));
    }

    /// <summary>
    /// A loop with a wide step, as a loop over the number of the round: the index follows from it. Where the index would run past the last integer and come back
    /// at the other end, the checked bound throws instead.
    /// </summary>
    private void BuildWideSteps(For loop)
    {
        IrType type = loop.Index.Type;
        Expression Of(BinaryOperator op, Expression left, Expression right, bool isChecked = false) => new Binary(op, left, right, isChecked);
        var start = new Variable(loop.Index.Name + "Start", type, -1);
        Build(new Assign(start, loop.From));
        if (type != IrType.Int)
        {
            var limit = new Variable(loop.Index.Name + "Limit", loop.To.Type, -1);
            Build(new Assign(limit, loop.To));
            Build(new Assign(loop.Index, new Use(start)));
            Expression condition = Of(loop.Step > 0 ? BinaryOperator.Less : BinaryOperator.Greater, new Use(loop.Index), new Use(limit));
            var advance = new Assign(loop.Index, Of(BinaryOperator.Add, new Use(loop.Index), new IntegerLiteral(loop.Step, type)));
            BuildWhile(new While(condition, [.. loop.Body, advance]));
            return;
        }

        var wide = new IntegerType("long");
        var end = new Apply(loop.Step > 0 ? "Max" : "Min", [loop.To, new Use(start)], type);
        Expression Long(Expression value) => new Convert(value, wide);
        Expression step = new IntegerLiteral(loop.Step, wide);
        Expression span = Of(BinaryOperator.Subtract, Long(end), Long(new Use(start)));
        Expression count = Of(BinaryOperator.Divide, Of(BinaryOperator.Add, span, new IntegerLiteral(loop.Step - Math.Sign(loop.Step), wide)), step);
        var longRounds = new Variable(loop.Index.Name + "Count", wide, -1);
        Build(new Assign(longRounds, count));
        Expression last = Of(BinaryOperator.Add, Long(new Use(start)), Of(BinaryOperator.Multiply, new Use(longRounds), step));
        Build(new Assign(new Variable(NameSupply.Temporary(loop.Index.Name + "End"), type, -1), new Convert(last, type, Checked: true)));
        var round = new Variable(loop.Index.Name + "Round", type, -1);
        Expression index = Of(BinaryOperator.Add, new Use(start), Of(BinaryOperator.Multiply, new Use(round), new IntegerLiteral(loop.Step, type)));
        var rounds = new Variable(loop.Index.Name + "Rounds", type, -1);
        Build(new Assign(rounds, new Convert(new Use(longRounds), type, Checked: true)));
        BuildFor(new For(round, new IntegerLiteral(0, type), new Use(rounds), 1, [new Assign(loop.Index, index), .. loop.Body]));
    }

    private void BuildWhile(While loop)
    {
        EquatableArray<Statement> statements = [.. loop.Body, .. loop.Step];
        if (NeedsStatements(loop.Condition))
        {
            // A flag, computed before the loop and after each round, stands for a condition that takes statements.
            Variable proceed = _names.Fresh("proceed", IrType.Bool);
            var assign = new Assign(proceed, loop.Condition);
            Build(assign);
            BuildWhile(new While(new Use(proceed), [.. statements, assign]));
            return;
        }

        List<Carried> carried = BeginLoop(statements);
        Expression condition = loop.Condition;
        Arm body = Branch(() =>
        {
            EnterLoop(carried);
            condition = Tree(loop.Condition);
            BuildBlock(statements);
        });
        _output.Add(new While(condition, body.Statements, [], EndLoop(carried, body)));
    }

    private List<Carried> BeginLoop(EquatableArray<Statement> body)
        => body.AllDefinitions().Distinct()
            .Where(_environment.Contains)
            .Select(variable => variable.Type is ArrayType
                ? CarryArray(variable)
                : new Carried(variable, [(_names.Fresh(variable.Name, variable.Type), _environment[variable])], null))
            .ToList();

    private void EnterLoop(List<Carried> carried)
    {
        foreach (Carried item in carried)
            _environment[item.Source] = item.View?.Expression ?? new Use(item.Parts[0].Inner);
    }

    private EquatableArray<Carry> EndLoop(List<Carried> carried, Arm body)
    {
        var carries = new List<Carry>();
        foreach (Carried item in carried)
        {
            Expression end = body.Environment[item.Source];
            List<Expression> next = item.View is null ? [end] : Integers(item.View, View.Of(end));
            var results = new Dictionary<Variable, Expression>();
            for (int i = 0; i < item.Parts.Count; i++)
            {
                (Variable inner, Expression initial) = item.Parts[i];
                Variable result = _names.Fresh(inner.Name, inner.Type);
                results[inner] = new Use(result);
                carries.Add(new Carry(inner, initial, next[i], result));
            }

            _environment[item.Source] = new Substitution(results).Rewrite(item.View?.Expression ?? new Use(item.Parts[0].Inner));
        }

        return carries.ToEquatableArray();
    }

    private void BuildBlock(IEnumerable<Statement> block)
    {
        foreach (Statement statement in block)
            Build(statement);
    }

    /// <summary>Runs <paramref name="build"/> on a copy of the environment and into a block of its own.</summary>
    private Arm Branch(Action build)
    {
        (Environment environment, List<Statement> output) = (_environment, _output);
        (_environment, _output) = (environment.Copy(), []);
        build();
        var arm = new Arm(_output.ToEquatableArray(), _environment);
        (_environment, _output) = (environment, output);
        return arm;
    }

    /// <summary>The expression over core variables; real operations in it have atoms as operands.</summary>
    private Expression Value(Expression expression)
    {
        switch (expression)
        {
            case Use use:
                return _environment.Contains(use.Variable) ? _environment[use.Variable] : Default(use.Type);
            case Conditional conditional when conditional.Type.IsReal || NeedsStatements(conditional):
                return Choose(conditional.Condition, conditional.Then, conditional.Else, conditional.Type);
            case Binary { Operator: BinaryOperator.AndAlso } both when NeedsStatements(both):
                return Choose(both.Left, both.Right, new BooleanLiteral(false), IrType.Bool);
            case Binary { Operator: BinaryOperator.OrElse } either when NeedsStatements(either):
                return Choose(either.Left, new BooleanLiteral(true), either.Right, IrType.Bool);

            // Arms that are not always evaluated stay trees: their elements are read only where C# reads them.
            case Binary { Operator: BinaryOperator.AndAlso or BinaryOperator.OrElse } or Conditional:
                return expression.MapParts(Tree);
            case Length length when Array(length.Array) is Use use && _lengths.TryGetValue(use.Variable, out Expression? known) && known is Indices lengths:
                return lengths.Values[length.Dimension];
            case Length { Dimension: 0 } length:
                return Array(length.Array).LengthOf(_lengths);
            case Element element:
                return new Element(Array(element.Array), Stable(element.Index));
            default:
                return expression.MapParts(part => part.Type.IsReal ? Atom(part) : part.Type is ArrayType ? Array(part) : Value(part));
        }
    }

    /// <summary>An expression that has the same value whenever it is evaluated again: what it reads of memory that changes is read once.</summary>
    private Expression Stable(Expression expression) => _memory.ReadsWritten(expression) && expression is not Indices
        ? Atom(expression)
        : expression is Indices ? expression.MapParts(Stable) : Value(expression);

    /// <summary>The expression over core variables, in one piece.</summary>
    private Expression Tree(Expression expression) => expression is Use or Length ? Value(expression) : expression.MapParts(Tree);

    private static bool NeedsStatements(Expression expression)
        => expression.Any(part => (part is Conditional && part.Type is RealType or ArrayType) || part is Slice or Element { Type: ArrayType });

    private Expression Count(Expression expression)
    {
        Expression value = Value(expression);
        return IsLengthOfRow(value) ? value : Named(value);
    }

    private Expression Atom(Expression expression) => expression.Type is ArrayType ? Array(expression) : Named(Value(expression));

    private Expression Named(Expression value)
    {
        if (value.IsAtom())
            return value;
        Variable temporary = _names.Fresh(NameSupply.Temporary(TemporaryName(value)), value.Type);
        _output.Add(new Assign(temporary, value));
        return new Use(temporary);
    }

    private Expression Choose(Expression condition, Expression then, Expression @else, IrType type)
    {
        Expression test = Atom(condition);
        Expression thenValue = then;
        Expression elseValue = @else;
        Arm thenArm = Branch(() => thenValue = Atom(then));
        Arm elseArm = Branch(() => elseValue = Atom(@else));
        if (thenArm.Statements.IsEmpty && elseArm.Statements.IsEmpty)
            return new Conditional(test, thenValue, elseValue);
        Variable result = _names.Fresh(NameSupply.Temporary("choice"), type);
        _output.Add(new If(test, thenArm.Statements, elseArm.Statements, [new Merge(result, thenValue, elseValue)]));
        return new Use(result);
    }

    private static string TemporaryName(Expression value) => value switch
    {
        Apply { External.Name: var name } => char.ToLowerInvariant(name[0]) + name.Substring(1),
        Apply apply => char.ToLowerInvariant(apply.Function[0]) + apply.Function.Substring(1),
        Element { Array: Use use } => use.Variable.Name + "Element",
        Element => "element",
        Binary binary => binary.Operator switch
        {
            BinaryOperator.Add => "sum",
            BinaryOperator.Subtract => "difference",
            BinaryOperator.Multiply => "product",
            BinaryOperator.Divide => "quotient",
            >= BinaryOperator.AndAlso => "condition",
            _ => "value",
        },
        Unary { Operator: UnaryOperator.Negate } => "negated",
        _ when value.Type is BooleanType => "condition",
        _ => "value",
    };

    private static Expression Default(IrType type) => type switch
    {
        RealType => new RealLiteral(0, type),
        BooleanType => new BooleanLiteral(false),
        _ => new IntegerLiteral(0, type),
    };

    private sealed record Arm(EquatableArray<Statement> Statements, Environment Environment);

    /// <summary>A source variable that a loop changes, and the core variables that carry it: itself, or for an array the integers of its view.</summary>
    private sealed record Carried(Variable Source, IReadOnlyList<(Variable Inner, Expression Initial)> Parts, View? View);

    /// <summary>What each source variable is at one point of the program. Iterates in the order of first assignment, so that output is deterministic.</summary>
    private sealed class Environment
    {
        private readonly Dictionary<Variable, Expression> _values;
        private readonly List<Variable> _order;

        public Environment()
            : this([], [])
        {
        }

        private Environment(Dictionary<Variable, Expression> values, List<Variable> order)
        {
            _values = values;
            _order = order;
        }

        public IEnumerable<Variable> Variables => _order;

        public Expression this[Variable variable]
        {
            get => _values[variable];
            set
            {
                if (!_values.ContainsKey(variable))
                    _order.Add(variable);
                _values[variable] = value;
            }
        }

        public bool Contains(Variable variable) => _values.ContainsKey(variable);

        public Environment Copy() => new(new Dictionary<Variable, Expression>(_values), [.. _order]);
    }
}
