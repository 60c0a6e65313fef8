using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Tests;

/// <summary>
/// Runs core functions. Reals are doubles (a float is rounded after each operation), integers are longs, rows are arrays, slots are stacks.
/// </summary>
internal sealed class Interpreter
{
    private readonly Dictionary<Variable, object> _values = [];
    private readonly Dictionary<string, Stack<object>> _slots;
    private readonly Module? _module;
    private readonly Dictionary<string, int> _calls;
    private object[] _results = [];

    private Interpreter(Module? module, Dictionary<string, Stack<object>> slots, Dictionary<string, int> calls)
    {
        _module = module;
        _slots = slots;
        _calls = calls;
    }

    /// <summary>The function's results for these arguments, in the order of its parameters; sinks and accumulators are written to.</summary>
    public static object[] Run(Function function, params object[] arguments) => new Interpreter(null, [], []).Invoke(function, arguments);

    /// <summary>The results of the module's entry, and how often each function was called; frames must be empty in the end.</summary>
    public static (object[] Results, IReadOnlyDictionary<string, int> Calls) Run(Module module, params object[] arguments)
    {
        var interpreter = new Interpreter(module, [], []);
        object[] results = interpreter.Invoke(module.Entry, arguments);
        if (interpreter._slots.Values.Any(slot => slot.Count > 0))
            throw new InvalidOperationException("A value was saved and never restored.");
        return (results, interpreter._calls);
    }

    private object[] Invoke(Function function, object[] arguments)
    {
        if (function.Form != Form.Core || arguments.Length != function.Parameters.Count)
            throw new ArgumentException($"'{function.Name}' is not in core form, or has other parameters.");
        for (int i = 0; i < arguments.Length; i++)
            _values.Add(function.Parameters[i].Variable, Normal(arguments[i]));
        Run(function.Body);
        return _results;
    }

    /// <summary>The value and the flattened gradient that a function made by reverse mode gives at the point.</summary>
    public static double[] Gradient(Function function, object[] point)
    {
        var arguments = new List<object>(point.Select(value => value is double[] row ? row.Clone() : value));
        foreach (Parameter parameter in function.Parameters.Skip(point.Length))
        {
            int source = function.Parameters.TakeWhile(candidate => candidate.Variable != parameter.Shadows).Count();
            var row = new double[((double[])point[source]).Length];
            Array.Fill(row, double.NaN);
            arguments.Add(row);
        }

        object[] results = Run(function, [.. arguments]);
        var gradient = new List<double> { (double)results[0] };
        for (int i = 0; i < point.Length; i++)
        {
            Variable input = function.Parameters[i].Variable;
            int sink = function.Parameters.TakeWhile(parameter => parameter.Shadows != input).Count();
            if (sink < function.Parameters.Count)
                gradient.AddRange((double[])arguments[sink]);
            int result = function.Results.TakeWhile(candidate => candidate.Name != input.Name + "Gradient").Count();
            if (result < function.Results.Count)
                gradient.Add((double)results[result]);
        }

        return [.. gradient];
    }

