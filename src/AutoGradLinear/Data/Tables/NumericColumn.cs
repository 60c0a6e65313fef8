using System.Globalization;

namespace AutoGradLinear;

/// <summary>A column of numbers; NaN stands for a missing one. Immutable.</summary>
public sealed class NumericColumn : FeatureColumn
{
    private readonly double[] values;

    /// <summary>Makes a column of doubles, which are copied.</summary>
    /// <param name="name">The name, not empty.</param>
    /// <param name="values">One number per row: finite, or NaN where it is missing.</param>
    /// <exception cref="ArgumentException">The name is empty, or a number is infinite.</exception>
    public NumericColumn(string name, ReadOnlySpan<double> values)
        : this(name, values.ToArray())
    {
        for (int row = 0; row < values.Length; row++)
        {
            if (double.IsInfinity(values[row]))
            {
                throw new ArgumentException(
                    $"Row {row} of column '{name}' is {values[row].ToString(CultureInfo.InvariantCulture)}; give finite numbers, or NaN where one is missing.",
                    nameof(values));
            }
        }
    }

    /// <summary>Makes a column of numbers that may be null where they are missing; they are copied.</summary>
    /// <param name="name">The name, not empty.</param>
    /// <param name="values">One number per row: finite; null or NaN where it is missing.</param>
    /// <exception cref="ArgumentException">The name is empty, or a number is infinite.</exception>
    public NumericColumn(string name, IReadOnlyList<double?> values)
        : this(name, (ReadOnlySpan<double>)Fill(values))
    {
    }

    private NumericColumn(string name, double[] values)
        : base(name, ColumnKind.Numeric, values.Length)
    {
        this.values = values;
        MissingCount = values.Count(double.IsNaN);
    }

    /// <summary>The numbers; NaN where one is missing.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <inheritdoc/>
    public override int MissingCount { get; }

    /// <inheritdoc/>
    public override bool IsMissing(int row) => double.IsNaN(values[row]);

    /// <summary>Makes a column of floats, which are copied.</summary>
    /// <param name="name">The name, not empty.</param>
    /// <param name="values">One number per row: finite, or NaN where it is missing.</param>
    /// <returns>The column; its values are doubles.</returns>
    /// <exception cref="ArgumentException">The name is empty, or a number is infinite.</exception>
    /// <remarks>No constructor, so that a list of integers is never taken for floats, which do not hold all of them.</remarks>
    public static NumericColumn FromSingles(string name, ReadOnlySpan<float> values)
    {
        double[] wide = new double[values.Length];
        for (int row = 0; row < wide.Length; row++)
            wide[row] = values[row];
        return new NumericColumn(name, (ReadOnlySpan<double>)wide);
    }

    /// <summary>Wraps numbers that are finite or NaN, without a copy.</summary>
    internal static NumericColumn Wrap(string name, double[] values) => new(name, values);

    internal override NumericColumn Gather(ReadOnlySpan<int> rows)
    {
        double[] chosen = new double[rows.Length];
        for (int i = 0; i < rows.Length; i++)
            chosen[i] = values[rows[i]];
        return new NumericColumn(Name, chosen);
    }

    private static double[] Fill(IReadOnlyList<double?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        double[] filled = new double[values.Count];
        for (int row = 0; row < filled.Length; row++)
            filled[row] = values[row] ?? double.NaN;
        return filled;
    }
}
