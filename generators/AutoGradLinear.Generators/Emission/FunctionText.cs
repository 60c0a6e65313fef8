using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Emission;

/// <summary>What a function of the derivative table is called in C#, for each type.</summary>
internal static class FunctionText
{
    /// <summary>Functions of <c>Math</c> and <c>MathF</c>; the others are members of the number types.</summary>
    private static readonly HashSet<string> OfMath =
    [
        "Abs", "Acos", "Acosh", "Asin", "Asinh", "Atan", "Atan2", "Atanh", "Cbrt", "Ceiling", "CopySign", "Cos", "Cosh", "Exp", "Floor", "FusedMultiplyAdd",
        "Log", "Log10", "Log2", "Max", "Min", "Pow", "Round", "Sign", "Sin", "Sinh", "Sqrt", "Tan", "Tanh", "Truncate",
    ];

    /// <summary>The method of <c>TensorPrimitives</c> that applies the function to every element.</summary>
    public static string Of(Map map) => $"global::System.Numerics.Tensors.TensorPrimitives.{(map.Function == "LogBase" ? "Log" : map.Function)}<{((ArrayType)map.Target.Type).Element.CSharp}>";

    /// <summary>Functions of <c>MathNet.Numerics</c>, with the one that their derivatives need.</summary>
    private static readonly HashSet<string> Special =
        ["Beta", "BetaLn", "DiGamma", "Erf", "Erfc", "ErfcInv", "ErfInv", "Gamma", "GammaLn", "Logistic", "Logit"];

    public static string Of(Apply apply)
    {
        IrType type = apply.Arguments[0].Type;
        if (type is ArrayType array)
        {
            string owner = apply.Function == "SpanLogSumExp" ? "AutoGradLinear.Numerics.StableMath" : "System.Numerics.Tensors.TensorPrimitives";
            return $"global::{owner}.{apply.Function.Substring("Span".Length)}<{array.Element.CSharp}>";
        }

        string name = apply.Function == "LogBase" ? "Log" : apply.Function;
        return type switch
        {
            IntegerType when name == IntegerFunction.Rounds => ShapeChecks.Guards + ".Rounds",
            IntegerType when name == IntegerFunction.Quotient => ShapeChecks.Guards + ".Quotient",
            RealType when StableFunction.RuntimeName(name) is { } stable => $"global::AutoGradLinear.Numerics.StableMath.{stable}",
            RealType when name == "TriGamma" => "global::AutoGradLinear.Numerics.StableMath.TriGamma",
            RealType when Special.Contains(name) => $"global::MathNet.Numerics.SpecialFunctions.{name}",
            RealType { Kind: RealKind.Float } when OfMath.Contains(name) => $"global::System.MathF.{name}",
            RealType { Kind: RealKind.Double } when OfMath.Contains(name) => $"global::System.Math.{name}",
            RealType { Kind: RealKind.Generic } => $"{type.CSharp}.{name}",
            RealType when name != "Clamp" => $"{type.CSharp}.{name}",
            _ => $"global::System.Math.{name}",
        };
    }
}
