using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Emission;

/// <summary>
/// A loop over the elements of rows as C# with <c>Vector&lt;T&gt;</c>: as many elements at once as the machine has lanes. Branches become masks that select, and sums are
/// summed lane by lane, so that their last digits may differ from those of the loop. What is left of the rows is for the loop itself.
/// </summary>
internal sealed class VectorLoop
{
    private const string Vectors = "global::System.Numerics.Vector";

    private const string Runtime = "global::AutoGradLinear.Numerics.VectorMath";

    private static readonly Dictionary<string, string> Functions = new()
    {
        ["Sqrt"] = $"{Vectors}.SquareRoot", ["Abs"] = $"{Vectors}.Abs", ["Exp"] = $"{Runtime}.Exp", ["Log"] = $"{Vectors}.Log", ["Max"] = $"{Vectors}.Max", ["Min"] = $"{Vectors}.Min",
        ["FusedMultiplyAdd"] = $"{Vectors}.FusedMultiplyAdd", [StableFunction.Sqrt1PM1] = $"{Runtime}.Sqrt1PM1",
    };

    /// <summary>Functions that vectors of a type parameter do not have.</summary>
    private static readonly HashSet<string> OfKnownTypes = ["Log", "FusedMultiplyAdd"];

    private readonly For _loop;
    private readonly RealType _real;
    private readonly HashSet<Variable> _assigned;
    private readonly Func<string, string> _unused;
    private readonly List<string> _before = [];
    private readonly List<string> _lines = [];
    private readonly List<string> _after = [];
    private readonly List<Expression> _rows = [];
    private readonly Dictionary<string, string> _hoisted = [];
    private readonly Dictionary<Variable, string> _sums = [];
    private Dictionary<Variable, string> _values = [];
    private Branch _branch = Branch.None;
    private bool _isPossible = true;
    private bool _comparesIndex;
    private bool _isWorthIt;

    private VectorLoop(For loop, RealType real, Func<string, string> unused)
    {
        (_loop, _real, _unused) = (loop, real, unused);
        _assigned = [.. loop.Body.AllDefinitions()];
    }

    /// <summary>In which part of the body a value is computed.</summary>
    private enum Branch
    {
        /// <summary>In every round.</summary>
        None,

        /// <summary>In every round but one at most, so in some lane.</summary>
        AllButOne,

        /// <summary>Perhaps in none.</summary>
        Some,
    }

    private string Type => $"{Vectors}<{_real.CSharp}>";

    private bool IsGeneric => _real.Kind == RealKind.Generic;

    /// <summary>The type of masks, and of indices that are compared: as wide as the real type, or the type parameter itself.</summary>
    private string Mask => $"{Vectors}<{_real.Kind switch { RealKind.Float => "int", RealKind.Double => "long", _ => _real.CSharp }}>";

    /// <summary>The loop, or null where it has no vector form or gains nothing by it.</summary>
    /// <param name="isCarried">Whether a variable brings a value into the loop, or out of it.</param>
    /// <param name="unused">Makes a name that nobody has.</param>
    public static VectorLoop? Of(For loop, Func<Variable, bool> isCarried, Func<string, string> unused)
    {
        if (loop is not { Step: 1, From: IntegerLiteral { Value: 0 } } || loop.Body.Count == 0)
            return null;
        List<IrType> types = [.. loop.Body.AllExpressions().SelectMany(expression => expression.SelfAndParts()).Select(part => part.Type).Where(type => type.IsReal).Distinct()];
        if (types.Count != 1 || types[0] is not RealType real)
            return null;
        var vector = new VectorLoop(loop, real, unused);
        foreach (Variable variable in vector._assigned.Where(isCarried))
            vector.StartSum(variable);
        vector.Run(loop.Body);
        return vector._isPossible && vector._isWorthIt ? vector : null;
    }

    /// <summary>The rows that are read or written at the index.</summary>
    public IReadOnlyList<Expression> Rows => _rows;

    /// <summary>Writes the part of the loop that is done with vectors.</summary>
    /// <param name="count">How many elements that part has, a multiple of the number of lanes.</param>
    public void Write(IndentedWriter writer, string count)
    {
        string index = Names.Escape(_loop.Index.Name);
        writer.Line("// With vectors, as far as whole ones go; the loop below does the rest.");
        using (writer.Open($"if ({count} > 0)"))
        {
            foreach (string line in _before)
                writer.Line(line);
            using (writer.Open($"for (int {index} = 0; {index} < {count}; {index} += {Type}.Count)"))
            {
                foreach (string line in _lines)
                    writer.Line(line);
            }

            foreach (string line in _after)
                writer.Line(line);
        }
    }

