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

    private readonly For _loop;
    private readonly RealType _real;
    private readonly HashSet<Variable> _assigned;
    private readonly HashSet<string> _taken;
    private readonly List<string> _namesOfRound = [];
    private readonly List<string> _before = [];
    private readonly List<string> _after = [];
    private readonly List<Expression> _rows = [];
    private readonly HashSet<Expression> _changed;
    private readonly List<(string Name, Expression Row)> _lastOfRows = [];
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
    private Dictionary<Variable, Change> _changes = [];
    private HashSet<Expression> _stored = [];
    private Branch _branch = Branch.None;
    private bool _isPossible = true;
    private bool _callsFunctions;
    private bool _isWorthIt;

    private VectorLoop(For loop, RealType real, HashSet<string> taken)
    {
        (_loop, _real, _taken) = (loop, real, taken);
        _assigned = [.. loop.Body.AllDefinitions()];
        _changed = [.. loop.Body.AllExpressions().SelectMany(expression => expression.ArraysRead())];
        _changed.IntersectWith(loop.Body.AllStatements().SelectMany(Writes.TargetsOf));
        _changed.UnionWith(loop.Body.AllStatements().OfType<Accumulate>().Select(accumulate => accumulate.Array));
        _index = Names.Escape(loop.Index.Name);
    }

    /// <summary>What is added up, or the largest of what the loop sees. A short loop has two of each, so that no addition waits for the one before.</summary>
    private sealed record Sum(Variable Variable, bool IsMaximum, string First, string Second);

    /// <summary>What the arm of a branch adds to a sum, or subtracts from it.</summary>
    private sealed record Change(string Value, bool IsSubtracted);

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

    private string Type => $"{Vectors}<{_real.CSharp}>";

    private string Zero => $"{Type}.Zero";

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

        _sums.Add(new Sum(variable, isMaximum, Fresh(variable.Name), Fresh(Prefixed("other", variable))));
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
            _before.Add($"var {first} = {(isMaximum ? $"new {Type}({name})" : $"{Vectors}.CreateScalar({name})")};");
            if (IsTwice)
                _before.Add($"var {second} = {(isMaximum ? first : Zero)};");
            if (isMaximum)
                _after.Add($"{name} = {Runtime}.LargestOf({(IsTwice ? $"{Runtime}.Larger({first}, {second})" : first)});");
            else
                _after.Add($"{name} = {Vectors}.Sum({(IsTwice ? $"{first} + {second}" : first)});");
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
        (_at, _lines, _values, _stored) = (index, [], new Dictionary<Variable, string>(_sumVectors), []);
        Run(_loop.Body);
        return _lines;
    }

    private void Run(EquatableArray<Statement> block)
    {
        foreach (Statement statement in block)
        {
            switch (statement)
            {
                case Assign { Value: Binary { Left: Use before } change } assign when assign.Target.Equals(before.Variable) && _sumVectors.ContainsKey(before.Variable):
                    Add(before.Variable, new Change(Vector(change.Right), change.Operator == BinaryOperator.Subtract));
                    break;
                case Assign { Target.Type: RealType } assign:
                    Define(assign.Target, Vector(assign.Value));
                    break;
                case Assign { Target.Type: BooleanType } assign:
                    Define(assign.Target, MaskOf(assign.Value).ToString());
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

    private void Define(Variable variable, string value)
    {
        if (_branch == Branch.None && _sumVectors.TryGetValue(variable, out string? maximum))
            _lines.Add($"{maximum} = {Left(value, maximum)};");
        else
            _values[variable] = Name(variable, value);
    }

    /// <summary>Adds to a sum, in the lanes that are left to do; within a branch, keeps what is to be added.</summary>
    private void Add(Variable sum, Change change)
    {
        if (_branch == Branch.None)
            _lines.Add($"{_sumVectors[sum]} {(change.IsSubtracted ? "-" : "+")}= {Left(change.Value, Zero)};");
        else
            _changes[sum] = _changes.TryGetValue(sum, out Change? before) ? Both(sum, before, change) : change;
    }

    private Change Both(Variable sum, Change first, Change second)
        => first with { Value = $"{Name(sum, first.Value)} {(first.IsSubtracted == second.IsSubtracted ? "+" : "-")} {Name(sum, second.Value)}" };

    /// <summary>Whether the text is a name already, of something that keeps its value for the round.</summary>
    private bool IsName(string value) => !_sumVectors.ContainsValue(value) && (value == Zero || _hoisted.ContainsValue(value) || _values.ContainsValue(value));

    private string Name(Variable variable, string value) => IsName(value) ? value : Named(variable.Name, value);

    private string Named(string name, string value)
    {
        string fresh = Fresh(name);
        _namesOfRound.Add(fresh);
        _lines.Add($"var {fresh} = {value};");
        return fresh;
    }

    private static string Prefixed(string prefix, Variable variable)
    {
        string name = NameSupply.Plain(variable.Name);
        return prefix + char.ToUpperInvariant(name[0]) + name.Substring(1);
    }

    private string Fresh(string name) => Unused(NameSupply.Plain(name) + "Vector");

    private string Unused(string name) => Names.Escape(NameSupply.Unlike(_taken, name));

    private static bool Mentions(Expression expression, Variable variable) => expression.Uses().Contains(variable);
}
