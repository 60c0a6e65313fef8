namespace AutoGradLinear.Data;

/// <summary>A column of a table as an encoding sees it; each category is looked up once.</summary>
internal sealed class EncodedColumn
{
    private readonly FittedColumn fitted;
    private readonly NumericColumn? numbers;
    private readonly CategoryColumn? categories;
    private readonly EncodedValue[] ofCode = [];

    /// <param name="fitted">The encoding.</param>
    /// <param name="column">A column of the same kind.</param>
    public EncodedColumn(FittedColumn fitted, FeatureColumn column)
    {
        this.fitted = fitted;
        numbers = column as NumericColumn;
        categories = column as CategoryColumn;
        if (categories is not null && fitted is FittedCategories encoding)
            ofCode = [.. categories.Categories.Select(category => encoding.Of(category))];
    }

    /// <summary>What the value of a row becomes.</summary>
    public EncodedValue this[int row]
    {
        get
        {
            if (numbers is not null)
                return ((FittedNumbers)fitted).Of(numbers.Values[row]);
            int code = categories!.Codes[row];
            return code == CategoryColumn.Missing ? fitted.Missing : ofCode[code];
        }
    }

    /// <summary>Reports the value of a row that is refused.</summary>
    public ArgumentException Refused(int row)
    {
        string problem = categories?.CategoryOf(row) is string category
            ? $"has the category '{category}', which the training data do not have, and UnknownCategory.Refuse allows no others"
            : "is missing, which its encoding refuses";
        return new ArgumentException($"Row {row} of column '{fitted.Name}' {problem}. Correct the value or leave the row out.", "table");
    }
}
