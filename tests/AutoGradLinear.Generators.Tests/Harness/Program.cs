using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace AutoGradLinear.Generators.Tests;

/// <summary>A function <c>F</c> of a C# text, with the points at which it is differentiated.</summary>
/// <param name="Name">Names the case.</param>
/// <param name="Signature">The parameters of <c>F</c> as C# text.</param>
/// <param name="Body">The statements of <c>F</c>, or <c>=> expression;</c>.</param>
/// <param name="Points">Each an argument list: <c>double</c>, <c>double[]</c>, <c>int</c> or <c>bool</c>; a <c>double[]</c> also for a struct.</param>
/// <param name="Helpers">Other members of the type. For a parameter that is a struct <c>V</c>, among them <c>V MakeV(double[] x)</c> and <c>double[] Flat(V v)</c>.</param>
/// <param name="JudgeBody">The same function for dual numbers, where they cannot stand in its text: no pattern speaks of them.</param>
internal sealed record Subject(string Name, string Signature, string Body, object[][] Points, string Helpers = "", string? JudgeBody = null)
{
    public IReadOnlyList<SubjectParameter> Parameters => Signature.Split(", ").Select(SubjectParameter.Parse).ToList();

    public override string ToString() => Name;

    /// <summary>The text of the annotated type, and of a class that calls its members with arguments in an array.</summary>
    /// <param name="derivatives">The members beside <c>FWithGradient</c>.</param>
    public string Source(string real = "double", string derivatives = "Derivatives.Pullback")
    {
        string text =
            $$"""
            using System;
            using System.Numerics;
            using System.Numerics.Tensors;
            using AutoGradLinear;
            using static Subject;

            public static partial class Subject
            {
                [Differentiable({{derivatives}})]
                public static double F({{Signature}})
                {{Block(Body)}}

                {{Helpers}}
            }

            """;
        if (real == "float")
            text = Regex.Replace(Regex.Replace(text.Replace("double", "float"), @"\bMath\.", "MathF.").Replace("MathF.Clamp", "Math.Clamp"), @"(?<![\w.])(\d+\.\d+(e-?\d+)?)\b", "$1f");
        return text + Caller(real) + (derivatives.Contains("Hessian", StringComparison.Ordinal) ? SecondOrderCaller() : "");
    }

    /// <summary>The same function over dual numbers, with its caller.</summary>
    public string DualText()
    {
        string signature = Signature.Replace("[NoGradient] ", "");
        string text =
            $$"""
            using System;
            using AutoGradLinear.RandomPrograms.Duals;

            public static class DualSubject
            {
                public static double F({{signature}})
                {{Block(JudgeBody ?? Body)}}

                {{Helpers}}
            }

            """;
        text = Regex.Replace(text, @"\bdouble\b", "Dual");
        text = Regex.Replace(text, @"\bVector([234])\b", "DualVector$1");
        text = Regex.Replace(text, @"\bMath\.", "DualMath.").Replace("TensorPrimitives.", "DualTensors.");
        text = Regex.Replace(text, @"Gradient\.Stop\(([^()]*)\)", "(Dual)($1).V");
        string arguments = string.Join(", ", Parameters.Select((parameter, i) => parameter.DualArgument(i)));
        return text + $$"""
            public static class DualCaller
            {
                private static Dual[] Row(object x, object d, object e)
                {
                    var row = new Dual[((double[])x).Length];
                    for (int i = 0; i < row.Length; i++)
                        row[i] = new Dual(((double[])x)[i], ((double[])d)[i], ((double[])e)[i]);
                    return row;
                }

                public static double[] Derivatives(object[] a, object[] d, object[] e) { Dual y = DualSubject.F({{arguments}}); return [y.D, y.Along.Value, y.Mixed.Value]; }
            }

            """ + (text.Contains("DualVector", StringComparison.Ordinal) ? DualVectorSource.Text : "");
    }

