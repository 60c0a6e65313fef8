using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>When an expression that was lowered earlier may still be evaluated after statements that were lowered later.</summary>
internal static class EvaluationOrder
{
    /// <summary>Whether the statements cannot change the value, and the order of what they and the value may throw does not matter.</summary>
    public static bool MayFollow(Expression value, IEnumerable<Statement> statements)
    {
        if (value is RealLiteral or IntegerLiteral or BooleanLiteral or Member or Table)
            return true;
        if (value.Any(MayThrow))
            return false;
        var assigned = new HashSet<Variable>(statements.ToEquatableArray().AllDefinitions());
        return !value.Uses().Any(assigned.Contains);
    }

    /// <summary>Whether evaluating the value, or running the statements, may throw anything but that an index is out of range.</summary>
    public static bool MayThrowOtherwise(Expression value, IEnumerable<Statement> statements)
    {
        List<Statement> all = [.. statements.ToEquatableArray().AllStatements()];
        return all.Any(statement => statement is Call or Copy or Map or Allocate)
            || all.SelectMany(statement => statement.OwnExpressions()).Append(value).SelectMany(expression => expression.SelfAndParts()).Any(ThrowsOtherwise);
    }

    private static bool ThrowsOtherwise(Expression part) => part switch
    {
        Slice => true,
        Invoke invoke => FunctionNames.Find(invoke.Target) is not { } name || ThrowsOtherwise(new Apply(name, invoke.Arguments, invoke.Type)),
        _ => (Throwing.OfItself(part) & ~Exceptions.IndexOutOfRange) != Exceptions.None,
    };

    private static bool MayThrow(Expression expression) => expression switch
    {
        Element or Slice or Invoke or Apply => true,
        Binary { Type: not RealType } binary => binary.Checked || binary.Operator is BinaryOperator.Divide or BinaryOperator.Remainder,
        Unary unary => unary.Checked,
        Convert convert => convert.Checked,
        _ => false,
    };
}
