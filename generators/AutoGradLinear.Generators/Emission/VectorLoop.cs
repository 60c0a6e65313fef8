using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Emission;

/// <summary>
/// A loop over the elements of rows as C# with <c>Vector&lt;T&gt;</c>: as many elements at once as the machine has lanes. Branches become masks that select, and sums are
/// summed lane by lane, so that their last digits may differ from those of the loop. The last round goes back so far that it ends where the rows do; a mask leaves what is done
/// already as it is. Rows that are shorter than a vector are for the loop itself.
/// </summary>
internal sealed partial class VectorLoop
{
    private const string Vectors = VectorFunctions.Vectors;

    /// <summary>The most lines of a body that is written twice: a longer one has enough to do while an addition runs.</summary>
    private const int LongestTwice = 4;

    /// <summary>The most lines of a cheap round.</summary>
    private const int MostLines = 12;

    /// <summary>As many elements of a cheap loop are done one by one at its end.</summary>
    private const string MostAlone = "2";

    private readonly For _loop;
    private readonly RealType _real;
    private readonly HashSet<Variable> _assigned;
    private readonly HashSet<string> _taken;
    private readonly List<string> _namesOfRound = [];
    private readonly List<string> _before = [];
    private readonly List<string> _after = [];
    private readonly List<Expression> _rows = [];
    private readonly bool _isInPlace;
    private readonly Dictionary<string, string> _hoisted = [];
    private readonly List<Sum> _sums = [];
    private readonly string _index;
    private readonly List<(string Name, Expression Divisor)> _inverses = [];
    private readonly List<Expression> _exceptions = [];
    private List<string> _once = [];
    private List<string> _again = [];
    private List<string> _ordinary = [];
    private List<string> _last = [];

    // The place of the text that is being written.
    private string _at = "";
    private bool _isOrdinary;
    private string? _left;
    private bool _masksLast;
    private List<string> _lines = [];
    private Dictionary<Variable, string> _sumVectors = [];
    private Dictionary<Variable, string> _values = [];
    private Branch _branch = Branch.None;
    private bool _isPossible = true;
    private bool _callsFunctions;
    private bool _isWorthIt;

    private VectorLoop(For loop, RealType real, HashSet<string> taken)
    {
        (_loop, _real, _taken) = (loop, real, taken);
        _assigned = [.. loop.Body.AllDefinitions()];
        HashSet<Expression> read = [.. loop.Body.AllExpressions().SelectMany(expression => expression.ArraysRead())];
        _isInPlace = loop.Body.AllStatements().Any(statement => statement is Accumulate || Writes.TargetsOf(statement).Any(read.Contains));
        _index = Names.Escape(loop.Index.Name);
    }

    /// <summary>What is added up, or the largest of what the loop sees. A short loop has two of each, so that no addition waits for the one before.</summary>
    private sealed record Sum(Variable Variable, bool IsMaximum, string First, string Second);

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

    /// <summary>Whether a round of the loop takes two vectors.</summary>
    private bool IsTwice => _again.Count > 0;

    /// <summary>Whether a round is a few operations.</summary>
    private bool IsCheap => _last.Count <= MostLines && !_callsFunctions;

    private string Type => $"{Vectors}<{_real.CSharp}>";

    private bool IsGeneric => _real.Kind == RealKind.Generic;

    /// <summary>The type of masks, and of indices that are compared: as wide as the real type, or the type parameter itself.</summary>
    private string Mask => $"{Vectors}<{_real.Kind switch { RealKind.Float => "int", RealKind.Double => "long", _ => _real.CSharp }}>";

    /// <summary>The loop, or null where it has no vector form or gains nothing by it.</summary>
    /// <param name="isCarried">Whether a variable brings a value into the loop, or out of it.</param>
    /// <param name="taken">The names around the loop, to which those that it needs are added.</param>
    public static VectorLoop? Of(For loop, Func<Variable, bool> isCarried, HashSet<string> taken)
    {
        if (loop is not { Step: 1, From: IntegerLiteral { Value: 0 } } || loop.Body.Count == 0)
            return null;
        List<IrType> types = [.. loop.Body.AllExpressions().SelectMany(expression => expression.SelfAndParts()).Select(part => part.Type).Where(type => type.IsReal).Distinct()];
        if (types.Count != 1 || types[0] is not RealType real)
            return null;
        var vector = new VectorLoop(loop, real, taken);
        foreach (Variable variable in vector._assigned.Where(isCarried))
            vector.StartSum(variable);
        vector._once = vector.Run(vector._index, sum => sum.First);
        if (!vector._isPossible || !vector._isWorthIt)
            return null;
        if (vector._exceptions.Count == 1)
            vector.RunOrdinary();
        else if (vector._exceptions.Count == 0 && vector._sums.Count > 0 && vector._once.Count <= LongestTwice && !vector._callsFunctions)
            vector._again = vector.Run($"{vector._index} + {vector.Type}.Count", sum => sum.Second);
        vector.RunLast();
        vector.FinishSums();
        return vector;
    }

