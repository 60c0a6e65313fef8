using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.Symbolic;

namespace AutoGradLinear.Generators.Optimization;

/// <summary>
/// Leaves out a backward loop that adds nothing: where a selection (a maximum, a branch) did not choose what the loop computed, its adjoint is 0, and so is every multiple of it. A zero
/// adjoint absorbs what it is multiplied with, so that nothing is lost where that is infinite.
/// </summary>
internal sealed class ZeroAdjoints : Rewriter
{
    public static Function Run(Function function) => function with { Body = new ZeroAdjoints().Rewrite(function.Body) };

    public override EquatableArray<Statement> Rewrite(EquatableArray<Statement> block)
    {
        // For each selected adjoint, what is 0 where it is.
        var zeros = new Dictionary<Variable, HashSet<Variable>>();
        var output = new List<Statement>();
        foreach (Statement statement in base.Rewrite(block))
        {
            if (statement is Assign assign)
            {
                foreach (HashSet<Variable> known in zeros.Values.Where(known => IsZero(assign.Value, known)))
                    known.Add(assign.Target);
                if (IsSelection(assign.Value))
                    zeros[assign.Target] = [assign.Target];
            }

            Variable? adjoint = statement is For { Mirrors: not null, Carries.IsEmpty: true } loop ? zeros.Keys.FirstOrDefault(key => AddsNothing(loop.Body, [.. zeros[key]])) : null;
            output.Add(adjoint is null
                ? statement
                : new If(new Binary(BinaryOperator.NotEqual, new Use(adjoint), Algebra.Real(0, adjoint.Type)), [statement], []));
        }

        return output.ToEquatableArray();
    }

    /// <summary>One value or 0. A zero that absorbs what stands beside it selects nothing.</summary>
    private static bool IsSelection(Expression value)
        => value is Conditional { Type: RealType, Condition: not Binary { Operator: BinaryOperator.Equal or BinaryOperator.NotEqual, Right: RealLiteral { Value: 0 } } } choice
            && (choice.Then is RealLiteral { Value: 0 } != choice.Else is RealLiteral { Value: 0 });

    private static bool AddsNothing(EquatableArray<Statement> block, HashSet<Variable> zeros)
    {
        foreach (Statement statement in block)
        {
            switch (statement)
            {
                case Assign assign:
                    if (IsZero(assign.Value, zeros))
                        zeros.Add(assign.Target);
                    break;
                case Accumulate { IsOrdered: false } accumulate when IsZero(accumulate.Value, zeros):
                    break;
                case For { Carries.IsEmpty: true } loop when AddsNothing(loop.Body, zeros):
                    break;
                case If { Merges.IsEmpty: true } @if when AddsNothing(@if.Then, zeros) && AddsNothing(@if.Else, zeros):
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    private static bool IsZero(Expression value, HashSet<Variable> zeros) => value switch
    {
        Use use => zeros.Contains(use.Variable),
        RealLiteral literal => literal.Value == 0,
        Unary { Operator: UnaryOperator.Negate } negated => IsZero(negated.Operand, zeros),
        Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract, Type: RealType } sum => IsZero(sum.Left, zeros) && IsZero(sum.Right, zeros),
        Binary { Operator: BinaryOperator.Multiply, Type: RealType } product => IsZero(product.Left, zeros) || IsZero(product.Right, zeros),
        Binary { Operator: BinaryOperator.Divide, Type: RealType } quotient => IsZero(quotient.Left, zeros),
        Conditional choice => IsZero(choice.Then, zeros) && IsZero(choice.Else, zeros),
        _ => false,
    };
}