    private string SecondOrderCaller()
    {
        var differentiated = Parameters.Select((parameter, i) => (Parameter: parameter, Index: i)).Where(item => item.Parameter.IsDifferentiated).ToList();
        string inputs = string.Join(", ", Parameters.Select((parameter, i) => parameter.Argument(i)));
        string directions = string.Concat(differentiated.Select(item => ", " + item.Parameter.Argument(item.Index).Replace("a[", "d[")));
        string Rows(string name) => string.Concat(differentiated.Where(item => item.Parameter.IsRow)
            .Select(item => $"var {name}{item.Index} = new double[((double[])a[{item.Index}]).Length]; Array.Fill({name}{item.Index}, double.NaN);"));
        string Sinks(string name) => string.Concat(differentiated.Select(item => item.Parameter.IsRow ? $", {name}{item.Index}" : $", out {item.Parameter.Type} {name}{item.Index}"));
        string All(string name) => string.Concat(differentiated.Select(item => item.Parameter.IsRow ? $", .. {name}{item.Index}" : item.Parameter.IsStruct ? $", .. Subject.Flat({name}{item.Index})" : $", {name}{item.Index}"));
        return $$"""
            public static class SecondOrderCaller
            {
                public static double[] Pushforward(object[] a, object[] d) { double value = Subject.FPushforward({{inputs}}{{directions}}, out double tangent); return [value, tangent]; }
                public static double[] Product(object[] a, object[] d) { {{Rows("h")}} double value = Subject.FHessianVectorProduct({{inputs}}{{directions}}{{Sinks("h")}}); return [value{{All("h")}}]; }
                public static double[] Hessian(object[] a, int n) { var h = new double[n * n]; Array.Fill(h, double.NaN); double value = Subject.FHessian({{inputs}}, h); return [value, .. h]; }
                public static double[] Diagonal(object[] a) { {{Rows("g")}}{{Rows("h")}} double value = Subject.FHessianDiagonal({{inputs}}{{Sinks("g")}}{{Sinks("h")}}); return [value{{All("g")}}{{All("h")}}]; }
            }

            """;
    }

    private static string Block(string body) => body.StartsWith("=>", StringComparison.Ordinal) ? body : $"{{\n{body}\n}}";

    private string Caller(string real)
    {
        IReadOnlyList<SubjectParameter> parameters = Parameters;
        string inputs = string.Join(", ", parameters.Select((parameter, i) => parameter.Argument(i)));
        var differentiated = parameters.Select((parameter, i) => (Parameter: parameter, Index: i)).Where(item => item.Parameter.IsDifferentiated).ToList();
        string sinks = string.Concat(differentiated.Select(item => item.Parameter.IsRow ? $", g{item.Index}" : $", out {item.Parameter.Type} g{item.Index}"));
        string accumulators = string.Concat(differentiated.Select(item => item.Parameter.IsRow ? $", g{item.Index}" : $", ref g{item.Index}"));
        string rows = string.Concat(differentiated.Where(item => item.Parameter.IsRow)
            .Select(item => $"var g{item.Index} = new double[((double[])a[{item.Index}]).Length]; Array.Fill(g{item.Index}, double.NaN);"));
        string starts = string.Concat(differentiated.Select(item => item.Parameter.IsRow
            ? $"var g{item.Index} = new double[((double[])a[{item.Index}]).Length]; Array.Fill(g{item.Index}, start);"
            : item.Parameter.IsStruct ? $"var s{item.Index} = new double[((double[])a[{item.Index}]).Length]; Array.Fill(s{item.Index}, start); var g{item.Index} = Subject.{item.Parameter.Make}(s{item.Index});"
            : $"double g{item.Index} = start;"));
        string all = string.Concat(differentiated.Select(item => item.Parameter.IsRow ? $", .. g{item.Index}" : item.Parameter.IsStruct ? $", .. Subject.Flat(g{item.Index})" : $", g{item.Index}"));
        string text =
            $$"""
            public static class Caller
            {
                public static double Value(object[] a) => Subject.F({{inputs}});
                public static double[] Gradient(object[] a) { {{rows}} double value = Subject.FWithGradient({{inputs}}{{sinks}}); return [value{{all}}]; }
                public static double[] Pullback(object[] a, double adjoint, double start) { {{starts}} double value = Subject.FPullback({{inputs}}, adjoint{{accumulators}}); return [value{{all}}]; }
            }

            """;
        return real == "double" ? text : text.Replace("double", real);
    }
}

internal sealed record SubjectParameter(string Type, string Name, bool IsDifferentiated)
{
    public bool IsRow => Type is "ReadOnlySpan<double>" or "Span<double>" or "double[]";

    /// <summary>Whether the type is one of the subject's own, or a vector.</summary>
    public bool IsStruct => char.IsUpper(Type[0]) && !Type.Contains('<', StringComparison.Ordinal);

    public string Make => "Make" + Type;

    public static SubjectParameter Parse(string text)
    {
        bool isConstant = text.StartsWith("[NoGradient] ", StringComparison.Ordinal);
        string[] words = text.Replace("[NoGradient] ", "").Split(' ');
        bool isReal = words[0] is "double" or "ReadOnlySpan<double>" or "Span<double>" or "double[]" || new SubjectParameter(words[0], words[1], false).IsStruct;
        return new SubjectParameter(words[0], words[1], !isConstant && isReal);
    }

    private bool IsArray => Type.EndsWith("[]", StringComparison.Ordinal);