    /// <summary>The number of elements that vectors take: all but a remainder, of the shortest row.</summary>
    public string Count(string length)
    {
        // A type parameter counts exactly up to 2²⁴ where it is float.
        string condition = !IsGeneric ? "" : $" && {Type}.IsSupported{(_comparesIndex ? $" && {length} <= 16777216" : "")}";
        return $"{Vectors}.IsHardwareAccelerated{condition} ? {length} - {length} % {Type}.Count : 0";
    }

    private string Lane(string integer) => IsGeneric ? $"{_real.CSharp}.CreateTruncating({integer})" : integer;

    private void StartSum(Variable variable)
    {
        List<Assign> assignments = [.. _loop.Body.AllStatements().OfType<Assign>().Where(assign => assign.Target.Equals(variable))];
        bool isSum = assignments.All(assign => assign.Value is Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } binary && binary.Left.Equals(new Use(variable)) && !Mentions(binary.Right, variable));
        bool isMaximum = assignments.All(assign => IsLargest(assign.Value, variable));
        int uses = _loop.Body.AllExpressions().SelectMany(expression => expression.Uses()).Count(used => used.Equals(variable));
        bool isOnlyCarried = uses == assignments.Count * (isMaximum ? 2 : 1);
        if (!variable.Type.IsReal || !isOnlyCarried || !(isSum || isMaximum))
        {
            _isPossible = false;
            return;
        }

