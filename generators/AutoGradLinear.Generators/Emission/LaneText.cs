using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.IR.Lanes;

namespace AutoGradLinear.Generators.Emission;

/// <summary>Prints the operations of functions of many examples.</summary>
internal static class LaneText
{
    private const string Vectors = VectorFunctions.Vectors;
    private const string Runtime = "global::AutoGradLinear.Numerics.Lanes";

    /// <summary>The application as C#; null for one of numbers.</summary>
    /// <param name="text">Prints an argument.</param>
    public static string? Of(Apply apply, Func<Expression, string> text)
    {
        string arguments = string.Join(", ", apply.Arguments.Select(text));
        if (apply.Function == LaneOperation.Checked)
            return $"{Runtime}.CheckedRow({arguments})";
        if (apply.Type is not LanesType { Real: var real })
            return null;
        return LaneOperation.NameOf(apply.Function) is { } operation
            ? Operation(apply, operation, real, text)
            : apply.Function.StartsWith("Span", StringComparison.Ordinal)
            ? $"{Runtime}.{apply.Function.Substring("Span".Length)}<{real.CSharp}>({arguments})"
            : VectorFunctions.Of(apply, real, text) is { } call
            ? call
            : $"{Runtime}.Each<{real.CSharp}>({arguments}, {Scalar(apply, real)})";
    }

    private static string Operation(Apply apply, string operation, RealType real, Func<Expression, string> text)
    {
        string arguments = string.Join(", ", apply.Arguments.Select(text));
        string type = apply.Type.CSharp;
        return apply.Function switch
        {
            LaneOperation.Of => $"new {type}({arguments})",
            LaneOperation.OfIndex when real.Kind == RealKind.Generic => $"new {type}({real.CSharp}.CreateTruncating({arguments}))",
            LaneOperation.OfIndex => $"new {type}({arguments})",
            LaneOperation.OfBoolean => $"{Runtime}.MaskOf<{real.CSharp}>({arguments})",
            LaneOperation.Select when VectorFunctions.IsZero(apply.Arguments[1]) => $"{VectorFunctions.Runtime}.ZeroWhere<{real.CSharp}>({text(apply.Arguments[0])}, {text(apply.Arguments[2])})",
            LaneOperation.Select when VectorFunctions.IsZero(apply.Arguments[2]) => $"{VectorFunctions.Runtime}.KeepWhere<{real.CSharp}>({text(apply.Arguments[0])}, {text(apply.Arguments[1])})",
            LaneOperation.Select => $"{Vectors}.ConditionalSelect<{real.CSharp}>({arguments})",
            LaneOperation.Equal or LaneOperation.Less or LaneOperation.LessOrEqual or LaneOperation.Greater or LaneOperation.GreaterOrEqual
                => $"{Vectors}.{operation}<{real.CSharp}>({arguments})",
            LaneOperation.Larger => $"{VectorFunctions.Runtime}.Larger<{real.CSharp}>({arguments})",
            _ => $"{Runtime}.{operation}<{real.CSharp}>({arguments})",
        };
    }

    /// <summary>A function that vectors do not have, as a function of numbers that is called for each lane.</summary>
    private static string Scalar(Apply apply, RealType real)
        => FunctionText.Of(apply with { Arguments = apply.Arguments.Select(_ => (Expression)new RealLiteral(0, real)).ToEquatableArray(), Type = real });

    /// <summary>A store to a block of lanes.</summary>
    public static string Store(Store store, Func<Expression, string> text)
        => $"{Runtime}.{(IsRow(store.Index) ? "Store" : "Scatter")}<{RealOf(store.Array)}>({text(store.Value)}, {text(store.Array)}, {text(store.Index)});";

    /// <summary>An addition to a block of lanes, at another row in each lane.</summary>
    public static string Accumulate(Accumulate accumulate, Func<Expression, string> text)
        => $"{Runtime}.AddAt<{RealOf(accumulate.Array)}>({text(accumulate.Value)}, {text(accumulate.Array)}, {text(accumulate.Index)});";

    private static bool IsRow(Expression place) => place is Indices { Values: var values } && values[0].Type is IntegerType;

    private static string RealOf(Expression array) => ((ArrayType)array.Type).Element.CSharp;
}
