using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Symbolic;

/// <summary>
/// Rebuilds a core function in simpler form: copies are followed, constants folded, branches with a known condition taken, values that do not
/// change round a loop taken out of it.
/// </summary>
internal sealed class Simplify : Rewriter
{
    private readonly Dictionary<Variable, Expression> _known = [];
    private readonly Dictionary<Variable, Expression> _definitions = [];
    private readonly Dictionary<Slot, Expression> _savedConstants = [];

    public static Function Run(Function function)
    {
        var pass = new Simplify();
        foreach (Save save in function.Body.AllStatements().OfType<Save>().Where(save => save.Value is RealLiteral or IntegerLiteral or BooleanLiteral))
            pass._savedConstants[save.Slot] = save.Value;
        return function with { Body = pass.Rewrite(function.Body) };
    }

    public override Expression Rewrite(Expression expression)
    {
        if (expression is Use use)
            return _known.TryGetValue(use.Variable, out Expression? value) ? value : use;
        Expression rebuilt = base.Rewrite(expression);
        return rebuilt switch
        {
            Binary binary when binary.Type.IsReal => Real(binary),
            Binary { Left.Type.IsReal: true, Operator: >= BinaryOperator.Equal } comparison => Algebra.Compare(comparison.Operator, comparison.Left, comparison.Right),
            Binary { Left.Type: IntegerType or EnumType, Operator: >= BinaryOperator.Equal } comparison => IntegerAlgebra.Compare(comparison),
            Binary { Operator: BinaryOperator.AndAlso } both => Algebra.And(both.Left, both.Right),
            Binary { Operator: BinaryOperator.OrElse } either => Algebra.Or(either.Left, either.Right),
            Binary { Type: IntegerType or EnumType } binary => IntegerAlgebra.Simplify(binary),
            Binary { Left: BooleanLiteral left, Right: BooleanLiteral right } logic => new BooleanLiteral(logic.Operator switch
            {
                BinaryOperator.And => left.Value & right.Value,
                BinaryOperator.Or => left.Value | right.Value,
                BinaryOperator.Equal => left.Value == right.Value,
                _ => left.Value != right.Value,
            }),
            Unary { Type: IntegerType } integer => IntegerAlgebra.Simplify(integer),
            // Differentiation is done: what cut the flow of derivatives is the value itself.
            Apply { Function: "Stop" } stop => stop.Arguments[0],
            Apply { Type: IntegerType } apply => IntegerAlgebra.Simplify(apply),
            Unary { Operator: UnaryOperator.Negate, Operand: RealLiteral or Unary } negate when negate.Type.IsReal => Algebra.Negate(negate.Operand),
            Unary { Operator: UnaryOperator.Not } not => Algebra.Not(not.Operand),
            Conditional select => Unmasked(Select(select)),
            Convert convert => Conversion(convert),
            _ => rebuilt,
        };
    }

    protected override void Rewrite(Statement statement, List<Statement> output)
    {
        switch (statement)
        {
            case Assign assign:
            {
                Expression value = Rewrite(assign.Value);
                if (value.IsAtom() && value is not Member)
                    _known[assign.Target] = value;
                else
                    output.Add(new Assign(assign.Target, _definitions[assign.Target] = value));
                break;
            }

            case Restore restore when _savedConstants.TryGetValue(restore.Slot, out Expression? constant):
                _known[restore.Target] = constant;
                break;
            case If @if:
                RewriteIf(@if, output);
                break;
            case For { Body.IsEmpty: true, Carries.IsEmpty: true } empty when !empty.From.CanThrow() && !empty.To.CanThrow():
                break;
            case For loop:
            {
                var rebuilt = (For)RewriteFor(loop);
                (EquatableArray<Carry> carries, EquatableArray<Statement> body) = DropInvariant(rebuilt.Carries, rebuilt.Body, out Substitution? known);
                output.Add(known is null ? rebuilt : rebuilt with { Carries = carries, Body = body });
                break;
            }

            case While loop when Rewrite(loop.Condition) is BooleanLiteral { Value: false }:
                foreach (Carry carry in loop.Carries)
                    Keep(carry.Result, Rewrite(carry.Initial), output);
                break;
            case While loop:
            {
                var rebuilt = (While)RewriteWhile(loop);
                (EquatableArray<Carry> carries, EquatableArray<Statement> body) = DropInvariant(rebuilt.Carries, rebuilt.Body, out Substitution? known);
                output.Add(known is null ? rebuilt : rebuilt with { Carries = carries, Body = body, Condition = known.Rewrite(rebuilt.Condition) });
                break;
            }

            default:
                base.Rewrite(statement, output);
                break;
        }
    }

    /// <summary>Only identities that keep every bit: adding a zero to a negative zero does not, nor does 0 − x.</summary>
    private static Expression Real(Binary binary) => binary.Operator switch
    {
        BinaryOperator.Add when binary.Left is RealLiteral && binary.Right is RealLiteral => Algebra.Fold(binary.Left, binary.Right, (a, b) => a + b) ?? binary,
        BinaryOperator.Subtract when binary.Left is RealLiteral && binary.Right is RealLiteral => Algebra.Fold(binary.Left, binary.Right, (a, b) => a - b) ?? binary,
        BinaryOperator.Remainder when binary.Left is RealLiteral && binary.Right is RealLiteral => Algebra.Fold(binary.Left, binary.Right, (a, b) => a % b) ?? binary,
        BinaryOperator.Add when Algebra.IsLiteral(binary.Left, 0) || Algebra.IsLiteral(binary.Right, 0) => binary,
        BinaryOperator.Subtract when Algebra.IsLiteral(binary.Left, 0) => binary,
        BinaryOperator.Add => Algebra.Add(binary.Left, binary.Right),
        BinaryOperator.Subtract => Algebra.Subtract(binary.Left, binary.Right),
        BinaryOperator.Multiply => Algebra.Multiply(binary.Left, binary.Right),
        BinaryOperator.Divide => Algebra.Divide(binary.Left, binary.Right),
        _ => binary,
    };

