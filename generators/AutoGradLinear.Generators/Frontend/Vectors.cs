using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>The vectors of <c>System.Numerics</c>, and what is known of them, written out in numbers. Their members are <c>float</c>.</summary>
internal static class Vectors
{
    private static readonly string[] Components = ["X", "Y", "Z", "W"];

    private static readonly RealLiteral One = new(1, IrType.Float);

    /// <summary>What is done to each component by itself: the names in C#, and the number made of the numbers.</summary>
    private static readonly Dictionary<string, Func<Expression[], Expression>> Maps = new()
    {
        ["op_Addition"] = x => Of(BinaryOperator.Add, x),
        ["op_Subtraction"] = x => Of(BinaryOperator.Subtract, x),
        ["op_Multiply"] = x => Of(BinaryOperator.Multiply, x),
        ["op_Division"] = x => Of(BinaryOperator.Divide, x),
        ["Add"] = x => Of(BinaryOperator.Add, x),
        ["Subtract"] = x => Of(BinaryOperator.Subtract, x),
        ["Multiply"] = x => Of(BinaryOperator.Multiply, x),
        ["Divide"] = x => Of(BinaryOperator.Divide, x),
        ["op_UnaryNegation"] = x => new Unary(UnaryOperator.Negate, x[0]),
        ["op_UnaryPlus"] = x => x[0],
        ["Negate"] = x => new Unary(UnaryOperator.Negate, x[0]),
        ["Abs"] = x => Apply("Abs", x),
        ["SquareRoot"] = x => Apply("Sqrt", x),
        ["Exp"] = x => Apply("Exp", x),
        ["Log"] = x => Apply("Log", x),
        ["Log2"] = x => Apply("Log2", x),
        ["Sin"] = x => Apply("Sin", x),
        ["Cos"] = x => Apply("Cos", x),
        ["Hypot"] = x => Apply("Hypot", x),
        ["Round"] = x => Apply("Round", x),
        ["Truncate"] = x => Apply("Truncate", x),
        ["CopySign"] = x => Apply("CopySign", x),
        ["FusedMultiplyAdd"] = x => Apply("FusedMultiplyAdd", x),
        ["Max"] = x => Apply("Max", x),
        ["Min"] = x => Apply("Min", x),
        ["Clamp"] = x => Apply("Min", [Apply("Max", [x[0], x[1]]), x[2]]),
        ["Lerp"] = x => Sum(Product(x[0], Difference(One, x[2])), Product(x[1], x[2])),
    };

    public static bool IsVector(ITypeSymbol? type)
        => type.Is("System.Numerics", "Vector2", 0) || type.Is("System.Numerics", "Vector3", 0) || type.Is("System.Numerics", "Vector4", 0);

    /// <summary>The value of a method or operator, or null where it is not known. The arguments are numbers, or bundles of numbers, that may be used more than once.</summary>
    /// <param name="shape">The type of the vectors.</param>
    public static Expression? Call(string name, Expression[] arguments, AggregateType shape)
    {
        if (Maps.TryGetValue(name, out Func<Expression[], Expression>? map))
            return Map(shape, arguments, map);
        if (arguments.Length is 0 or > 2 || !arguments.All(argument => argument is Bundle))
            return null;
        (Bundle left, Bundle right) = ((Bundle)arguments[0], (Bundle)arguments[arguments.Length - 1]);
        return (name, arguments.Length) switch
        {
            ("op_Equality", 2) => Equal(left, right),
            ("op_Inequality", 2) => new Unary(UnaryOperator.Not, Equal(left, right)),
            ("Sum", 1) => Sum(left),
            ("Dot", 2) => Dot(left, right),
            ("LengthSquared", 1) => Dot(left, left),
            ("Length", 1) => Apply("Sqrt", [Dot(left, left)]),
            ("Cross", 2) when shape.Leaves.Count == 2 => Minor(left, right, 0, 1),
            ("Cross", 2) when shape.Leaves.Count == 3 => new Bundle(shape, [Minor(left, right, 1, 2), Minor(left, right, 2, 0), Minor(left, right, 0, 1)]),
            _ => null,
        };
    }

