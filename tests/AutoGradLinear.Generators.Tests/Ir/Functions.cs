using System.Numerics.Tensors;
using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.Symbolic;
using AutoGradLinear.Numerics;
using MathNet.Numerics;

namespace AutoGradLinear.Generators.Tests;

/// <summary>The functions of the derivative table, by their names there.</summary>
internal static class Functions
{
    private static readonly Dictionary<string, Func<double, double>> OfOne = new()
    {
        ["Sqrt"] = Math.Sqrt, ["Cbrt"] = Math.Cbrt, ["Exp"] = Math.Exp, ["Exp2"] = double.Exp2, ["Exp10"] = double.Exp10, ["ExpM1"] = double.ExpM1,
        ["Log"] = Math.Log, ["Log2"] = Math.Log2, ["Log10"] = Math.Log10, ["LogP1"] = double.LogP1,
        ["Sin"] = Math.Sin, ["Cos"] = Math.Cos, ["Tan"] = Math.Tan, ["Asin"] = Math.Asin, ["Acos"] = Math.Acos, ["Atan"] = Math.Atan,
        ["Sinh"] = Math.Sinh, ["Cosh"] = Math.Cosh, ["Tanh"] = Math.Tanh, ["Asinh"] = Math.Asinh, ["Acosh"] = Math.Acosh, ["Atanh"] = Math.Atanh,
        ["Abs"] = Math.Abs, ["Floor"] = Math.Floor, ["Ceiling"] = Math.Ceiling, ["Round"] = Math.Round, ["Truncate"] = Math.Truncate,
        ["Exp2M1"] = double.Exp2M1, ["Exp10M1"] = double.Exp10M1, ["Log2P1"] = double.Log2P1, ["Log10P1"] = double.Log10P1,
        ["SinPi"] = double.SinPi, ["CosPi"] = double.CosPi, ["TanPi"] = double.TanPi,
        ["DegreesToRadians"] = double.DegreesToRadians, ["RadiansToDegrees"] = double.RadiansToDegrees,
        ["Erf"] = SpecialFunctions.Erf, ["Erfc"] = SpecialFunctions.Erfc, ["ErfInv"] = SpecialFunctions.ErfInv, ["ErfcInv"] = SpecialFunctions.ErfcInv,
        ["Gamma"] = SpecialFunctions.Gamma, ["GammaLn"] = SpecialFunctions.GammaLn, ["Logistic"] = SpecialFunctions.Logistic, ["Logit"] = SpecialFunctions.Logit,
        ["Stop"] = x => x,
        [StableFunction.Log1P] = StableMath.Log1P, [StableFunction.ExpM1] = StableMath.ExpM1, [StableFunction.Log1MExp] = StableMath.Log1MExp,
        [StableFunction.LogExpM1] = StableMath.LogExpM1, [StableFunction.Sigmoid] = StableMath.Sigmoid, [StableFunction.Softplus] = StableMath.Softplus,
        [StableFunction.LogSigmoid] = StableMath.LogSigmoid, [StableFunction.LogCosh] = StableMath.LogCosh, [StableFunction.XLogX] = StableMath.XLogX, [StableFunction.Sqrt1PM1] = StableMath.Sqrt1PM1,
        [StableFunction.LogOfSum] = Math.Log, [StableFunction.RootOfSquareLessOne] = x => StableMath.Sqrt1PM1(x * x), [StableFunction.InverseOfSum] = x => 1 / x,
    };

    private static readonly Dictionary<string, Func<double, double, double, double>> OfThree = new()
    {
        ["FusedMultiplyAdd"] = Math.FusedMultiplyAdd, ["Clamp"] = Math.Clamp, ["Lerp"] = double.Lerp, ["MultiplyAddEstimate"] = double.MultiplyAddEstimate,
    };

    private static readonly Dictionary<string, Func<double, double, double>> OfTwo = new()
    {
        ["Pow"] = Math.Pow, ["LogBase"] = Math.Log, ["Atan2"] = Math.Atan2, ["Hypot"] = double.Hypot, ["Max"] = Math.Max, ["Min"] = Math.Min,
        ["CopySign"] = Math.CopySign, [StableFunction.LogAddExp] = StableMath.LogAddExp, [StableFunction.LogRatio] = StableMath.LogRatio, [StableFunction.LogSubExp] = StableMath.LogSubExp, ["Beta"] = SpecialFunctions.Beta, ["BetaLn"] = SpecialFunctions.BetaLn,
    };

