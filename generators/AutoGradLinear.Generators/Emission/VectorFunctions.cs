using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Emission;

/// <summary>What a function of the derivative table is called in C# where it is applied to all lanes of a vector.</summary>
internal static class VectorFunctions
{
    /// <summary>.NET's functions of vectors, and with a type argument a vector.</summary>
    public const string Vectors = "global::System.Numerics.Vector";

    /// <summary>The runtime's functions of vectors.</summary>
    public const string Runtime = "global::AutoGradLinear.Numerics.VectorMath";

    private static readonly Dictionary<string, string> Functions = new()
    {
        ["Sqrt"] = $"{Vectors}.SquareRoot", ["Abs"] = $"{Vectors}.Abs", ["Exp"] = $"{Runtime}.Exp", ["Log"] = $"{Runtime}.Log", ["Max"] = $"{Vectors}.Max", ["Min"] = $"{Vectors}.Min",
        ["IsNaN"] = $"{Vectors}.IsNaN", ["IsFinite"] = $"{Vectors}.IsFinite", ["IsInfinity"] = $"{Vectors}.IsInfinity",
        ["IsPositiveInfinity"] = $"{Vectors}.IsPositiveInfinity", ["IsNegativeInfinity"] = $"{Vectors}.IsNegativeInfinity", ["IsNegative"] = $"{Vectors}.IsNegative",
        ["FusedMultiplyAdd"] = $"{Vectors}.FusedMultiplyAdd", [StableFunction.Sqrt1PM1] = $"{Runtime}.Sqrt1PM1",
    };

    /// <summary>The call, or null for a function that vectors of the type do not have.</summary>
    /// <param name="text">Prints an argument.</param>
    public static string? Of(Apply apply, RealType real, Func<Expression, string> text)
        => OfExtremum(apply, text) ?? (Of(apply.Function, real) is { } method ? $"{method}({string.Join(", ", apply.Arguments.Select(text))})" : null);

    /// <summary>The method, or null for a function that vectors of the type do not have.</summary>
    public static string? Of(string function, RealType real)
        => real.Kind == RealKind.Generic && function == "FusedMultiplyAdd" ? null : Functions.TryGetValue(function, out string? method) ? method : null;

    /// <summary>Whether it is a positive zero: a number, or one in every lane.</summary>
    public static bool IsZero(Expression value)
        => value is RealLiteral { Value: 0 } literal ? !double.IsNegativeInfinity(1 / literal.Value) : value is Member { Type: LanesType } member && member.Text == $"{member.Type.CSharp}.Zero";

    /// <summary>The larger or smaller of a literal and another number: one or two instructions, where two numbers of any kind (NaN, zeros of either sign) take ten.</summary>
    private static string? OfExtremum(Apply apply, Func<Expression, string> text)
    {
        if (apply.Function is not ("Max" or "Min"))
            return null;
        (Expression bound, Expression other) = IsBound(apply.Arguments[0]) ? (apply.Arguments[0], apply.Arguments[1]) : (apply.Arguments[1], apply.Arguments[0]);
        return IsZero(bound) ? $"{Runtime}.{(apply.Function == "Max" ? "AtLeastZero" : "AtMostZero")}({text(other)})"
            : bound is RealLiteral { Value: not (0 or double.NaN) } ? $"{Vectors}.{apply.Function}Native({text(bound)}, {text(other)})"
            : null;
    }

    private static bool IsBound(Expression value) => value is RealLiteral || IsZero(value);
}