    private static object Normal(object value) => value switch
    {
        int or byte or short or uint => System.Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture),
        float number => (double)number,
        int[] row => Tests.Row.Of(Array.ConvertAll(row, number => (long)number)),
        Array row => Tests.Row.Of(row),
        _ => value,
    };

    private void Run(EquatableArray<Statement> block)
    {
        foreach (Statement statement in block)
            Run(statement);
    }

    private void Run(Statement statement)
    {
        switch (statement)
        {
            case Assign assign:
                _values[assign.Target] = Value(assign.Value);
                break;
            case Store store:
                Row(store.Array)[Index(store.Index)] = Value(store.Value);
                break;
            case Accumulate accumulate:
            {
                Row sums = Row(accumulate.Array);
                int at = Index(accumulate.Index);
                sums[at] = Round((double)sums[at] + Real(accumulate.Value), accumulate.Value.Type);
                break;
            }

            case Fill fill:
            {
                Row filled = Row(fill.Array);
                for (int i = 0; i < filled.Count; i++)
                    filled[i] = Value(fill.Value);
                break;
            }

            case Copy copy:
            {
                Row target = Row(copy.Target);
                object[] elements = Row(copy.Source).ToArray();
                for (int i = 0; i < elements.Length; i++)
                    target[i] = elements[i];
                break;
            }

            case Map map:
            {
                Row target = Row(map.Target);
                object[] arguments = map.Arguments.Select(Value).ToArray();
                int count = arguments.OfType<Row>().First().Count;
                object[] results = Enumerable.Range(0, count)
                    .Select(i => Functions.ApplyMap(map.Function, arguments.Select(argument => argument is Row row ? row[i] : argument).ToArray()))
                    .ToArray();
                for (int i = 0; i < count; i++)
                    target[i] = results[i];
                break;
            }

            case Allocate allocate:
                _values[allocate.Array] = Tests.Row.Of(New(((ArrayType)allocate.Array.Type).Element, Index(allocate.Length)));
                break;
            case If @if:
                bool holds = (bool)Value(@if.Condition);
                Run(holds ? @if.Then : @if.Else);
                List<object> merged = @if.Merges.Select(merge => Value(holds ? merge.Then : merge.Else)).ToList();
                for (int i = 0; i < merged.Count; i++)
                    _values[@if.Merges[i].Result] = merged[i];
                break;
            case For loop:
                RunFor(loop);
                break;
            case While loop:
                Begin(loop.Carries);
                while ((bool)Value(loop.Condition))
                {
                    Run(loop.Body);
                    Next(loop.Carries);
                }

                End(loop.Carries);
                break;
            case Return @return:
                _results = @return.Values.Select(Value).ToArray();
                break;
            case Save save:
                Slot(save.Slot).Push(Value(save.Value));
                break;
            case Restore restore:
                _values[restore.Target] = Slot(restore.Slot).Pop();
                break;
            case Call call:
                RunCall(call);
                break;
            default:
                throw new NotSupportedException(statement.GetType().Name);
        }
    }

    /// <summary>Functions share the slots, and nothing else.</summary>
    private void RunCall(Call call)
    {
        Function callee = _module?.Find(call.Function) ?? throw new NotSupportedException($"There is no '{call.Function}'.");
        _calls[callee.Name] = _calls.GetValueOrDefault(callee.Name) + 1;
        object[] results = new Interpreter(_module, _slots, _calls).Invoke(callee, call.Arguments.Select(Value).ToArray());
        for (int i = 0; i < results.Length; i++)
            _values[call.Results[i]] = results[i];
    }

    private void RunFor(For loop)
    {
        (long from, long to) = ((long)Value(loop.From), (long)Value(loop.To));
        Begin(loop.Carries);
        for (long i = from; loop.Step > 0 ? i < to : i > to; i += loop.Step)
        {
            _values[loop.Index] = i;
            Run(loop.Body);
            Next(loop.Carries);
        }

        End(loop.Carries);
    }

    private void Begin(EquatableArray<Carry> carries) => Assign(carries.Select(carry => (carry.Inner, Value(carry.Initial))).ToList());

    private void Next(EquatableArray<Carry> carries) => Assign(carries.Select(carry => (carry.Inner, Value(carry.Next))).ToList());

    private void End(EquatableArray<Carry> carries) => Assign(carries.Select(carry => (carry.Result, _values[carry.Inner])).ToList());

    private void Assign(List<(Variable Target, object Value)> assignments)
    {
        foreach ((Variable target, object value) in assignments)
            _values[target] = value;
    }

    private Stack<object> Slot(Slot slot)
    {
        if (!_slots.TryGetValue(slot.Name, out Stack<object>? stack))
            _slots.Add(slot.Name, stack = new Stack<object>());
        return stack;
    }

    private static Array New(IrType element, int length) => element switch
    {
        RealType => new double[length],
        BooleanType => new bool[length],
        _ => new long[length],
    };

    private Row Row(Expression expression) => (Row)Value(expression);

    private int Index(Expression expression) => checked((int)(long)Value(expression));

    private double Real(Expression expression) => (double)Value(expression);

    private object Value(Expression expression) => expression switch
    {
        RealLiteral literal => literal.Value,
        IntegerLiteral literal => literal.Value,
        BooleanLiteral literal => literal.Value,
        Use use => _values[use.Variable],
        Element element => Row(element.Array)[Index(element.Index)],
        Length length => (long)Row(length.Array).Count,
        Slice slice => Row(slice.Array).Slice(Index(slice.Start), Index(slice.Count)),
        Table table => Tests.Row.Of(table.Values.Select(Value).ToArray()),
        Apply { Function: "Stop" } stop => Value(stop.Arguments[0]),
        Unary unary => Apply(unary),
        Binary { Operator: BinaryOperator.AndAlso } both => (bool)Value(both.Left) && (bool)Value(both.Right),
        Binary { Operator: BinaryOperator.OrElse } either => (bool)Value(either.Left) || (bool)Value(either.Right),
        Binary binary => Round(Operators.Apply(binary.Operator, Value(binary.Left), Value(binary.Right)), binary.Type),
        Conditional conditional => Value((bool)Value(conditional.Condition) ? conditional.Then : conditional.Else),
        Convert convert => Round(Value(convert.Operand), convert.Type),
        Apply apply => Round(Functions.Apply(apply.Function, apply.Arguments.Select(Value).ToArray()), apply.Type),
        _ => throw new NotSupportedException(expression.ToString()),
    };

    private object Apply(Unary unary) => (unary.Operator, Value(unary.Operand)) switch
    {
        (UnaryOperator.Negate, double real) => -real,
        (UnaryOperator.Negate, long integer) => -integer,
        (UnaryOperator.Not, bool flag) => !flag,
        (_, long integer) => ~integer,
        _ => throw new NotSupportedException(unary.ToString()),
    };

    /// <summary>The value as one of its type.</summary>
    private static object Round(object value, IrType type) => (type, value) switch
    {
        (RealType { Kind: RealKind.Float }, double real) => (double)(float)real,
        (RealType, long integer) => (double)integer,
        (IntegerType { Name: "int" }, long integer) => (long)unchecked((int)integer),
        (IntegerType { Name: "int" }, double real) => (long)(int)real,
        (IntegerType, double real) => (long)real,
        _ => value,
    };

    private static class Operators
    {
        public static object Apply(BinaryOperator op, object left, object right) => (left, right) switch
        {
            (double x, double y) => op switch
            {
                BinaryOperator.Add => x + y,
                BinaryOperator.Subtract => x - y,
                BinaryOperator.Multiply => x * y,
                BinaryOperator.Divide => x / y,
                BinaryOperator.Remainder => x % y,
                BinaryOperator.Equal => x == y,
                BinaryOperator.NotEqual => x != y,
                BinaryOperator.Less => x < y,
                BinaryOperator.LessOrEqual => x <= y,
                BinaryOperator.Greater => x > y,
                BinaryOperator.GreaterOrEqual => (object)(x >= y),
                _ => throw new NotSupportedException(op.ToString()),
            },
            (long x, long y) => op switch
            {
                BinaryOperator.Add => x + y,
                BinaryOperator.Subtract => x - y,
                BinaryOperator.Multiply => x * y,
                BinaryOperator.Divide => x / y,
                BinaryOperator.Remainder => x % y,
                BinaryOperator.And => x & y,
                BinaryOperator.Or => x | y,
                BinaryOperator.Xor => x ^ y,
                BinaryOperator.ShiftLeft => x << (int)y,
                BinaryOperator.ShiftRight => x >> (int)y,
                BinaryOperator.Equal => x == y,
                BinaryOperator.NotEqual => x != y,
                BinaryOperator.Less => x < y,
                BinaryOperator.LessOrEqual => x <= y,
                BinaryOperator.Greater => x > y,
                _ => (object)(x >= y),
            },
            (bool x, bool y) => op switch
            {
                BinaryOperator.And => x & y,
                BinaryOperator.Or => x | y,
                BinaryOperator.Equal => x == y,
                BinaryOperator.Xor or BinaryOperator.NotEqual => (object)(x ^ y),
                _ => throw new NotSupportedException(op.ToString()),
            },
            _ => throw new NotSupportedException($"{left.GetType().Name} {op} {right.GetType().Name}"),
        };
    }
}
