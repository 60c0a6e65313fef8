using System.Globalization;
using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>Constants as literals.</summary>
internal static class Constants
{
    /// <summary>The literal, or null where the language has none for the value.</summary>
    public static Expression? Lower(object? value, IrType type) => (value, type) switch
    {
        (bool boolean, BooleanType) => new BooleanLiteral(boolean),
        (float or double, RealType real) => Real(System.Convert.ToDouble(value, CultureInfo.InvariantCulture), real),
        (ulong number, IntegerType or EnumType) => new IntegerLiteral(unchecked((long)number), type),
        (sbyte or byte or short or ushort or int or uint or long, IntegerType or EnumType)
            => new IntegerLiteral(System.Convert.ToInt64(value, CultureInfo.InvariantCulture), type),
        _ => null,
    };

    /// <summary>The literal closest to the value that the type holds.</summary>
    public static RealLiteral Real(double value, RealType type)
        => new(type.Kind == RealKind.Float ? (double)(float)value : value, type);

    public static Expression Zero(IrType type) => type switch
    {
        BooleanType => new BooleanLiteral(false),
        RealType => new RealLiteral(0, type),
        _ => new IntegerLiteral(0, type),
    };

    /// <summary>A number of either kind as a real literal, where <c>double</c> holds it exactly; otherwise null.</summary>
    public static RealLiteral? ToReal(Expression literal, RealType type)
    {
        const long Exact = 1L << 53;
        return literal switch
        {
            RealLiteral real => Real(real.Value, type),
            IntegerLiteral { Type: IntegerType { Name: not ("ulong" or "nuint") }, Value: >= -Exact and <= Exact } integer
                => Real(integer.Value, type),
            _ => null,
        };
    }
}
