using System.Globalization;
using AutoGradLinear.Data;

namespace AutoGradLinear.Csv;

/// <summary>Collects the values of a column.</summary>
internal abstract class CsvValues(string name)
{
    public string Name { get; } = name;

    public abstract ColumnKind Kind { get; }

    /// <summary>Makes the values of a column of some kind.</summary>
    public static CsvValues Of(string name, ColumnKind kind) => kind == ColumnKind.Numeric ? new CsvNumbers(name) : new CsvCategories(name);

    /// <summary>Starts anew; categories that were met stay known.</summary>
    public abstract void Begin(MemoryBudget budget);

    public abstract void AddMissing();

    /// <summary>Adds a value.</summary>
    /// <returns>Null, or what is wrong with it.</returns>
    public abstract string? Add(ReadOnlySpan<char> text, CsvOptions options);

    /// <summary>The column of what was added.</summary>
    public abstract FeatureColumn Take();
}

/// <inheritdoc/>
internal sealed class CsvNumbers(string name) : CsvValues(name)
{
    private GrowingArray<double> values = new();

    public override ColumnKind Kind => ColumnKind.Numeric;

    /// <summary>Reads a number in invariant form; NaN is one, and so is what is too large, which is then infinite.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    public override void Begin(MemoryBudget budget) => values = new GrowingArray<double>(budget);

    public override void AddMissing() => values.Add(double.NaN);

    public override string? Add(ReadOnlySpan<char> text, CsvOptions options)
    {
        if (!TryParse(text, out double number))
            return "is no number";
        if (double.IsInfinity(number))
            return "is infinite; numbers are finite, up to about 1.8e308";
        values.Add(number);
        return null;
    }

    public override NumericColumn Take() => NumericColumn.Wrap(Name, values.ToArray());
}

/// <inheritdoc/>
internal sealed class CsvCategories(string name) : CsvValues(name)
{
    private readonly LabelCodes categories = new();
    private GrowingArray<int> codes = new();
    private System.Collections.ObjectModel.ReadOnlyCollection<string> names = Array.AsReadOnly(Array.Empty<string>());
    private MemoryBudget? budget;

    public override ColumnKind Kind => ColumnKind.Category;

    public override void Begin(MemoryBudget budget)
    {
        this.budget = budget;
        codes = new GrowingArray<int>(budget);
    }

    public override void AddMissing() => codes.Add(CategoryColumn.Missing);

    public override string? Add(ReadOnlySpan<char> text, CsvOptions options)
    {
        int known = categories.Names.Count;
        int code = categories.CodeOf(text);
        if (code == known)
        {
            if (known == options.MaxCategories)
                return $"is one more category than CsvOptions.MaxCategories, {options.MaxCategories}, allows. Ignore the column if it names single rows, or raise the limit";
            CsvCost.TakeText(budget!, text.Length);
        }

        codes.Add(code);
        return null;
    }

    public override CategoryColumn Take()
    {
        if (names.Count != categories.Names.Count)
            names = Array.AsReadOnly([.. categories.Names]);
        return CategoryColumn.Wrap(Name, codes.ToArray(), names);
    }
}

/// <summary>What memory texts take.</summary>
internal static class CsvCost
{
    /// <summary>A string of n characters takes about 2 n + 22 bytes, and its places in a dictionary and two lists about 48.</summary>
    public static void TakeText(MemoryBudget budget, int length) => budget.Take((2L * length) + 70);
}
