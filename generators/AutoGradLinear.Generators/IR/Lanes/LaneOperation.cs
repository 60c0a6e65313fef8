namespace AutoGradLinear.Generators.IR.Lanes;

/// <summary>Operations of functions of many examples, as names of applications. The other functions of lanes have the names that they have in the derivative table.</summary>
internal static class LaneOperation
{
    private const string Prefix = "Lane";

    /// <summary>The same number in every lane.</summary>
    public const string Of = Prefix + "Of";

    /// <summary>The same integer in every lane, as a real number.</summary>
    public const string OfIndex = Prefix + "OfIndex";

    /// <summary>The same boolean in every lane.</summary>
    public const string OfBoolean = Prefix + "OfBoolean";

    /// <summary>mask ? x : y.</summary>
    public const string Select = Prefix + "Select";

    /// <summary>Comparisons.</summary>
    public const string Equal = Prefix + "Equals";
    public const string Less = Prefix + "LessThan";
    public const string LessOrEqual = Prefix + "LessThanOrEqual";
    public const string Greater = Prefix + "GreaterThan";
    public const string GreaterOrEqual = Prefix + "GreaterThanOrEqual";

    /// <summary>x &gt; y ? x : y.</summary>
    public const string Larger = Prefix + "Larger";

    /// <summary>The labels of some examples, as real numbers.</summary>
    public const string Labels = Prefix + "Labels";

    /// <summary>The elements of a row of a block.</summary>
    public const string Load = Prefix + "Load";

    /// <summary>Elements of a block, from another row in each lane.</summary>
    public const string Gather = Prefix + "Gather";

    /// <summary>Elements of an ordinary array, with another index in each lane.</summary>
    public const string Lookup = Prefix + "Lookup";

    /// <summary>An index that is that of an element, or an exception.</summary>
    public const string Checked = Prefix + "Checked";

    /// <summary>The operation without the prefix, or null for something else.</summary>
    public static string? NameOf(string function) => function.StartsWith(Prefix, StringComparison.Ordinal) ? function.Substring(Prefix.Length) : null;
}
