using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>The C# members that stand for functions of the derivative table, as one list.</summary>
internal static class FunctionNames
{
    /// <summary>Of real numbers: the name in C#, the arity, and the generic-math interface that declares it.</summary>
    private static readonly (string Name, int Arity, string Interface)[] RealFunctions =
    [
        ("Abs", 1, "INumberBase"),
        ("Acos", 1, "ITrigonometricFunctions"),
        ("Acosh", 1, "IHyperbolicFunctions"),
        ("Asin", 1, "ITrigonometricFunctions"),
        ("Asinh", 1, "IHyperbolicFunctions"),
        ("Atan", 1, "ITrigonometricFunctions"),
        ("Atan2", 2, "IFloatingPointIeee754"),
        ("Atanh", 1, "IHyperbolicFunctions"),
        ("Cbrt", 1, "IRootFunctions"),
        ("Ceiling", 1, "IFloatingPoint"),
        ("Clamp", 3, "INumber"),
        ("CopySign", 2, "INumber"),
        ("Cos", 1, "ITrigonometricFunctions"),
        ("Cosh", 1, "IHyperbolicFunctions"),
        ("Exp", 1, "IExponentialFunctions"),
        ("CosPi", 1, "ITrigonometricFunctions"),
        ("DegreesToRadians", 1, "ITrigonometricFunctions"),
        ("Exp10", 1, "IExponentialFunctions"),
        ("Exp10M1", 1, "IExponentialFunctions"),
        ("Exp2", 1, "IExponentialFunctions"),
        ("Exp2M1", 1, "IExponentialFunctions"),
        ("ExpM1", 1, "IExponentialFunctions"),
        ("Floor", 1, "IFloatingPoint"),
        ("FusedMultiplyAdd", 3, "IFloatingPointIeee754"),
        ("Hypot", 2, "IRootFunctions"),
        ("Lerp", 3, "IFloatingPointIeee754"),
        ("Log", 1, "ILogarithmicFunctions"),
        ("Log10", 1, "ILogarithmicFunctions"),
        ("Log10P1", 1, "ILogarithmicFunctions"),
        ("Log2", 1, "ILogarithmicFunctions"),
        ("Log2P1", 1, "ILogarithmicFunctions"),
        ("LogP1", 1, "ILogarithmicFunctions"),
        ("Max", 2, "INumber"),
        ("Min", 2, "INumber"),
        ("MultiplyAddEstimate", 3, "INumberBase"),
        ("Pow", 2, "IPowerFunctions"),
        ("RadiansToDegrees", 1, "ITrigonometricFunctions"),
        ("Round", 1, "IFloatingPoint"),
        ("Sign", 1, "INumber"),
        ("Sin", 1, "ITrigonometricFunctions"),
        ("SinPi", 1, "ITrigonometricFunctions"),
        ("Sinh", 1, "IHyperbolicFunctions"),
        ("Sqrt", 1, "IRootFunctions"),
        ("Tan", 1, "ITrigonometricFunctions"),
        ("Tanh", 1, "IHyperbolicFunctions"),
        ("TanPi", 1, "ITrigonometricFunctions"),
        ("Truncate", 1, "IFloatingPoint"),
        ("IsNaN", 1, "INumberBase"),
        ("IsFinite", 1, "INumberBase"),
        ("IsInfinity", 1, "INumberBase"),
        ("IsNegative", 1, "INumberBase"),
        ("IsPositive", 1, "INumberBase"),
        ("IsPositiveInfinity", 1, "INumberBase"),
        ("IsNegativeInfinity", 1, "INumberBase"),
    ];

    /// <summary>Of real numbers, in <c>MathNet.Numerics.SpecialFunctions</c>, which nobody needs who does not call them.</summary>
    private static readonly (string Name, int Arity)[] SpecialFunctions =
    [
        ("Beta", 2), ("BetaLn", 2), ("Erf", 1), ("Erfc", 1), ("ErfcInv", 1), ("ErfInv", 1), ("Gamma", 1), ("GammaLn", 1), ("Logistic", 1), ("Logit", 1),
    ];

    /// <summary>Of integers, in <c>System.Math</c> and in the integer types.</summary>
    private static readonly (string Name, int Arity)[] IntegerFunctions = [("Abs", 1), ("Clamp", 3), ("Max", 2), ("Min", 2), ("Sign", 1)];

    /// <summary>Of rows of real numbers, in <c>TensorPrimitives</c>.</summary>
    private static readonly (string Name, int Arity, string Function)[] RowFunctions =
    [
        ("Sum", 1, "SpanSum"),
        ("Dot", 2, "SpanDot"),
        ("Max", 1, "SpanMax"),
        ("Min", 1, "SpanMin"),
        ("SumOfSquares", 1, "SpanSumOfSquares"),
        ("Norm", 1, "SpanNorm"),
        ("SumOfMagnitudes", 1, "SpanSumOfMagnitudes"),
        ("Distance", 2, "SpanDistance"),
        ("IndexOfMax", 1, "SpanIndexOfMax"),
        ("IndexOfMin", 1, "SpanIndexOfMin"),
    ];

