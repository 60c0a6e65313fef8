using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.Symbolic.Stability;

namespace AutoGradLinear.Generators.Symbolic.Shifts;

/// <summary>
/// Proves that nothing which leaves a block depends on a variable m that it reads: an abstract interpretation that finds
/// <see cref="Shift">how each value depends on m</see>. What rounds of a loop hand on is joined until nothing changes.
/// </summary>
/// <remarks>
/// It is about exact arithmetic and finite values. The derivative by m is 0 then, along all the ways together on which m reaches what
/// leaves the block; m may be constant there where derivatives are taken. A value behind a <c>Stop</c>, or of a function with a rule of a
/// user, must not depend on m at all, because such derivatives are none of its value.
/// </remarks>
internal sealed partial class ShiftProof
{
    private const int MostRounds = 16;

    private readonly Variable _m;
    private readonly HashSet<Variable> _given;
    private readonly Dictionary<Variable, Shift> _values = [];
    private readonly Dictionary<Variable, bool> _decided = [];
    private bool _fails;

    private ShiftProof(ShiftProblem problem, Variable m, Shift shift)
    {
        (_lengths, _given, _views) = (problem.Lengths, problem.Given, WholeViews(problem.Block));
        (_m, _values[m]) = (m, shift);
        Visit(problem.Block);
        HasSucceeded = !_fails
            && problem.Leaving.All(IsFree)
            && _memory.All(memory => memory.Value.IsFree || memory.Key.Roots().All(problem.Own.Contains));
    }

    private bool HasSucceeded { get; }

    /// <summary>Whether nothing that leaves the block depends on m: not if m is added somewhere, or not if it is a factor.</summary>
    public static bool Of(ShiftProblem problem, Variable m)
        => new ShiftProof(problem, m, Shift.OfItself).HasSucceeded || new ShiftProof(problem, m, Shift.OfItselfAsFactor).HasSucceeded;

    private Shift Of(Expression expression)
    {
        switch (expression)
        {
            case Use { Type: not ArrayType } use:
                return _values.TryGetValue(use.Variable, out Shift known) ? known : Shift.Free;
            case RealLiteral { Value: 0 }:
                return Shift.Zero;
            case Element { Type: not ArrayType } element:
                return AreFree(element.Array, element.Index) ? OfElement(element) : Shift.Unknown;
            case Conditional { Type: not ArrayType } choice when Decided(choice.Condition) is { } isThen:
                return Of(isThen ? choice.Then : choice.Else);
            case Conditional { Type: not ArrayType } choice:
                return IsFree(choice.Condition) ? Of(choice.Then).Join(Of(choice.Else)) : Shift.Unknown;
            case Convert { Type: RealType, Operand.Type: RealType } convert:
                return Shift.Of("Convert", [Of(convert.Operand)]);
            case Unary { Operator: UnaryOperator.Negate, Type: RealType } negated:
                return Shift.Of("Negate", [Of(negated.Operand)]);
            case Binary { Operator: <= BinaryOperator.Remainder, Type: RealType } binary:
                return Shift.Of(binary.Operator.ToString(), [Of(binary.Left), Of(binary.Right)], [binary.Left, binary.Right]);
            case Binary { Operator: >= BinaryOperator.Equal, Left.Type: RealType } comparison:
                return Shift.AreComparable(Of(comparison.Left), Of(comparison.Right)) ? Shift.Free : Shift.Unknown;
            case Apply { External: null, Type: RealType } apply when apply.Arguments.All(argument => argument.Type is RealType):
                return Shift.Of(apply.Function, [.. apply.Arguments.Select(Of)], apply.Arguments);
            case Apply { External: null, Type: RealType } apply
                when apply.Arguments.All(argument => argument.Type is ArrayType) && AreFree([.. apply.Arguments]):
                return OfRows(apply.Function, [.. apply.Arguments.Select(row => ElementsOf(row).Any)]);
            default:
                return IsIndependent(expression) ? Shift.Free : Shift.Unknown;
        }
    }

    /// <summary>
    /// Whether a condition holds that asks if m is −∞: where m is finite it is not. What a function says for the case that all values are −∞
    /// has slope 0 there.
    /// </summary>
    private bool? Decided(Expression condition) => condition switch
    {
        Use use => _decided.TryGetValue(use.Variable, out bool known) ? known : null,
        Unary { Operator: UnaryOperator.Not } not => !Decided(not.Operand),
        Apply { Function: "IsNegativeInfinity" } test when IsItself(test.Arguments[0]) => false,
        Binary { Operator: BinaryOperator.Equal or BinaryOperator.NotEqual, Right: RealLiteral { Value: double.NegativeInfinity } } comparison
            when IsItself(comparison.Left) => comparison.Operator == BinaryOperator.NotEqual,
        _ => null,
    };

    private bool IsItself(Expression value) => value is Use use && use.Variable == _m;

    private static Shift OfRows(string function, IReadOnlyList<Shift> rows) => function switch
    {
        _ when rows.All(row => row.IsFree) => Shift.Free,
        "SpanSum" or "SpanNorm" or "SpanSumOfMagnitudes" when rows[0].Kind == ShiftKind.Multiplied => rows[0],
        "SpanMax" or "SpanMin" or "SpanLogSumExp" when rows[0].Kind == ShiftKind.Added => rows[0],
        "SpanMax" or "SpanMin" when rows[0].Kind == ShiftKind.Multiplied => rows[0],
        "SpanDot" => Shift.Of("Multiply", rows) is { Kind: not ShiftKind.Added } product ? product : Shift.Unknown,
        "SpanSumOfSquares" => Shift.Of("Multiply", [rows[0], rows[0]]),
        _ => Shift.Unknown,
    };

