using System.Collections.ObjectModel;
using AutoGradLinear.Data;

namespace AutoGradLinear;

/// <summary>A column of categories: per row a code, an index into their names, or −1 for a missing one. Immutable.</summary>
public sealed class CategoryColumn : FeatureColumn
{
    /// <summary>The code of a missing value.</summary>
    public const int Missing = -1;

    private readonly int[] codes;

    /// <summary>Makes a column of texts; each distinct one becomes a category, in the order in which they come.</summary>
    /// <param name="name">The name, not empty.</param>
    /// <param name="values">One text per row; null where it is missing. An empty text is a category.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public CategoryColumn(string name, IReadOnlyList<string?> values)
        : this(name, Encode(values, out LabelCodes met), Array.AsReadOnly([.. met.Names]))
    {
    }

    /// <summary>Makes a column of codes, which are copied.</summary>
    /// <param name="name">The name, not empty.</param>
    /// <param name="codes">One code per row, in [0, number of categories), or −1 where the value is missing.</param>
    /// <param name="categories">The names of the categories, all different. Some may have no row.</param>
    /// <exception cref="ArgumentException">The name is empty, a name stands twice, or a code is out of range.</exception>
    public CategoryColumn(string name, ReadOnlySpan<int> codes, IReadOnlyList<string> categories)
        : this(name, codes.ToArray(), Array.AsReadOnly([.. categories ?? throw new ArgumentNullException(nameof(categories))]))
    {
        var met = new HashSet<string>(StringComparer.Ordinal);
        foreach (string category in categories)
        {
            if (category is null)
                throw new ArgumentException($"A category of column '{name}' is null; give rows without a category the code −1.", nameof(categories));
            if (!met.Add(category))
                throw new ArgumentException($"Category '{category}' of column '{name}' stands twice in the list.", nameof(categories));
        }

        for (int row = 0; row < codes.Length; row++)
        {
            if (codes[row] < Missing || codes[row] >= categories.Count)
            {
                throw new ArgumentException(
                    $"Row {row} of column '{name}' has the code {codes[row]}; codes lie in [0, {categories.Count}), or are −1 where the value is missing.",
                    nameof(codes));
            }
        }
    }

    private CategoryColumn(string name, int[] codes, ReadOnlyCollection<string> categories)
        : base(name, ColumnKind.Category, codes.Length)
    {
        this.codes = codes;
        Categories = categories;
        MissingCount = codes.Count(code => code == Missing);
    }

    /// <summary>The code of each row: an index into <see cref="Categories"/>, or −1 where the value is missing.</summary>
    public ReadOnlySpan<int> Codes => codes;

    /// <summary>The names of the categories.</summary>
    public IReadOnlyList<string> Categories { get; }

    /// <inheritdoc/>
    public override int MissingCount { get; }

    /// <inheritdoc/>
    public override bool IsMissing(int row) => codes[row] == Missing;

    /// <summary>Gives the category of a row.</summary>
    /// <param name="row">The row, in [0, Count).</param>
    /// <returns>Its name, or null where it is missing.</returns>
    /// <exception cref="IndexOutOfRangeException"><paramref name="row"/> is not in [0, Count).</exception>
    public string? CategoryOf(int row) => codes[row] == Missing ? null : Categories[codes[row]];

    /// <summary>Wraps codes that are in range, without a copy.</summary>
    internal static CategoryColumn Wrap(string name, int[] codes, ReadOnlyCollection<string> categories) => new(name, codes, categories);

    internal override CategoryColumn Gather(ReadOnlySpan<int> rows)
    {
        int[] chosen = new int[rows.Length];
        for (int i = 0; i < rows.Length; i++)
            chosen[i] = codes[rows[i]];
        return new CategoryColumn(Name, chosen, (ReadOnlyCollection<string>)Categories);
    }

    private static int[] Encode(IReadOnlyList<string?> values, out LabelCodes met)
    {
        ArgumentNullException.ThrowIfNull(values);
        met = new LabelCodes();
        int[] codes = new int[values.Count];
        for (int row = 0; row < codes.Length; row++)
            codes[row] = values[row] is string text ? met.CodeOf(text) : Missing;
        return codes;
    }
}