    /// <summary>A choice between booleans is logic; between equal values it is none.</summary>
    private static Expression Select(Conditional select) => (select.Then, select.Else) switch
    {
        (_, Conditional { Condition: var again, Else: var @else }) when again.Equals(select.Condition) => Algebra.Select(select.Condition, select.Then, @else),
        (BooleanLiteral { Value: true }, BooleanLiteral { Value: false }) => select.Condition,
        (BooleanLiteral { Value: false }, BooleanLiteral { Value: true }) => Algebra.Not(select.Condition),
        (BooleanLiteral { Value: true }, _) => Algebra.Or(select.Condition, select.Else),
        (BooleanLiteral { Value: false }, _) => Algebra.And(Algebra.Not(select.Condition), select.Else),
        (_, BooleanLiteral { Value: false }) => Algebra.And(select.Condition, select.Then),
        _ => Algebra.Select(select.Condition, select.Then, select.Else),
    };

    private Expression Unmasked(Expression value) => value is Conditional select ? RedundantMasks.Without(select, _definitions) ?? select : value;

    private static Expression Conversion(Convert convert) => convert.Operand switch
    {
        _ when convert.Operand.Type == convert.Type => convert.Operand,
        Conditional { Then: IntegerLiteral, Else: IntegerLiteral } choice when convert.Type is RealType => new Conditional(
            choice.Condition, Conversion(convert with { Operand = choice.Then }), Conversion(convert with { Operand = choice.Else })),
        RealLiteral literal when convert.Type is RealType => Algebra.Real(literal.Value, convert.Type),
        IntegerLiteral { Value: > -(1L << 53) and < 1L << 53 } literal when convert.Type is RealType { Kind: not RealKind.Generic } => Algebra.Real(literal.Value, convert.Type),
        IntegerLiteral { Value: >= int.MinValue and <= int.MaxValue } literal when convert.Type is IntegerType { Name: "int" or "long" } => literal with { Type = convert.Type },
        RealLiteral { Value: > int.MinValue and < int.MaxValue } literal when convert.Type is IntegerType { Name: "int" or "long" } => new IntegerLiteral((long)literal.Value, convert.Type),
        _ => convert,
    };

    private void RewriteIf(If @if, List<Statement> output)
    {
        Expression condition = Rewrite(@if.Condition);
        if (condition is BooleanLiteral literal)
        {
            foreach (Statement statement in literal.Value ? @if.Then : @if.Else)
                Rewrite(statement, output);
            foreach (Merge merge in @if.Merges)
                Keep(merge.Result, Rewrite(literal.Value ? merge.Then : merge.Else), output);
            return;
        }

        var rebuilt = (If)RewriteIf(@if with { Condition = condition });
        var merges = new List<Merge>();
        var after = new List<Statement>();
        foreach (Merge merge in rebuilt.Merges)
        {
            // The same in both arms, at their ends: the same behind the branch, and nowhere later.
            if (merge.Then.Equals(merge.Else))
                Keep(merge.Result, merge.Then, after);
            else if (rebuilt.Then.IsEmpty && rebuilt.Else.IsEmpty)
                Keep(merge.Result, Rewrite(new Conditional(condition, merge.Then, merge.Else)), output);
            else
                merges.Add(merge);
        }

        if (rebuilt.Then.IsEmpty && rebuilt.Else.IsEmpty)
        {
            output.AddRange(after);
            return;
        }

        output.Add(rebuilt.Then.IsEmpty
            ? new If(Algebra.Not(condition), rebuilt.Else, [], merges.Select(merge => new Merge(merge.Result, merge.Else, merge.Then)).ToEquatableArray())
            : rebuilt with { Merges = merges.ToEquatableArray() });
        output.AddRange(after);
    }

    private void Keep(Variable target, Expression value, List<Statement> output)
    {
        if (value.IsAtom() && value is not Member)
            _known[target] = value;
        else
            output.Add(new Assign(target, value));
    }

    /// <summary>A carried value that every iteration hands on as it got it, or as it was at first, is what it was at first.</summary>
    private (EquatableArray<Carry> Carries, EquatableArray<Statement> Body) DropInvariant(
        EquatableArray<Carry> carries, EquatableArray<Statement> body, out Substitution? known)
    {
        var invariant = carries.Where(carry => carry.Next.Equals(new Use(carry.Inner)) || carry.Next.Equals(carry.Initial)).ToList();
        known = null;
        if (invariant.Count == 0)
            return (carries, body);
        foreach (Carry carry in invariant)
            _known[carry.Result] = carry.Initial;
        known = new Substitution(invariant.ToDictionary(carry => carry.Inner, carry => carry.Initial));
        Substitution substitution = known;
        EquatableArray<Carry> kept = carries.Where(carry => !invariant.Contains(carry))
            .Select(carry => carry with { Next = substitution.Rewrite(carry.Next) })
            .ToEquatableArray();
        return (kept, substitution.Rewrite(body));
    }
}