    private static readonly Dictionary<string, Func<double[], double>> OfRow = new()
    {
        ["SpanSum"] = row => row.Sum(),
        ["SpanSumOfSquares"] = row => row.Sum(x => x * x),
        ["SpanSumOfMagnitudes"] = row => row.Sum(Math.Abs),
        ["SpanNorm"] = row => Math.Sqrt(row.Sum(x => x * x)),
        ["SpanLogSumExp"] = row => StableMath.LogSumExp<double>(row),
        ["SpanMax"] = row => TensorPrimitives.Max<double>(row),
        ["SpanMin"] = row => TensorPrimitives.Min<double>(row),
    };

    /// <summary>Every function of numbers with the number of its arguments.</summary>
    public static IEnumerable<(string Name, int Arity)> OfNumbers
        => [.. OfOne.Keys.Select(name => (name, 1)), .. OfTwo.Keys.Select(name => (name, 2)), .. OfThree.Keys.Select(name => (name, 3))];

    /// <summary>A function that is applied to each element of rows: one of the table, or an operator by its name.</summary>
    public static object ApplyMap(string name, object[] arguments) => (name, arguments) switch
    {
        ("Add", [double x, double y]) => x + y,
        ("Subtract", [double x, double y]) => x - y,
        ("Multiply", [double x, double y]) => x * y,
        ("Divide", [double x, double y]) => x / y,
        ("Negate", [double x]) => -x,
        ("Sigmoid", [double x]) => 1 / (1 + Math.Exp(-x)),
        ("MultiplyAdd", [double x, double y, double z]) => (x * y) + z,
        ("AddMultiply", [double x, double y, double z]) => (x + y) * z,
        _ => Apply(name, arguments),
    };

    public static object Apply(string name, object[] arguments) => arguments switch
    {
        [double x] when OfOne.TryGetValue(name, out Func<double, double>? function) => function(x),
        [double x, double y] when OfTwo.TryGetValue(name, out Func<double, double, double>? function) => function(x, y),
        [Row row] when OfRow.TryGetValue(name, out Func<double[], double>? function) => function(row.ToDoubles()),
        [double x, double y, double z] => OfThree[name](x, y, z),
        [double x, double y] when name is StrongZero.LeftProduct => x == 0 ? 0 : x * y,
        [double x, double y] when name is StrongZero.RightProduct => y == 0 ? 0 : x * y,
        [double x, double y] when name is StrongZero.Product => x == 0 || y == 0 ? 0 : x * y,
        [double x, double y] when name is StrongZero.Quotient => x == 0 ? 0 : x / y,
        [double x] when name == "DiGamma" => SpecialFunctions.DiGamma(x),
        [double x] when name == "TriGamma" => AutoGradLinear.Numerics.StableMath.TriGamma(x),
        [Row x, Row y] when name == "SpanDistance" => Math.Sqrt(x.ToDoubles().Zip(y.ToDoubles(), (a, b) => (a - b) * (a - b)).Sum()),
        [Row x, Row y] when name == "SpanDot" => x.ToDoubles().Zip(y.ToDoubles(), (a, b) => a * b).Sum(),
        [Row row] when name == "SpanIndexOfMax" => (long)TensorPrimitives.IndexOfMax<double>(row.ToDoubles()),
        [Row row] when name == "SpanIndexOfMin" => (long)TensorPrimitives.IndexOfMin<double>(row.ToDoubles()),
        [long x, long y] when name == "Max" => Math.Max(x, y),
        [long x, long y] when name == "Min" => Math.Min(x, y),
        [long x, long y] when name == IntegerFunction.Quotient => (long)AutoGradLinear.Numerics.GeneratedCode.Quotient((int)x, (int)y),
        [long from, long to, long step] when name == IntegerFunction.Rounds => (long)AutoGradLinear.Numerics.GeneratedCode.Rounds((int)from, (int)to, (int)step),
        [long x] when name == "Abs" => Math.Abs(x),
        [double x] when name == "Sign" => (long)Math.Sign(x),
        [double x] when name == "IsNaN" => double.IsNaN(x),
        [double x] when name == "IsFinite" => double.IsFinite(x),
        _ => throw new NotSupportedException($"{name} of {string.Join(", ", arguments.Select(argument => argument.GetType().Name))}"),
    };
}
