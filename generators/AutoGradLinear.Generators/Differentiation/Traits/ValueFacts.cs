using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.Symbolic;

namespace AutoGradLinear.Generators.Differentiation.Traits;

/// <summary>Finds the facts of a function's result, by the rules of <see cref="Facts"/>.</summary>
internal sealed class ValueFacts : Interpretation<Facts>
{
    private readonly HashSet<Variable> _free;

    private ValueFacts(Function core, HashSet<Variable> free)
        : base(core, free)
    {
        _free = free;
    }

    protected override Facts Unknown => Facts.Unknown;

    public static Facts Of(Function core) => new ValueFacts(core, ShiftInvariance.Of(core)).OfResult() ?? Facts.Unknown;

    protected override bool Depends(Facts value) => value.Depends;

    protected override Facts Constant(Expression atom) => Facts.Constant(
        atom switch
        {
            RealLiteral literal => Sign.Of(literal.Value),
            IntegerLiteral literal => Sign.Of(literal.Value),
            Member { Text: var text } when text.EndsWith(".NaN", StringComparison.Ordinal) => Sign.Of(double.NaN),
            Length => new Sign(Signs.NotNegative, isSame: true),
            _ => Sign.Unknown,
        },
        isFixed: atom is RealLiteral or IntegerLiteral or BooleanLiteral or Length or Member { Type: not ArrayType } or Use { Type: not ArrayType } && !IsLocal(atom));

    protected override Facts Score(Expression? index) => Facts.Score(index);

    protected override Facts Join(Facts left, Facts right) => left.Join(right);

    protected override Facts Chosen(Facts value) => value.Chosen();

    protected override Facts Elsewhere(Facts value) => value.Elsewhere();

    protected override Facts OfFunction(string function, IReadOnlyList<Facts> operands, bool isSquare, double? exponent) => Facts.Of(function, operands, isSquare, exponent);

    protected override Facts OfRows(string function, IReadOnlyList<Facts> rows, bool isSquare, bool isAllWeights) => Facts.Reduction(function, rows, isSquare, isAllWeights);

    /// <summary>What the result does not depend on may as well be a constant.</summary>
    protected override Facts Define(Variable variable, Facts value) => _free.Contains(variable) ? Facts.Constant(Sign.Unknown) : value;

    /// <summary><c>x &gt;= 0 ? x : NaN</c> is not negative.</summary>
    protected override Facts Chosen(Expression condition, bool isThen, Expression choice, Facts value)
    {
        if (Comparison(condition) is not { } comparison || !Resolve(comparison.Left).Equals(Resolve(choice)) || !Algebra.IsLiteral(Resolve(comparison.Right), 0))
            return value;
        Signs then = comparison.Operator switch
        {
            BinaryOperator.Greater => Signs.Positive,
            BinaryOperator.GreaterOrEqual => Signs.NotNegative,
            BinaryOperator.Less => Signs.Negative,
            BinaryOperator.LessOrEqual => Signs.NotPositive,
            _ => Signs.Any,
        };
        Sign sign = value.Sign.Where(isThen || then == Signs.Any ? then : Signs.Any & ~then);
        return value.Depends ? value with { Sign = sign } : Facts.Constant(sign);
    }

    protected override Facts Entering(Carry carry, Facts initial, Facts inner)
        => inner with
        {
            Absolute = initial.IsSmooth ? new AbsoluteValues(AbsoluteKind.Running, Running: carry.Inner) : AbsoluteValues.Unknown,
            Squares = initial.IsZero || initial.Squares.Kind == SquaresKind.Sum
                ? initial.Squares with { Kind = SquaresKind.Running, Index = null, Running = carry.Inner }
                : Squares.Unknown,
        };

    /// <summary>A loop over all weights that adds c · |w[i]| each time leaves c · Σ |w|; and so with squares.</summary>
    protected override Facts Leaving(For loop, Carry carry, Facts next, Facts result)
    {
        bool isOverAll = loop is { Step: 1, From: IntegerLiteral { Value: 0 } } && Resolved(loop.To) is Length { Array: Use { Variable: var array } } && array == Scores;
        bool addsEach = next.Absolute is { Kind: AbsoluteKind.RunningAndOne, Index: Use { Variable: var index } } && index == loop.Index && next.Absolute.Running == carry.Inner;
        bool addsEachSquare = next.Squares is { Kind: SquaresKind.RunningAndOne, Index: Use { Variable: var place } } && place == loop.Index && next.Squares.Running == carry.Inner;
        return result with
        {
            Absolute = isOverAll && addsEach ? new AbsoluteValues(AbsoluteKind.Sum) : result.Absolute,
            Squares = isOverAll && addsEachSquare ? next.Squares with { Kind = SquaresKind.Sum, Index = null, Running = null } : result.Squares,
        };
    }

    private Expression Resolved(Expression expression)
        => expression is Use use && Definitions.TryGetValue(use.Variable, out Expression? value) ? Resolved(value) : expression;

    private bool IsLocal(Expression atom)
        => atom is Use use && !Core.Parameters.Any(parameter => parameter.Variable == use.Variable);
}