        string name = Names.Escape(variable.Name);
        string vector = Fresh(variable.Name);
        _before.Add($"var {vector} = {(isMaximum ? $"new {Type}({name})" : $"{Type}.Zero")};");
        _after.Add(isMaximum ? $"{name} = {Runtime}.LargestOf({vector});" : $"{name} += {Vectors}.Sum({vector});");
        _sums.Add(variable, vector);
        _values[variable] = vector;
    }

    /// <summary>x &gt; v ? x : v.</summary>
    private static bool IsLargest(Expression value, Variable variable)
        => value is Conditional { Condition: Binary { Operator: BinaryOperator.Greater } larger } choice
            && larger.Right.Equals(new Use(variable)) && choice.Else.Equals(new Use(variable)) && larger.Left.Equals(choice.Then) && !Mentions(choice.Then, variable);

    private void Run(EquatableArray<Statement> block)
    {
        foreach (Statement statement in block)
        {
            switch (statement)
            {
                case Assign { Target.Type: RealType } assign:
                    Define(assign.Target, Vector(assign.Value));
                    break;
                case Assign { Target.Type: BooleanType } assign:
                    Define(assign.Target, MaskOf(assign.Value));
                    break;
                case Store store when _branch == Branch.None && IsRow(store.Array, store.Index):
                    _isWorthIt |= store.Value is not RealLiteral;
                    _lines.Add($"{Primary(Vector(store.Value))}.CopyTo({RowAt(store.Array)});");
                    break;
                case Accumulate accumulate when _branch == Branch.None && IsRow(accumulate.Array, accumulate.Index):
                    _isWorthIt = true;
                    _lines.Add($"({Load(accumulate.Array)} + {Vector(accumulate.Value)}).CopyTo({RowAt(accumulate.Array)});");
                    break;
                case If @if when !@if.Then.AllStatements().Concat(@if.Else.AllStatements()).Any(inner => inner is not (Assign or If)):
                    RunBranches(@if);
                    break;
                default:
                    _isPossible = false;
                    break;
            }

            if (!_isPossible)
                return;
        }
    }

    private void RunBranches(If @if)
    {
        string mask = Named("condition", MaskOf(@if.Condition));
        (Branch outside, Dictionary<Variable, string> before) = (_branch, _values);
        bool isAllButOne = outside == Branch.None && ComparesIndex(@if.Condition) is BinaryOperator.NotEqual;
        Dictionary<Variable, string> then = RunArm(@if.Then, isAllButOne ? Branch.AllButOne : Branch.Some, before);
        Dictionary<Variable, string> @else = RunArm(@if.Else, outside == Branch.None && ComparesIndex(@if.Condition) is BinaryOperator.Equal ? Branch.AllButOne : Branch.Some, before);
        (_branch, _values) = (outside, new Dictionary<Variable, string>(before));
        foreach (Variable variable in then.Keys.Concat(@else.Keys).Distinct())
        {
            bool inThen = then.TryGetValue(variable, out string? first);
            bool inElse = @else.TryGetValue(variable, out string? second);
            if (inThen && inElse && first != second)
                Define(variable, $"{Vectors}.ConditionalSelect({mask}, {first}, {second})");
            else
                _values[variable] = inThen ? first! : second!;
        }
    }

    private Dictionary<Variable, string> RunArm(EquatableArray<Statement> block, Branch branch, Dictionary<Variable, string> before)
    {
        (_branch, _values) = (branch, new Dictionary<Variable, string>(before));
        Run(block);
        return _values;
    }

    /// <summary>A sum is changed in place, unless only some lanes change it.</summary>
    private void Define(Variable variable, string value)
    {
        if (_branch == Branch.None && _sums.TryGetValue(variable, out string? sum))
        {
            _lines.Add($"{sum} = {value};");
            _values[variable] = sum;
            return;
        }

        _values[variable] = Named(variable.Name, value);
    }

    private string Named(string name, string value)
    {
        string fresh = Fresh(name);
        _lines.Add($"var {fresh} = {value};");
        return fresh;
    }

    private string Fresh(string name) => Names.Escape(_unused(NameSupply.Plain(name) + "Vector"));

    private string Vector(Expression value)
    {
        if (IsInvariant(value))
            return Hoisted(value);
        switch (value)
        {
            case Use use when _values.TryGetValue(use.Variable, out string? name):
                return name;
            case Element element when IsRow(element.Array, element.Index):
                return Load(element.Array);
            case Unary { Operator: UnaryOperator.Negate } negated:
                return $"-{Operand(negated.Operand)}";
            case Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply or BinaryOperator.Divide } binary:
                _isWorthIt = true;
                return $"{Operand(binary.Left)} {IrPrinter.Symbol(binary.Operator)} {Operand(binary.Right)}";
            case Conditional { Condition: Binary { Operator: BinaryOperator.Greater } larger } choice when larger.Left.Equals(choice.Then) && larger.Right.Equals(choice.Else):
                _isWorthIt = true;
                return $"{Runtime}.Larger({Vector(choice.Then)}, {Vector(choice.Else)})";
            case Conditional choice:
                _isWorthIt = true;
                return $"{Vectors}.ConditionalSelect({MaskOf(choice.Condition)}, {Inside(choice.Then)}, {Inside(choice.Else)})";
            case Apply { External: null } apply when Functions.TryGetValue(apply.Function, out string? function) && !(IsGeneric && OfKnownTypes.Contains(apply.Function)):
                _isWorthIt = true;
                return $"{function}({string.Join(", ", apply.Arguments.Select(Vector))})";
            default:
                return Impossible();
        }
    }

    private string Operand(Expression value) => value is Binary or Unary && !IsInvariant(value) ? $"({Vector(value)})" : Vector(value);

    /// <summary>In parentheses unless it is a name.</summary>
    private static string Primary(string text) => text.All(character => char.IsLetterOrDigit(character) || character is '_' or '@') ? text : $"({text})";

    /// <summary>An arm of a choice, which may be evaluated in no lane.</summary>
    private string Inside(Expression value)
    {
        Branch outside = _branch;
        _branch = Branch.Some;
        string text = Vector(value);
        _branch = outside;
        return text;
    }

    private string MaskOf(Expression condition)
    {
        switch (condition)
        {
            case Use use when _values.TryGetValue(use.Variable, out string? name):
                return name;
            case Unary { Operator: UnaryOperator.Not } not:
                return $"~{MaskOperand(not.Operand)}";
            case Binary { Operator: BinaryOperator.AndAlso or BinaryOperator.And } both:
                return $"{MaskOperand(both.Left)} & {MaskOperand(both.Right)}";
            case Binary { Operator: BinaryOperator.OrElse or BinaryOperator.Or } either:
                return $"{MaskOperand(either.Left)} | {MaskOperand(either.Right)}";
            case Binary { Left.Type: RealType } comparison when ComparisonOf(comparison.Operator) is { } function:
                return $"{(comparison.Operator == BinaryOperator.NotEqual ? "~" : "")}{Vectors}.{function}({Vector(comparison.Left)}, {Vector(comparison.Right)})";
            case Binary comparison when ComparesIndex(comparison) is { } op:
            {
                Expression other = comparison.Left.Equals(new Use(_loop.Index)) ? comparison.Right : comparison.Left;
                string lanes = $"new {Mask}({Lane(Names.Escape(_loop.Index.Name))}) + {Mask}.Indices";
                _comparesIndex = true;
                return $"{(op == BinaryOperator.NotEqual ? "~" : "")}{Vectors}.Equals({lanes}, {HoistedIndex(other)})";
            }

            default:
                return Impossible();
        }
    }

    private string MaskOperand(Expression condition) => condition is Binary { Left.Type: BooleanType } ? $"({MaskOf(condition)})" : MaskOf(condition);

    private static string? ComparisonOf(BinaryOperator op) => op switch
    {
        BinaryOperator.Equal or BinaryOperator.NotEqual => "Equals",
        BinaryOperator.Less => "LessThan",
        BinaryOperator.LessOrEqual => "LessThanOrEqual",
        BinaryOperator.Greater => "GreaterThan",
        BinaryOperator.GreaterOrEqual => "GreaterThanOrEqual",
        _ => null,
    };

    /// <summary>Whether the condition compares the index for equality with what does not change, and how.</summary>
    private BinaryOperator? ComparesIndex(Expression condition)
        => condition is Binary { Operator: BinaryOperator.Equal or BinaryOperator.NotEqual, Left.Type: IntegerType { Name: "int" } } comparison
            && ((comparison.Left.Equals(new Use(_loop.Index)) && comparison.Right.IsAtom() && IsInvariant(comparison.Right))
                || (comparison.Right.Equals(new Use(_loop.Index)) && comparison.Left.IsAtom() && IsInvariant(comparison.Left)))
            ? comparison.Operator
            : null;

    private bool IsInvariant(Expression value) => !value.Uses().Any(variable => variable.Equals(_loop.Index) || _assigned.Contains(variable));

    /// <summary>A value that is the same in every lane and every round. What may throw is evaluated only where some lane of the first round evaluates it.</summary>
    private string Hoisted(Expression value)
    {
        bool throws = value.CanThrow();
        if (throws && (_branch == Branch.Some || (Throwing.Of(value) | Exceptions.IndexOutOfRange) != Exceptions.IndexOutOfRange || ReadsWritten(value)))
            return Impossible();
        if (value is RealLiteral { Value: 0 or 1 } literal && !double.IsNegativeInfinity(1 / literal.Value))
            return literal.Value == 0 ? $"{Type}.Zero" : $"{Type}.One";
        return Hoist(ExpressionWriter.Write(value), Type, value switch
        {
            Use use => use.Variable.Name,
            Member member => Camel(member.Text.Split('.').Last().TrimStart('@')),
            Element { Array: Use array } => array.Variable.Name + "Element",
            RealLiteral => "constant",
            _ => "invariant",
        });
    }

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);

    private string HoistedIndex(Expression value) => Hoist(Lane(ExpressionWriter.Write(value)), Mask, value is Use use ? use.Variable.Name : "position");

    private string Hoist(string text, string type, string name)
    {
        string key = type + text;
        if (!_hoisted.TryGetValue(key, out string? vector))
        {
            _hoisted[key] = vector = Fresh(name);
            _before.Add($"var {vector} = new {type}({text});");
        }

        return vector;
    }

    private bool ReadsWritten(Expression value)
    {
        HashSet<Expression> written = [.. _loop.Body.AllStatements().SelectMany(Writes.TargetsOf).SelectMany(array => array.Roots())];
        return value.ArraysRead().SelectMany(array => array.Roots()).Any(written.Contains);
    }

    /// <summary>Whether it is the element of a row at the index.</summary>
    private bool IsRow(Expression array, Expression index)
    {
        bool isRow = index.Equals(new Use(_loop.Index)) && array is Use && array.Type is ArrayType { Rank: 1, Element: RealType, Kind: ArrayKind.Span or ArrayKind.ReadOnlySpan or ArrayKind.Array };
        if (isRow && !_rows.Contains(array))
            _rows.Add(array);
        return isRow;
    }

    private string Load(Expression array) => $"new {Type}({RowAt(array)})";

    /// <summary>The lanes of a row, as what loads and stores take.</summary>
    private string RowAt(Expression array)
    {
        string index = Names.Escape(_loop.Index.Name);
        string name = ExpressionWriter.WritePrimary(array);
        return array.Type is ArrayType { Kind: ArrayKind.Array } ? $"{name}, {index}" : $"{name}.Slice({index})";
    }

    private string Impossible()
    {
        _isPossible = false;
        return "";
    }

    private static bool Mentions(Expression expression, Variable variable) => expression.Uses().Contains(variable);
}