    // Functions may write to what they are given.
    public string Argument(int index) => IsStruct ? $"Subject.{Make}((double[])a[{index}])"
        : IsRow ? $"(double[])((double[])a[{index}]).Clone()"
        : IsArray ? $"({Type})(({Type})a[{index}]).Clone()"
        : $"({Type})a[{index}]";

    public string DualArgument(int index) => IsStruct ? $"DualSubject.{Make}(Row(a[{index}], d[{index}], e[{index}]))"
        : IsRow ? $"Row(a[{index}], d[{index}], e[{index}])"
        : Type == "double" ? $"new Dual((double)a[{index}], (double)d[{index}], (double)e[{index}])"
        : IsArray ? $"({Type})(({Type})a[{index}]).Clone()"
        : $"({Type})a[{index}]";
}

/// <summary>A subject that has been compiled with the generator.</summary>
internal sealed class Program
{
    private readonly Type _caller;
    private readonly bool _isFloat;

    private readonly Type? _secondOrder;

    private Program(GeneratorRun run, bool isFloat)
    {
        Run = run;
        _isFloat = isFloat;
        Assembly assembly = run.Load();
        _caller = assembly.GetType("Caller")!;
        _secondOrder = assembly.GetType("SecondOrderCaller");
    }

    public GeneratorRun Run { get; }

    /// <summary>The fields of the subject's type, which are constants of the function.</summary>
    public IReadOnlyDictionary<string, object?> Constants => _caller.Assembly.GetType("Subject")!
        .GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).ToDictionary(member => member.Name, member => member.GetValue(null));

    public static Program Compile(Subject subject, string real = "double") => new(GeneratorRun.Of(subject.Source(real)), real == "float");

    /// <summary>The subject with its formulas as they are.</summary>
    public static Program CompileAsWritten(Subject subject) => new(GeneratorRun.Of(subject.Source(derivatives: "Derivatives.Pullback, Rewriting = false")), isFloat: false);

    /// <summary>The subject, compiled with a reference to a library.</summary>
    public static Program Compile(Subject subject, GeneratorRun library)
        => new(GeneratorRun.With(RunSettings.Usual with { Library = library }, subject.Source()), isFloat: false);

    /// <summary>The subject, compiled with the source of a library.</summary>
    public static Program CompileWith(string library, Subject subject) => new(GeneratorRun.Of(subject.Source(), library), isFloat: false);

    /// <summary>With all members.</summary>
    public static Program CompileAll(Subject subject) => new(
        GeneratorRun.Of(subject.Source(derivatives: "Derivatives.Pullback | Derivatives.Pushforward | Derivatives.HessianVectorProduct | Derivatives.Hessian | Derivatives.HessianDiagonal")), isFloat: false);

    public double Value(object[] point) => System.Convert.ToDouble(Call("Value", [Typed(point)]), CultureInfo.InvariantCulture);

    /// <summary>The value, then the gradient, flattened in the order of parameters.</summary>
    public double[] Gradient(object[] point) => Row(Call("Gradient", [Typed(point)]));

    /// <summary>The value, then the accumulators, each of which held <paramref name="start"/>.</summary>
    public double[] Pullback(object[] point, double adjoint, double start)
        => Row(_isFloat ? Call("Pullback", [Typed(point), (float)adjoint, (float)start]) : Call("Pullback", [point, adjoint, start]));

    /// <summary>The value and its derivative along the direction.</summary>
    public double[] Pushforward(object[] point, object[] direction) => (double[])Call("Pushforward", [point, direction], _secondOrder);

    /// <summary>The value, then the product.</summary>
    public double[] Product(object[] point, object[] direction) => (double[])Call("Product", [point, direction], _secondOrder);

    /// <summary>The value, then the Hessian row by row.</summary>
    public double[] Hessian(object[] point, int count) => (double[])Call("Hessian", [point, count], _secondOrder);

    /// <summary>The value, the gradient and the diagonal of the Hessian.</summary>
    public double[] Diagonal(object[] point) => (double[])Call("Diagonal", [point], _secondOrder);

    private object Call(string name, object[] arguments, Type? caller = null)
    {
        try
        {
            return (caller ?? _caller).GetMethod(name)!.Invoke(null, arguments)!;
        }
        catch (TargetInvocationException exception)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception.InnerException!);
            throw;
        }
    }

    private object[] Typed(object[] point) => !_isFloat ? point : point.Select(value => value switch
    {
        double number => (float)number,
        double[] row => Array.ConvertAll(row, number => (float)number),
        _ => value,
    }).ToArray();

    private static double[] Row(object value) => value is float[] row ? Array.ConvertAll(row, number => (double)number) : (double[])value;
}
