using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Emission;

/// <summary>
/// A loop over the elements of rows as C# with <c>Vector&lt;T&gt;</c>: as many elements at once as the machine has lanes. Branches become masks that select, and sums are
/// summed lane by lane, so that their last digits may differ from those of the loop. What is left of the rows is for the loop itself.
/// </summary>
internal sealed partial class VectorLoop
{
    private const string Vectors = "global::System.Numerics.Vector";

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
    private readonly List<(string Current, string Next)> _turns = [];
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
                if (_turns.Count > 0)
                    writer.Line($"({string.Join(", ", _turns.Select(turn => $"{turn.Current}, {turn.Next}"))}) = ({string.Join(", ", _turns.Select(turn => $"{turn.Next}, {turn.Current}"))});");
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
        // Two vectors take turns, so that no addition waits for the one before.
        (string vector, string other) = (Fresh(variable.Name), Fresh("other" + char.ToUpperInvariant(NameSupply.Plain(variable.Name)[0]) + NameSupply.Plain(variable.Name).Substring(1)));
        string start = isMaximum ? $"new {Type}({name})" : $"{Type}.Zero";
        _before.Add($"var {vector} = {start};");
        _before.Add($"var {other} = {start};");
        _after.Add(isMaximum ? $"{name} = {Runtime}.LargestOf({Runtime}.Larger({vector}, {other}));" : $"{name} += {Vectors}.Sum({vector} + {other});");
        _turns.Add((vector, other));
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
                    _lines.Add(Store(store.Array, Vector(store.Value)));
                    break;
                case Accumulate accumulate when _branch == Branch.None && IsRow(accumulate.Array, accumulate.Index):
                    _isWorthIt = true;
                    _lines.Add(Store(accumulate.Array, $"{Load(accumulate.Array)} + {Operand(accumulate.Value)}"));
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

    private static bool Mentions(Expression expression, Variable variable) => expression.Uses().Contains(variable);
}