    /// <summary>A vector constant, such as <c>Zero</c> and <c>UnitX</c>.</summary>
    public static Bundle? Constant(string name, AggregateType shape)
    {
        if (name.StartsWith("Unit", StringComparison.Ordinal) && Array.IndexOf(Components, name.Substring("Unit".Length)) is >= 0 and var axis)
            return new Bundle(shape, shape.Leaves.Select((_, i) => (Expression)new RealLiteral(i == axis ? 1 : 0, IrType.Float)).ToEquatableArray());
        double? value = name switch
        {
            "Zero" => 0,
            "One" => 1,
            "NegativeZero" => -0.0,
            "E" => (float)Math.E,
            "Pi" => (float)Math.PI,
            "Tau" => (float)(2 * Math.PI),
            "NaN" => double.NaN,
            "PositiveInfinity" => double.PositiveInfinity,
            "NegativeInfinity" => double.NegativeInfinity,
            _ => null,
        };
        return value is { } number ? new Bundle(shape, shape.Leaves.Select(_ => (Expression)new RealLiteral(number, IrType.Float)).ToEquatableArray()) : null;
    }

    /// <summary>A vector from the arguments of a constructor or of <c>Create</c>: one number for all components, or numbers and smaller vectors one after the other.</summary>
    public static Bundle? Create(Expression[] arguments, AggregateType shape)
    {
        Expression[] numbers = [.. arguments.SelectMany(Aggregates.LeavesOf)];
        if (numbers.Any(number => number.Type != IrType.Float))
            return null;
        if (arguments.Length == 1 && arguments[0] is not Bundle)
            return new Bundle(shape, shape.Leaves.Select(_ => numbers[0]).ToEquatableArray());
        return numbers.Length == shape.Leaves.Count ? new Bundle(shape, numbers.ToEquatableArray()) : null;
    }

    public static Expression Map(AggregateType shape, Expression[] arguments, Func<Expression[], Expression> map)
    {
        Expression Component(Expression argument, int i) => argument is Bundle bundle ? bundle.Leaves[i] : argument;
        return new Bundle(shape, shape.Leaves.Select((_, i) => map([.. arguments.Select(argument => Component(argument, i))])).ToEquatableArray());
    }

    /// <summary>In pairs, as .NET adds them.</summary>
    private static Expression Sum(Bundle vector)
    {
        Expression sum = Sum(vector.Leaves[0], vector.Leaves[1]);
        return vector.Leaves.Count switch
        {
            2 => sum,
            3 => Sum(sum, vector.Leaves[2]),
            _ => Sum(sum, Sum(vector.Leaves[2], vector.Leaves[3])),
        };
    }

    private static Expression Dot(Bundle left, Bundle right) => Sum((Bundle)Map(left.Aggregate, [left, right], x => Of(BinaryOperator.Multiply, x)));

    private static Expression Minor(Bundle left, Bundle right, int i, int j)
        => Difference(Product(left.Leaves[i], right.Leaves[j]), Product(left.Leaves[j], right.Leaves[i]));

    private static Expression Equal(Bundle left, Bundle right)
        => left.Leaves.Zip(right.Leaves, (a, b) => (Expression)new Binary(BinaryOperator.Equal, a, b)).Aggregate((all, same) => new Binary(BinaryOperator.AndAlso, all, same));

    private static Expression Of(BinaryOperator op, Expression[] operands) => new Binary(op, operands[0], operands[1]);

    private static Binary Sum(Expression left, Expression right) => new(BinaryOperator.Add, left, right);

    private static Binary Difference(Expression left, Expression right) => new(BinaryOperator.Subtract, left, right);

    private static Binary Product(Expression left, Expression right) => new(BinaryOperator.Multiply, left, right);

    private static Apply Apply(string function, Expression[] arguments) => new(function, arguments.ToEquatableArray(), IrType.Float);
}
