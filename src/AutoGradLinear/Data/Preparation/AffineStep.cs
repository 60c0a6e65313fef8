using System.Text.Json;

namespace AutoGradLinear.Data;

/// <summary>x'ⱼ = (xⱼ − offsetⱼ) · factorⱼ: what standardising, ranges and centring have in common.</summary>
internal sealed class AffineStep : FittedStep
{
    public const string Standardize = "standardize";
    public const string MinMax = "minMax";
    public const string MaxAbs = "maxAbs";
    public const string CenterByMean = "centerByMean";

    private readonly double[]? offsets;
    private readonly double[]? factors;
    private readonly ColumnMap map;

    private AffineStep(string kind, int inputCount, double[]? offsets, double[]? factors)
        : base(inputCount)
    {
        Kind = kind;
        this.offsets = offsets is null || Array.TrueForAll(offsets, offset => offset == 0.0) ? null : offsets;
        this.factors = factors;
        double[] ones = new double[inputCount];
        Array.Fill(ones, 1.0);
        map = new ColumnMap(offsets ?? new double[inputCount], factors ?? ones);
    }

    public override string Kind { get; }

    public override ColumnMap? AsMap => map;

    public override string? SparseProblem => offsets is null ? null : Kind switch
    {
        Standardize => "subtracting means would turn zeros into other numbers, so that all values had to be kept. Use PreparationStep.Standardize(center: false), or ToDense() first.",
        MinMax => $"column {Array.FindIndex(offsets, offset => offset != 0.0)} has a smallest value other than 0, and subtracting it would turn zeros into other numbers. "
            + "Use PreparationStep.MaxAbs(), or ToDense() first.",
        _ => "subtracting means would turn zeros into other numbers, so that all values had to be kept. Leave the step out, or ToDense() first.",
    };

    /// <summary>Mean 0 where centred, standard deviation 1.</summary>
    public static AffineStep FitStandardize(ClassificationDataset train, bool center, WorkProgress work)
    {
        (double[] means, double[] factors) = ColumnStatistics.Moments(train, work);
        for (int j = 0; j < factors.Length; j++)
            factors[j] = Reciprocal(Math.Sqrt(factors[j]), means[j]);
        return new AffineStep(Standardize, train.FeatureCount, center ? means : null, factors);
    }

    /// <summary>The range [0, 1].</summary>
    public static AffineStep FitMinMax(ClassificationDataset train, WorkProgress work)
    {
        (double[] smallest, double[] factors) = ColumnStatistics.Ranges(train, work);
        for (int j = 0; j < factors.Length; j++)
            factors[j] = Reciprocal(factors[j] - smallest[j], smallest[j]);
        return new AffineStep(MinMax, train.FeatureCount, smallest, factors);
    }

    /// <summary>The largest magnitude 1.</summary>
    public static AffineStep FitMaxAbs(ClassificationDataset train, WorkProgress work)
    {
        (double[] smallest, double[] factors) = ColumnStatistics.Ranges(train, work);
        for (int j = 0; j < factors.Length; j++)
            factors[j] = Reciprocal(Math.Max(Math.Abs(smallest[j]), Math.Abs(factors[j])), 0.0);
        return new AffineStep(MaxAbs, train.FeatureCount, null, factors);
    }

    /// <summary>Mean 0.</summary>
    public static AffineStep FitCenter(ClassificationDataset train, WorkProgress work) =>
        new(CenterByMean, train.FeatureCount, ColumnStatistics.Moments(train, work).Means, null);

    public static AffineStep Read(SavedObject saved, int inputCount)
    {
        string kind = saved.String("step");
        saved.RequireOnly(kind == CenterByMean ? ["step", "offsets"] : kind == MaxAbs ? ["step", "factors"] : ["step", "offsets", "factors"]);
        double[]? offsets = saved.Has("offsets") ? saved.Numbers("offsets", inputCount) : null;
        double[]? factors = kind == CenterByMean ? null : saved.Numbers("factors", inputCount);
        if (factors is not null && Array.FindIndex(factors, factor => factor <= 0.0) is int bad and >= 0)
            throw saved.Error($"factors[{bad}]", $"expected a positive number, found {factors[bad].ToString(System.Globalization.CultureInfo.InvariantCulture)}.");
        return new AffineStep(kind, inputCount, offsets, factors);
    }

    public override int Transform<T>(Span<T> row)
    {
        map.Apply(row);
        return row.Length;
    }

    public override int Transform<T>(Span<int> columns, Span<T> values)
    {
        if (factors is not null)
        {
            for (int k = 0; k < values.Length; k++)
                values[k] = T.CreateTruncating(double.CreateTruncating(values[k]) * factors[columns[k]]);
        }

        return values.Length;
    }

    public override void WriteProperties(Utf8JsonWriter writer)
    {
        if (offsets is not null)
            SavedJson.Write(writer, "offsets", offsets);
        if (factors is not null)
            SavedJson.Write(writer, "factors", factors);
    }

    private static double Reciprocal(double spread, double magnitude)
    {
        // Below this a spread is rounding error of equal values.
        double negligible = 16.0 * double.BitIncrement(1.0) - 16.0;
        double factor = 1.0 / spread;
        return spread > negligible * Math.Abs(magnitude) && factor > 0.0 && double.IsFinite(factor) ? factor : 1.0;
    }
}
