using System.Text.Json;

namespace AutoGradLinear.Data;

/// <summary>Numbers stay numbers; missing ones become <paramref name="fill"/>, and 1 in a second feature where there is one.</summary>
internal sealed class FittedNumbers(string name, double? fill, bool hasIndicator) : FittedColumn(name, ColumnKind.Numeric, hasIndicator ? 2 : 1)
{
    public const string EncodingName = "numeric";

    private readonly double? fill = fill;
    private readonly bool hasIndicator = hasIndicator;

    public override string Encoding => EncodingName;

    public override IEnumerable<string> FeatureNames => hasIndicator ? [Name, $"{Name} is missing"] : [Name];

    public override EncodedValue Missing { get; } =
        fill is not double number ? EncodedValue.Refused : new EncodedValue(0, number, hasIndicator ? 1 : EncodedValue.None);

    public static FittedNumbers Fit(NumericColumn column, NumericEncoding encoding)
    {
        double? fill = encoding.Imputation switch
        {
            Imputation.Mean => Mean(column.Values),
            Imputation.Median => Median(column),
            Imputation.Constant => encoding.Constant,
            _ => null,
        };
        if (fill is double number && !double.IsFinite(number))
            throw new ArgumentException($"The mean of column '{column.Name}' is not finite; its numbers are too large. Scale them, or impute a constant.", nameof(column));
        return new FittedNumbers(column.Name, fill, encoding.MissingIndicator && column.MissingCount > 0);
    }

    public static FittedNumbers Read(SavedObject saved, string name)
    {
        saved.RequireOnly("name", "encoding", "fill", "indicator");
        return new FittedNumbers(name, saved.Has("fill") ? saved.Number("fill") : null, saved.Boolean("indicator"));
    }

    public EncodedValue Of(double number) => double.IsNaN(number) ? Missing : new EncodedValue(0, number);

    public override void WriteProperties(Utf8JsonWriter writer)
    {
        if (fill is double number)
            writer.WriteNumber("fill", number);
        writer.WriteBoolean("indicator", hasIndicator);
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        // The mean first, then the mean of what it leaves, so that rounding errors of a long sum do not stay.
        double sum = 0.0;
        int count = 0;
        foreach (double value in values)
        {
            if (double.IsNaN(value))
                continue;
            sum += value;
            count++;
        }

        double mean = sum / count;
        double rest = 0.0;
        foreach (double value in values)
        {
            if (!double.IsNaN(value))
                rest += value - mean;
        }

        return mean + (rest / count);
    }

    private static double Median(NumericColumn column)
    {
        double[] sorted = new double[column.Count - column.MissingCount];
        int next = 0;
        foreach (double value in column.Values)
        {
            if (!double.IsNaN(value))
                sorted[next++] = value;
        }

        Array.Sort(sorted);
        double upper = sorted[sorted.Length / 2];
        return sorted.Length % 2 == 1 ? upper : (sorted[(sorted.Length / 2) - 1] / 2) + (upper / 2);
    }
}
