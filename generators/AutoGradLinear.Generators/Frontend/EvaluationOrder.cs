using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>When an expression that was lowered earlier may still be evaluated after statements that were lowered later.</summary>
internal static class EvaluationOrder
{
    /// <summary>Whether the statements cannot change the value, and the order of what they and the value may throw does not matter.</summary>
    public static bool MayFollow(Expression value, IEnumerable<Statement> statements)
    {
        if (value.Type is ArrayType || value is RealLiteral or IntegerLiteral or BooleanLiteral or Member)
            return true;
        if (value.Any(MayThrow))
            return false;
        var assigned = new HashSet<Variable>(statements.ToEquatableArray().AllDefinitions());
        return !value.Uses().Any(assigned.Contains);
    }

    private static bool MayThrow(Expression expression) => expression switch
    {
        Element or Invoke or Apply => true,
        Binary { Type: not RealType } binary => binary.Checked || binary.Operator is BinaryOperator.Divide or BinaryOperator.Remainder,
        Unary unary => unary.Checked,
        Convert convert => convert.Checked,
        _ => false,
    };
}
