using System.Text.Json;

namespace GradBench.Protocol;

/// <summary>A function with its input, and how its output is written afterwards.</summary>
internal sealed record Evaluation(Action Run, Action<Utf8JsonWriter> WriteOutput)
{
    /// <summary>A function that returns a number.</summary>
    public static Evaluation OfNumber(Func<double> function)
    {
        double output = 0;
        return new Evaluation(() => output = function(), writer => Output.WriteNumber(writer, output));
    }

    /// <summary>A function that fills a row.</summary>
    public static Evaluation OfRow(int length, Action<double[]> function)
    {
        double[] output = new double[length];
        return new Evaluation(() => function(output), writer => Output.WriteRow(writer, output));
    }
}