    /// <summary>The rows that are read or written at the index.</summary>
    public IReadOnlyList<Expression> Rows => _rows;

    /// <summary>Numbers that do not change and that the loop divides by: it multiplies by their inverses, where these are normal numbers.</summary>
    public IReadOnlyList<(string Name, Expression Divisor)> Inverses => _inverses;

    /// <summary>Writes the loop with vectors.</summary>
    /// <param name="count">The variable with the number of elements that whole vectors take; afterwards that of the elements that are done.</param>
    /// <param name="length">The length of the shortest row.</param>
    public void Write(IndentedWriter writer, string count, string length)
    {
        writer.Line($"// With vectors; the loop below is for rows that are shorter than one{(IsCheap ? ", and for one or two elements at the end" : "")}.");
        using (writer.Open($"if ({count} > 0)"))
        {
            writer.Lines(_before);
            if (IsTwice)
            {
                writer.Line($"int {_index} = 0;");
                using (writer.Open($"for (; {_index} <= {count} - 2 * {Type}.Count; {_index} += 2 * {Type}.Count)"))
                    writer.Lines(_once).Lines(_again);
                using (writer.Open($"if ({_index} < {count})"))
                    writer.Lines(_once);
            }
            else if (_ordinary.Count > 0)
            {
                WriteRounds(writer, count);
            }
            else
            {
                using (writer.Open($"for (int {_index} = 0; {_index} < {count}; {_index} += {Type}.Count)"))
                    writer.Lines(_once);
            }

            WriteLast(writer, count, length);
            writer.Lines(_after);
        }
    }

    private void WriteLast(IndentedWriter writer, string count, string length)
    {
        // Of what is cheap, one or two elements are done sooner one by one.
        using (writer.Open(IsCheap ? $"if ({count} < {length} - {MostAlone})" : $"if ({count} < {length})"))
        {
            writer.Line("// The last lanes, beside some that are done.");
            writer.Line($"{(IsTwice || _ordinary.Count > 0 ? "" : "int ")}{_index} = {length} - {Type}.Count;");
            if (_masksLast)
                writer.Line($"var {_left} = {Vectors}.GreaterThanOrEqual({Mask}.Indices, new {Mask}({Lane($"{count} - {_index}")}));");
            writer.Lines(_last);
            writer.Line($"{count} = {length};");
        }
    }

    /// <summary>Ordinary rounds up to the one in which a lane has the index that the loop compares with, that one with masks, and ordinary ones again.</summary>
    private void WriteRounds(IndentedWriter writer, string count)
    {
        string exception = ExpressionWriter.Write(_exceptions[0]);
        string end = Unused("ordinary");
        writer.Line($"int {_index} = 0;");
        writer.Line($"int {end} = unchecked((uint){exception}) < (uint){count} ? {exception} - {exception} % {Type}.Count : {count};");
        using (writer.Open($"while ({_index} < {count})"))
        {
            using (writer.Open($"for (; {_index} < {end}; {_index} += {Type}.Count)"))
                writer.Lines(_ordinary);
            using (writer.Open($"if ({_index} < {count})"))
            {
                writer.Line($"// One of these lanes is {exception}.");
                writer.Lines(_once);
                writer.Line($"{_index} += {Type}.Count;");
                writer.Line($"{end} = {count};");
            }
        }
    }

    /// <summary>The number of elements that vectors take: all but a remainder, of the shortest row.</summary>
    public string Count(string length)
    {
        // A type parameter counts exactly up to 2²⁴ where it is float.
        string condition = !IsGeneric ? "" : $" && {Type}.IsSupported{(_exceptions.Count > 0 ? $" && {length} <= 16777216" : "")}";
        condition += string.Concat(_inverses.Select(inverse => $" && {_real.CSharp}.IsNormal({inverse.Name})"));
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

        _sums.Add(new Sum(variable, isMaximum, Fresh(variable.Name), Fresh("other" + char.ToUpperInvariant(NameSupply.Plain(variable.Name)[0]) + NameSupply.Plain(variable.Name).Substring(1))));
    }

