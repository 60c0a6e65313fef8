namespace AutoGradLinear;

/// <summary>What a column of a table holds.</summary>
public enum ColumnKind
{
    /// <summary>Numbers.</summary>
    Numeric,

    /// <summary>Texts, each of which names a category.</summary>
    Category,
}
