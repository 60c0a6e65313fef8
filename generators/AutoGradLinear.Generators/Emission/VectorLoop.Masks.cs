using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Emission;

/// <summary>Conditions and branches as masks of lanes.</summary>
internal sealed partial class VectorLoop
{
    /// <summary>A mask, or the opposite of one: most stand beside a zero, and then the opposite takes no operation.</summary>
    private readonly record struct LaneMask(string Text, bool IsOpposite = false)
    {
        public LaneMask Opposite => this with { IsOpposite = !IsOpposite };

        public override string ToString() => IsOpposite ? $"~{Text}" : Text;
    }

    private LaneMask MaskOf(Expression condition)
    {
        switch (condition)
        {
            case Use use when _values.TryGetValue(use.Variable, out string? name):
                return new LaneMask(name);
            case Unary { Operator: UnaryOperator.Not } not:
                return MaskOperand(not.Operand).Opposite;
            case Binary { Operator: BinaryOperator.AndAlso or BinaryOperator.And } both:
                return new LaneMask($"{MaskOperand(both.Left)} & {InsideMask(both)}");
            case Binary { Operator: BinaryOperator.OrElse or BinaryOperator.Or } either:
                return new LaneMask($"{MaskOperand(either.Left)} | {InsideMask(either)}");
            case Binary { Left.Type: RealType } comparison when ComparisonOf(comparison.Operator) is { } function:
                return new LaneMask($"{Vectors}.{function}({Vector(comparison.Left)}, {Vector(comparison.Right)})", comparison.Operator == BinaryOperator.NotEqual);
            case Binary comparison when ComparesIndex(comparison) is { } op:
                return new LaneMask(IsAt(OtherThanIndex(comparison)), op == BinaryOperator.NotEqual);
            default:
                return new LaneMask(Impossible());
        }
    }

    /// <summary>In which lane an index is, as the difference from that of the first lane: where that overflows it is beyond the last lane all the same.</summary>
    private string IsAt(Expression index)
    {
        _isPossible &= !_isOrdinary;
        if (!_exceptions.Contains(index))
            _exceptions.Add(index);
        return $"{Vectors}.Equals({Mask}.Indices, new {Mask}({Lane($"unchecked({ExpressionWriter.WriteOperand(index)} - {_at})")}))";
    }

    private string Lane(string integer) => IsGeneric ? $"{_real.CSharp}.CreateTruncating({integer})" : integer;

    /// <summary>The second operand, which may be evaluated in no lane where the first decides.</summary>
    private LaneMask InsideMask(Binary logic)
    {
        Branch outside = _branch;
        if (logic.Operator is BinaryOperator.AndAlso or BinaryOperator.OrElse)
            _branch = Branch.Some;
        LaneMask mask = MaskOperand(logic.Right);
        _branch = outside;
        return mask;
    }

    private LaneMask MaskOperand(Expression condition)
    {
        LaneMask mask = MaskOf(condition);
        return condition is Binary { Left.Type: BooleanType } ? mask with { Text = $"({mask.Text})" } : mask;
    }

    private static string? ComparisonOf(BinaryOperator op) => op switch
    {
        BinaryOperator.Equal or BinaryOperator.NotEqual => "Equals",
        BinaryOperator.Less => "LessThan",
        BinaryOperator.LessOrEqual => "LessThanOrEqual",
        BinaryOperator.Greater => "GreaterThan",
        BinaryOperator.GreaterOrEqual => "GreaterThanOrEqual",
        _ => null,
    };

    private Expression OtherThanIndex(Binary comparison) => comparison.Left.Equals(new Use(_loop.Index)) ? comparison.Right : comparison.Left;

    /// <summary>Whether the condition compares the index for equality with what does not change, and how.</summary>
    private BinaryOperator? ComparesIndex(Expression condition)
        => condition is Binary { Operator: BinaryOperator.Equal or BinaryOperator.NotEqual, Left.Type: IntegerType { Name: "int" } } comparison
            && ((comparison.Left.Equals(new Use(_loop.Index)) && comparison.Right.IsAtom() && IsInvariant(comparison.Right))
                || (comparison.Right.Equals(new Use(_loop.Index)) && comparison.Left.IsAtom() && IsInvariant(comparison.Left)))
            ? comparison.Operator
            : null;