    /// <summary>
    /// Functions of <c>TensorPrimitives</c> that fill a row element by element, with their forms: R is a row, N a number; the row that is filled comes last and is not listed.
    /// </summary>
    private static readonly (string Name, string Function, string[] Forms)[] Maps =
    [
        .. new[]
        {
            "Abs", "Acos", "Acosh", "Asin", "Asinh", "Atan", "Atanh", "Cbrt", "Ceiling", "Cos", "Cosh", "Exp", "Exp10", "Exp2", "ExpM1", "Floor", "Log", "Log10", "Log2",
            "LogP1", "Negate", "Round", "Sigmoid", "Sin", "Sinh", "Sqrt", "Tan", "Tanh", "Truncate",
        }.Select(name => (name, name, new[] { "R" })),
        ("Add", "Add", ["RR", "RN"]),
        ("Subtract", "Subtract", ["RR", "RN", "NR"]),
        ("Multiply", "Multiply", ["RR", "RN"]),
        ("Divide", "Divide", ["RR", "RN", "NR"]),
        ("Remainder", "Remainder", ["RR", "RN", "NR"]),
        ("Max", "Max", ["RR", "RN"]),
        ("Min", "Min", ["RR", "RN"]),
        ("Pow", "Pow", ["RR", "RN", "NR"]),
        ("Log", "LogBase", ["RR", "RN"]),
        ("Hypot", "Hypot", ["RR"]),
        ("Atan2", "Atan2", ["RR", "RN", "NR"]),
        ("CopySign", "CopySign", ["RR", "RN"]),
        ("Clamp", "Clamp", ["RRR", "RRN", "RNR", "RNN", "NRR", "NRN", "NNR"]),
        ("FusedMultiplyAdd", "FusedMultiplyAdd", ["RRR", "RRN", "RNR"]),
        ("MultiplyAdd", "MultiplyAdd", ["RRR", "RRN", "RNR"]),
        ("AddMultiply", "AddMultiply", ["RRR", "RRN", "RNR"]),
    ];

    private const string Stable = "AutoGradLinear.Numerics.StableMath";

    private const string Tensors = "System.Numerics.Tensors.TensorPrimitives";

    private static readonly string[] IntegerTypes =
        ["SByte", "Byte", "Int16", "UInt16", "Int32", "UInt32", "Int64", "UInt64", "IntPtr", "UIntPtr"];

    /// <summary>The function that cuts the flow of derivatives.</summary>
    public const string Stop = "Stop";

    private static readonly Dictionary<string, string> Functions = List();

    /// <summary>The name in the derivative table of the member with this documentation id, or null.</summary>
    public static string? Find(string documentationId) => Functions.TryGetValue(documentationId, out string? name) ? name : null;

    private static readonly Dictionary<string, string> MapFunctions = ListMaps();

    /// <summary>The function, by its name in the derivative table, that the member with this documentation id applies to every element; or null.</summary>
    public static string? FindMap(string documentationId) => MapFunctions.TryGetValue(documentationId, out string? name) ? name : null;

    public static bool IsKnown(string documentationId) => Functions.ContainsKey(documentationId);

    private static Dictionary<string, string> List()
    {
        var list = new Dictionary<string, string> { ["M:AutoGradLinear.Gradient.Stop``1(``0)"] = Stop };
        foreach ((string name, int arity, string declaring) in RealFunctions)
            AddReal(list, name, name, arity, declaring);
        AddReal(list, "LogBase", "Log", 2, "ILogarithmicFunctions");
        foreach ((string name, int arity) in SpecialFunctions)
            list[Member("MathNet.Numerics.SpecialFunctions", name, arity, "System.Double")] = name;
        foreach ((string name, int arity) in StableFunction.Callable)
            list[Member(Stable, StableFunction.RuntimeName(name) + "``1", arity, "``0")] = name;
        list[Member(Stable, "LogSumExp``1", 1, "System.ReadOnlySpan{``0}")] = "SpanLogSumExp";
        foreach ((string name, int arity) in IntegerFunctions)
        {
            foreach (string type in IntegerTypes)
            {
                list[Member("System.Math", name, arity, $"System.{type}")] = name;
                list[Member($"System.{type}", name, arity, $"System.{type}")] = name;
            }
        }

        foreach ((string name, int arity, string function) in RowFunctions)
        {
            list[Member(Tensors, name + "``1", arity, "System.ReadOnlySpan{``0}")] = function;
            list[Member(Tensors, name, arity, "System.ReadOnlySpan{System.Single}")] = function;
        }

        return list;
    }

    private static Dictionary<string, string> ListMaps()
    {
        var list = new Dictionary<string, string>();
        foreach ((string name, string function, string[] forms) in Maps)
        {
            foreach (string form in forms)
            {
                list[Map(name + "``1", form, "``0")] = function;
                list[Map(name, form, "System.Single")] = function;
            }
        }

        return list;
    }

    private static string Map(string name, string form, string element)
    {
        IEnumerable<string> parameters = form.Select(parameter => parameter == 'R' ? $"System.ReadOnlySpan{{{element}}}" : element);
        return $"M:{Tensors}.{name}({string.Join(",", parameters)},System.Span{{{element}}})";
    }

    private static void AddReal(Dictionary<string, string> list, string function, string name, int arity, string declaring)
    {
        list[Member("System.Math", name, arity, "System.Double")] = function;
        list[Member("System.Math", name, arity, "System.Single")] = function;
        list[Member("System.MathF", name, arity, "System.Single")] = function;
        list[Member("System.Double", name, arity, "System.Double")] = function;
        list[Member("System.Single", name, arity, "System.Single")] = function;
        list[Member($"System.Numerics.{declaring}`1", name, arity, "`0")] = function;
    }

    private static string Member(string type, string name, int arity, string parameter)
        => $"M:{type}.{name}({string.Join(",", Enumerable.Repeat(parameter, arity))})";
}