    /// <summary>The body of a round none of whose indices is one that the loop compares with: the usual one, without masks for the index.</summary>
    private void RunOrdinary()
    {
        _isOrdinary = true;
        _taken.ExceptWith(_namesOfRound);
        _ordinary = Run(_index, sum => sum.First);
        if (!_isPossible)
            (_ordinary, _isPossible) = ([], true);
    }

    /// <summary>The body of the round that ends where the rows do, with masks for everything that it changes.</summary>
    private void RunLast()
    {
        (_isOrdinary, _left) = (false, Unused("left"));
        _taken.ExceptWith(_namesOfRound);
        _last = Run(_index, sum => sum.First);
    }

    private void FinishSums()
    {
        foreach ((Variable variable, bool isMaximum, string first, string second) in _sums)
        {
            string name = Names.Escape(variable.Name);
            foreach (string vector in IsTwice ? new[] { first, second } : [first])
                _before.Add($"var {vector} = {(isMaximum ? $"new {Type}({name})" : $"{Type}.Zero")};");
            if (isMaximum)
                _after.Add($"{name} = {Runtime}.LargestOf({(IsTwice ? $"{Runtime}.Larger({first}, {second})" : first)});");
            else
                _after.Add($"{name} += {Vectors}.Sum({(IsTwice ? $"{first} + {second}" : first)});");
        }
    }

    /// <summary>x &gt; v ? x : v.</summary>
    private static bool IsLargest(Expression value, Variable variable)
        => value is Conditional { Condition: Binary { Operator: BinaryOperator.Greater } larger } choice
            && larger.Right.Equals(new Use(variable)) && choice.Else.Equals(new Use(variable)) && larger.Left.Equals(choice.Then) && !Mentions(choice.Then, variable);

    /// <summary>The lines of the body at an index, with one of the vectors of each sum.</summary>
    private List<string> Run(string index, Func<Sum, string> vectorOf)
    {
        _sumVectors = _sums.ToDictionary(sum => sum.Variable, vectorOf);
        (_at, _lines, _values) = (index, [], new Dictionary<Variable, string>(_sumVectors));
        Run(_loop.Body);
        return _lines;
    }

    private void Run(EquatableArray<Statement> block)
    {
        foreach (Statement statement in block)
        {
            switch (statement)
            {
                case Assign { Value: Binary { Left: Use before } change } assign when _branch == Branch.None && assign.Target.Equals(before.Variable) && _sumVectors.TryGetValue(before.Variable, out string? sum):
                    _lines.Add($"{sum} {IrPrinter.Symbol(change.Operator)}= {Left(Vector(change.Right), $"{Type}.Zero")};");
                    break;
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
        if (_isOrdinary && ComparesIndex(@if.Condition) is { } comparison)
        {
            Run(comparison == BinaryOperator.NotEqual ? @if.Then : @if.Else);
            return;
        }

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
        if (_branch == Branch.None && _sumVectors.TryGetValue(variable, out string? sum))
        {
            _lines.Add($"{sum} = {Left(value, sum)};");
            _values[variable] = sum;
            return;
        }

        _values[variable] = IsName(value) ? value : Named(variable.Name, value);
    }

    /// <summary>Whether the text is a name already, of something that keeps its value for the round.</summary>
    private bool IsName(string value) => !_sumVectors.ContainsValue(value) && (_hoisted.ContainsValue(value) || _values.ContainsValue(value));

    /// <summary>In the last round, the value in the lanes that are left to do, and another in those that are done.</summary>
    private string Left(string value, string done)
    {
        if (_left is null)
            return value;
        _masksLast = true;
        return $"{Vectors}.ConditionalSelect({_left}, {value}, {done})";
    }

    private string Named(string name, string value)
    {
        string fresh = Fresh(name);
        _namesOfRound.Add(fresh);
        _lines.Add($"var {fresh} = {value};");
        return fresh;
    }

    private string Fresh(string name) => Unused(NameSupply.Plain(name) + "Vector");

    private string Unused(string name) => Names.Escape(NameSupply.Unlike(_taken, name));

    private static bool Mentions(Expression expression, Variable variable) => expression.Uses().Contains(variable);
}
