using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Symbolic.Stability;

/// <summary>A formula with holes, written with C#'s own operators: what a stable form replaces, and what it puts there.</summary>
internal readonly record struct Pattern(Expression Expression)
{
    /// <summary>Holes stand for any variable or constant; one hole stands for the same one wherever it appears.</summary>
    public static readonly Pattern X = Hole("x");

    /// <inheritdoc cref="X"/>
    public static readonly Pattern Y = Hole("y");

    /// <inheritdoc cref="X"/>
    public static readonly Pattern Z = Hole("z");

    public static implicit operator Pattern(double value) => new(new RealLiteral(value, IrType.Double));

    public static Pattern operator +(Pattern left, Pattern right) => new(new Binary(BinaryOperator.Add, left.Expression, right.Expression));

    public static Pattern operator -(Pattern left, Pattern right) => new(new Binary(BinaryOperator.Subtract, left.Expression, right.Expression));

    public static Pattern operator *(Pattern left, Pattern right) => new(new Binary(BinaryOperator.Multiply, left.Expression, right.Expression));

    public static Pattern operator /(Pattern left, Pattern right) => new(new Binary(BinaryOperator.Divide, left.Expression, right.Expression));

    public static Pattern operator -(Pattern operand) => new(new Unary(UnaryOperator.Negate, operand.Expression));

    /// <summary>A function of the derivative table, by its name there.</summary>
    public static Pattern Of(string function, params Pattern[] arguments)
        => new(new Apply(function, arguments.Select(argument => argument.Expression).ToEquatableArray(), IrType.Double));

    private static Pattern Hole(string name) => new(new Use(new Variable(name, IrType.Double)));
}