    /// <summary>One value in the lanes of the mask, and the other in the rest. Beside a zero that is one operation on bits, which a JIT does not always find.</summary>
    private string Select(LaneMask mask, string then, string @else)
    {
        if (mask.IsOpposite)
            return Select(mask.Opposite, @else, then);
        return then == Zero ? $"{Runtime}.ZeroWhere({mask.Text}, {@else})"
            : @else == Zero ? $"{Runtime}.KeepWhere({mask.Text}, {then})"
            : $"{Vectors}.ConditionalSelect({mask.Text}, {then}, {@else})";
    }

    /// <summary>In the last round, the value in the lanes that are left to do, and another in those that are done.</summary>
    private string Left(string value, string done)
    {
        if (_left is null)
            return value;
        _masksLast = true;
        return Select(new LaneMask(_left), value, done);
    }

    private void RunBranches(If @if)
    {
        BinaryOperator? comparison = ComparesIndex(@if.Condition);
        if (_isOrdinary && comparison is not null)
        {
            Run(comparison == BinaryOperator.NotEqual ? @if.Then : @if.Else);
            return;
        }

        LaneMask mask = NamedMask(@if.Condition);
        (Branch outside, Dictionary<Variable, string> values, Dictionary<Variable, Change> changes) = (_branch, _values, _changes);
        Branch BranchWhere(BinaryOperator op) => outside == Branch.None && comparison == op ? Branch.AllButOne : Branch.Some;
        Arm then = RunArm(@if.Then, BranchWhere(BinaryOperator.NotEqual), values);
        Arm @else = RunArm(@if.Else, BranchWhere(BinaryOperator.Equal), values);
        (_branch, _values, _changes) = (outside, new Dictionary<Variable, string>(values), changes);
        JoinValues(mask, then.Values, @else.Values);
        JoinChanges(mask, then.Changes, @else.Changes);
    }

    /// <summary>What an arm of a branch leaves behind.</summary>
    private sealed record Arm(Dictionary<Variable, string> Values, Dictionary<Variable, Change> Changes);

    private Arm RunArm(EquatableArray<Statement> block, Branch branch, Dictionary<Variable, string> before)
    {
        (_branch, _values, _changes) = (branch, new Dictionary<Variable, string>(before), []);
        Run(block);
        return new Arm(_values, _changes);
    }

    private LaneMask NamedMask(Expression condition)
    {
        LaneMask mask = MaskOf(condition);
        string name = ComparesIndex(condition) is not null && OtherThanIndex((Binary)condition) is Use { Variable: var index } ? Prefixed("is", index) : "condition";
        return IsName(mask.Text) ? mask : mask with { Text = Named(name, mask.Text) };
    }

    private void JoinValues(LaneMask mask, Dictionary<Variable, string> then, Dictionary<Variable, string> @else)
    {
        foreach (Variable variable in then.Keys.Concat(@else.Keys).Distinct())
        {
            bool inThen = then.TryGetValue(variable, out string? first);
            bool inElse = @else.TryGetValue(variable, out string? second);
            if (inThen && inElse && first != second)
                Define(variable, Select(mask, first!, second!));
            else
                _values[variable] = inThen ? first! : second!;
        }
    }

    private void JoinChanges(LaneMask mask, Dictionary<Variable, Change> then, Dictionary<Variable, Change> @else)
    {
        foreach (Variable sum in then.Keys.Concat(@else.Keys).Distinct())
        {
            then.TryGetValue(sum, out Change? first);
            @else.TryGetValue(sum, out Change? second);
            bool isSubtracted = (first ?? second)!.IsSubtracted;
            string Signed(Change? change) => change is null ? Zero : change.IsSubtracted == isSubtracted ? change.Value : $"-{Name(sum, change.Value)}";
            Add(sum, new Change(Select(mask, Signed(first), Signed(second)), isSubtracted));
        }
    }
}
