using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Symbolic;

/// <summary>What it takes to compute a value again instead of keeping it, in units of one addition.</summary>
internal static class Recomputation
{
    /// <summary>About what a store and a load cost: what takes more is kept.</summary>
    public const int Budget = 8;

    /// <summary>The cost of the expression's own operation. What is dear, a transcendental function, is over any budget.</summary>
    public static int CostOf(Expression operation) => operation switch
    {
        RealLiteral or IntegerLiteral or BooleanLiteral or Member or Use or Length => 0,
        Binary { Operator: BinaryOperator.Divide or BinaryOperator.Remainder } => 5,
        Apply { Function: "Sqrt" } => 5,
        Apply { Function: "Max" or "Min" or "Abs" or "Clamp" or "CopySign" or "FusedMultiplyAdd" } => 2,
        Apply => Budget + 1,
        _ => 1,
    };
}