    private bool IsFree(Expression expression) => Of(expression).IsFree;

    /// <summary>Whether neither the parts of an expression nor the memory that it reads depend on m.</summary>
    private bool IsIndependent(Expression expression)
        => expression.Parts().All(part => part.Type is ArrayType ? AreFree(part) : IsFree(part))
            && (expression is Length || expression.ArraysRead().All(array => ElementsOf(array).IsFree));

    /// <summary>Whether the integers in array expressions and indices do not depend on m.</summary>
    private bool AreFree(params Expression[] places)
        => places.All(place => place.Type is ArrayType || place is Indices ? place is Use || AreFree([.. place.Parts()]) : IsFree(place));

    private void Set(Variable variable, Shift shift) => _values[variable] = shift;

    private void Visit(EquatableArray<Statement> block)
    {
        foreach (Statement statement in block)
        {
            Visit(statement);
            if (_fails)
                return;
        }
    }

    private void Visit(Statement statement)
    {
        switch (statement)
        {
            case Assign { Target.Type: not ArrayType } assign:
                Set(assign.Target, _given.Contains(assign.Target) ? Shift.Free : Of(assign.Value));
                if (Decided(assign.Value) is { } decided)
                    _decided[assign.Target] = decided;
                break;
            case Assign:
                Require(false);
                break;
            case If @if when Decided(@if.Condition) is { } isThen:
                Visit(isThen ? @if.Then : @if.Else);
                foreach (Merge merge in @if.Merges.Where(merge => merge.Result.Type is not ArrayType))
                    Set(merge.Result, Of(isThen ? merge.Then : merge.Else));
                break;
            case If @if:
                VisitBranches(@if);
                break;
            case For loop:
                Require(IsFree(loop.From) && IsFree(loop.To));
                if (!_fails)
                    VisitLoop(loop, loop.Carries, loop.Body, null);
                break;
            case While { Step.IsEmpty: true } loop:
                VisitLoop(loop, loop.Carries, loop.Body, loop.Condition);
                break;
            case Return @return:
                Require(@return.Values.All(IsFree));
                break;
            case Call call:
                VisitCall(call);
                break;
            default:
                VisitMemory(statement);
                break;
        }
    }

    private void Require(bool holds) => _fails |= !holds;

    private void VisitBranches(If @if)
    {
        Require(IsFree(@if.Condition));
        Dictionary<Expression, ElementShifts> before = new(_memory);
        Visit(@if.Then);
        Dictionary<Expression, ElementShifts> afterThen = _memory;
        _memory = before;
        Visit(@if.Else);
        _memory = Joined(afterThen, _memory);
        foreach (Merge merge in @if.Merges.Where(merge => merge.Result.Type is not ArrayType))
            Set(merge.Result, Of(merge.Then).Join(Of(merge.Else)));
    }

    private void VisitLoop(Statement loop, EquatableArray<Carry> carries, EquatableArray<Statement> body, Expression? condition)
    {
        HashSet<Variable> inside = [.. body.AllDefinitions(), .. loop.InnerDefinitions()];
        foreach (Carry carry in carries)
            Set(carry.Inner, Of(carry.Initial));
        Filling filling = Enter(loop as For);
        bool changed = true;
        for (int round = 0; changed && !_fails; round++)
        {
            Require(round < MostRounds);
            Dictionary<Expression, ElementShifts> start = new(_memory);
            Visit(body);
            changed = false;
            foreach (Carry carry in carries)
            {
                Shift before = _values[carry.Inner];
                Shift joined = before.Join(Outside(Of(carry.Next), inside));
                changed |= joined != before;
                Set(carry.Inner, joined);
            }

            Dictionary<Expression, ElementShifts> end = _memory.ToDictionary(memory => memory.Key, memory => Outside(memory.Value, inside));
            filling.Take(end);
            _memory = Joined(start, end);
            changed |= !IsSame(start, _memory);
        }

        Leave(filling);
        Require(condition is null || IsFree(condition));
        foreach (Carry carry in carries)
            Set(carry.Result, _values[carry.Inner]);
    }

    /// <summary>What is known outside of a loop: variables of its body are others in each round.</summary>
    private static Shift Outside(Shift shift, HashSet<Variable> inside)
        => shift.Factor is { } factor && factor.Uses().Any(inside.Contains) ? Shift.Unknown : shift;

    private static ElementShifts Outside(ElementShifts elements, HashSet<Variable> inside)
    {
        ElementShifts known = elements.Bound?.Uses().Any(inside.Contains) == true ? ElementShifts.Uniform(elements.Any) : elements;
        return known.Map(shift => Outside(shift, inside));
    }

    /// <summary>A function that is not followed hands m on in any way.</summary>
    private void VisitCall(Call call)
    {
        bool isFree = call.Arguments.All(argument =>
            argument.Type is ArrayType ? AreFree(argument) && ElementsOf(argument).IsFree : IsFree(argument));
        foreach (Variable result in call.Results)
            Set(result, isFree ? Shift.Free : Shift.Unknown);
        foreach (Expression array in call.Written)
            Write(array, isFree ? Shift.Free : Shift.Unknown);
    }
}
