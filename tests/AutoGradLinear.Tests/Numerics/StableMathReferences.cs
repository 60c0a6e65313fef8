using System.Numerics;
using System.Text.Json;
using AutoGradLinear.Numerics;

namespace AutoGradLinear.Tests.Numerics;

/// <summary>The references in stable-math.json, and the functions they are for.</summary>
internal static class StableMathReferences
{
    private static readonly JsonElement Root = JsonDocument.Parse(File.ReadAllText(ReferenceFiles.PathOf("stable-math.json"))).RootElement;

    /// <summary>A line of the file: arguments and results of one function. A function of a row has many results.</summary>
    public sealed record Case<T>(T[] Arguments, string[] Expected);

    /// <summary>The cases of a function, or of a derivative such as LogAddExp'0, for float or double.</summary>
    public static IEnumerable<Case<T>> Cases<T>(string function)
    {
        foreach (JsonProperty family in Root.GetProperty(typeof(T) == typeof(float) ? "float" : "double").EnumerateObject())
        {
            string[] columns = [.. family.Value.GetProperty("columns").EnumerateArray().Select(column => column.GetString()!)];
            int result = Array.IndexOf(columns, function);
            if (result < 0)
                continue;
            int arguments = columns.Count(column => column is "x" or "y");
            foreach (JsonElement row in family.Value.GetProperty("rows").EnumerateArray())
            {
                JsonElement[] cells = [.. row.EnumerateArray()];
                yield return new(
                    [.. cells[..arguments].SelectMany(Items).Select(Number<T>)],
                    [.. Items(cells[result]).Select(item => item.GetString()!)]);
            }
        }
    }

    /// <summary>The function of a name, from arguments to results.</summary>
    public static Func<T[], T[]> Function<T>(string name)
        where T : IFloatingPointIeee754<T> => name switch
    {
        "Log1P" => x => [StableMath.Log1P(x[0])],
        "ExpM1" => x => [StableMath.ExpM1(x[0])],
        "Log1MExp" => x => [StableMath.Log1MExp(x[0])],
        "LogExpM1" => x => [StableMath.LogExpM1(x[0])],
        "Sigmoid" => x => [StableMath.Sigmoid(x[0])],
        "Softplus" => x => [StableMath.Softplus(x[0])],
        "LogSigmoid" => x => [StableMath.LogSigmoid(x[0])],
        "LogCosh" => x => [StableMath.LogCosh(x[0])],
        "XLogX" => x => [StableMath.XLogX(x[0])],
        "Sqrt1PM1" => x => [StableMath.Sqrt1PM1(x[0])],
        "LogAddExp" => x => [StableMath.LogAddExp(x[0], x[1])],
        "LogSubExp" => x => [StableMath.LogSubExp(x[0], x[1])],
        "LogRatio" => x => [StableMath.LogRatio(x[0], x[1])],
        "LogSumExp" => x => [StableMath.LogSumExp<T>(x)],
        "Softmax" => x => Filled(x, StableMath.Softmax),
        "LogSoftmax" => x => Filled(x, StableMath.LogSoftmax),
        _ => throw new ArgumentException($"There is no function '{name}'.", nameof(name)),
    };

    /// <summary>
    /// The number that a result can cancel against, whose units are then those of the error; 0 for functions that are relatively precise.
    /// </summary>
    public static T Scale<T>(string name, T[] x)
        where T : IFloatingPointIeee754<T> => name is "LogAddExp" or "LogSubExp" or "LogSumExp" ? x.Max()! : T.Zero;

    private delegate void RowFunction<T>(ReadOnlySpan<T> x, Span<T> destination);

    private static T[] Filled<T>(T[] x, RowFunction<T> function)
    {
        var destination = new T[x.Length];
        function(x, destination);
        return destination;
    }

    private static IEnumerable<JsonElement> Items(JsonElement cell) =>
        cell.ValueKind == JsonValueKind.Array ? cell.EnumerateArray() : [cell];

    private static T Number<T>(JsonElement cell) =>
        typeof(T) == typeof(float) ? (T)(object)(float)cell.GetDouble() : (T)(object)cell.GetDouble();
}
