using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Symbolic.Stability;

/// <summary>A formula with holes, written with C#'s own operators: what a stable form replaces, and what it puts there.</summary>
internal readonly record struct Formula(Expression Expression)
{
    /// <summary>Holes stand for any variable or constant; one hole stands for the same one wherever it appears.</summary>
    public static readonly Formula X = Hole("x");

    /// <inheritdoc cref="X"/>
    public static readonly Formula Y = Hole("y");

    /// <inheritdoc cref="X"/>
    public static readonly Formula Z = Hole("z");

    public static implicit operator Formula(double value) => new(new RealLiteral(value, IrType.Double));

    public static Formula operator +(Formula left, Formula right) => new(new Binary(BinaryOperator.Add, left.Expression, right.Expression));

    public static Formula operator -(Formula left, Formula right) => new(new Binary(BinaryOperator.Subtract, left.Expression, right.Expression));

    public static Formula operator *(Formula left, Formula right) => new(new Binary(BinaryOperator.Multiply, left.Expression, right.Expression));

    public static Formula operator /(Formula left, Formula right) => new(new Binary(BinaryOperator.Divide, left.Expression, right.Expression));

    public static Formula operator -(Formula operand) => new(new Unary(UnaryOperator.Negate, operand.Expression));

    /// <summary>A function of the derivative table, by its name there.</summary>
    public static Formula Of(string function, params Formula[] arguments)
        => new(new Apply(function, arguments.Select(argument => argument.Expression).ToEquatableArray(), IrType.Double));

    private static Formula Hole(string name) => new(new Use(new Variable(name, IrType.Double)));
}
