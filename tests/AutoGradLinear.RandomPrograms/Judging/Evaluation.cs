using System.Reflection;
using AutoGradLinear.RandomPrograms.Duals;
using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Judging;

/// <summary>The calls of one compiled program.</summary>
internal sealed record Evaluation(
    Func<Point, double> Value,
    Func<Point, Point, double>? Gradient,
    Func<Point, double, Point, double>? Pullback,
    Func<Point, Point, double[], double>? Pushforward,
    Func<Point, Point, Point, double>? HessianVectorProduct,
    Func<Point, double[], double>? Hessian,
    Func<DualPoint, Dual> Dual)
{
    public static Evaluation Of(Assembly assembly, string name)
    {
        Type type = assembly.GetType(name)!;
        TDelegate? Bind<TDelegate>(string method) where TDelegate : Delegate => type.GetMethod(method)?.CreateDelegate<TDelegate>();
        return new(
            Bind<Func<Point, double>>("Value")!,
            Bind<Func<Point, Point, double>>("Gradient"),
            Bind<Func<Point, double, Point, double>>("Pullback"),
            Bind<Func<Point, Point, double[], double>>("Pushforward"),
            Bind<Func<Point, Point, Point, double>>("HessianVectorProduct"),
            Bind<Func<Point, double[], double>>("Hessian"),
            Bind<Func<DualPoint, Dual>>("Dual")!);
    }

    public static Point ArgumentsAt(RandomProgram program, int point)
        => new(program.Parameters.Select(parameter => parameter.Arguments[point]));

    /// <summary>A direction: numbers of size 1 for what is differentiated, 0 for every other.</summary>
    public static Point DirectionAt(RandomProgram program, Point arguments)
        => new(program.Parameters.Select((parameter, i) => arguments[i] is double[] row
            ? row.Select((_, j) => parameter.IsDifferentiated ? Math.Cos((3 * i) + j + 1) : 0).ToArray()
            : arguments[i]));

    /// <summary>A value for every sink: rows as long as their parameters, filled with <paramref name="start"/>.</summary>
    public static Point Sinks(RandomProgram program, Point arguments, double start)
        => new(program.Parameters.Select(
            (_, i) => arguments[i] is double[] row ? Enumerable.Repeat(start, row.Length).ToArray() : arguments[i]));
}

/// <summary>What a call did: its value or its exception.</summary>
internal readonly record struct Result(double Value, Exception? Exception)
{
    public static Result Of(Func<double> call)
    {
        try
        {
            return new(call(), null);
        }
        catch (Exception exception)
        {
            return new(0, exception);
        }
    }

    /// <summary>The same bits (one NaN is as good as another), or an exception of the same type.</summary>
    public bool IsSameAs(Result other)
        => Exception?.GetType() == other.Exception?.GetType() && (Exception is not null || SameBits(Value, other.Value));

    public static bool SameBits(double x, double y)
        => BitConverter.DoubleToInt64Bits(x) == BitConverter.DoubleToInt64Bits(y) || (double.IsNaN(x) && double.IsNaN(y));

    public override string ToString()
        => Exception is null ? $"{Value:R}" : $"{Exception.GetType().Name} ({Exception.Message.Split('\n')[0]})";
}
