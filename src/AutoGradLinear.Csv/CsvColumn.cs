using System.Globalization;

namespace AutoGradLinear;

/// <summary>Names a column of a CSV file by its name, or by its index: 0 is the first, −1 the last one.</summary>
public readonly record struct CsvColumn
{
    private CsvColumn(string? name, int index)
    {
        Name = name;
        Index = index;
    }

    /// <summary>The name, or null where the column is named by its index.</summary>
    public string? Name { get; }

    /// <summary>The index, from the end where it is negative; without a meaning where there is a name.</summary>
    public int Index { get; }

    /// <summary>Names a column by its name.</summary>
    /// <param name="name">The name, as the header has it, without outer blanks.</param>
    public static implicit operator CsvColumn(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new CsvColumn(name, 0);
    }

    /// <summary>Names a column by its index.</summary>
    /// <param name="index">From 0; negative from the end.</param>
    public static implicit operator CsvColumn(int index) => new(null, index);

    /// <summary>Describes the column.</summary>
    /// <returns>Its name in quotes, or its index.</returns>
    public override string ToString() => Name is null ? Index.ToString(CultureInfo.InvariantCulture) : $"'{Name}'";
}
