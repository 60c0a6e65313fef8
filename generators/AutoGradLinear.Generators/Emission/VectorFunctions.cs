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

    /// <summary>The method, or null for a function that vectors of the type do not have.</summary>
    public static string? Of(string function, RealType real)
        => real.Kind == RealKind.Generic && function == "FusedMultiplyAdd" ? null : Functions.TryGetValue(function, out string? method) ? method : null;
}
