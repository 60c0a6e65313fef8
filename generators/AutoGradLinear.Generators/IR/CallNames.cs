namespace AutoGradLinear.Generators.IR;

/// <summary>What the forms of a differentiated function are called, for a pattern of active arguments: <c>a</c> is active, <c>c</c> constant.</summary>
internal static class CallNames
{
    private const string AugmentedMarker = ".Augmented.";
    private const string ReverseMarker = ".Reverse.";
    private const string CombinedMarker = ".Combined.";
    private const string TangentMarker = ".Tangent.";
    private const string ProductMarker = ".Product.";

    public static string Augmented(string function, string pattern) => function + AugmentedMarker + pattern;

    public static string Reverse(string function, string pattern) => function + ReverseMarker + pattern;

    public static string Combined(string function, string pattern) => function + CombinedMarker + pattern;

    /// <summary>The form of an external function that gives the product of its Hessian with a direction.</summary>
    public static string Product(string function, string pattern) => function + ProductMarker + pattern;

    /// <summary>
    /// The form with tangents beside its values. Of a function as it is the pattern says which arguments have one; what reverse mode made of it has a pattern already, and an
    /// augmented primal and a reverse with tangents belong together as those without do.
    /// </summary>
    /// <param name="directions">The number of tangents of each value.</param>
    public static string Tangent(string function, string pattern, int directions)
    {
        string count = directions == 1 ? "" : directions.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Split(function).Form.Length > 0 ? $"{function}T{count}" : function + TangentMarker + pattern + count;
    }

    /// <summary>Whether the function is an augmented primal or a reverse: half of a pair that shares a frame.</summary>
    public static bool IsSplit(string name) => PairOf(name) != name;

    /// <summary>A name that an augmented primal and the reverse that belongs to it share, and no other function has.</summary>
    public static string PairOf(string name)
        => (Parts(name, AugmentedMarker) ?? Parts(name, ReverseMarker)) is var (function, pattern) ? $"{function}.Pair.{pattern}" : name;

    /// <summary>The function that the form is made of, the form, and the pattern; of a function as it is both are empty.</summary>
    public static (string Function, string Form, string Pattern) Split(string name)
    {
        foreach ((string form, string marker) in new[] { ("Forward", AugmentedMarker), ("Reverse", ReverseMarker), ("Combined", CombinedMarker), ("Tangent", TangentMarker), ("Product", ProductMarker) })
        {
            if (Parts(name, marker) is var (function, pattern))
                return (function, form, pattern);
        }

        return (name, "", "");
    }

    /// <summary>The combined form that does what an augmented primal and a reverse do one after the other, or null where they do not belong together.</summary>
    public static string? Combined(Call forward, Call backward)
    {
        if (forward.External is { Pullback.ReturnsValue: false })
            return null;
        if (forward.Site is null || forward.Site != backward.Site || Parts(forward.Function, AugmentedMarker) is not var (function, pattern))
            return null;
        // Of arrays a reverse gets the length only; the combined form gets those of the forward call.
        bool sameArguments = backward.Arguments.Count >= forward.Arguments.Count
            && forward.Arguments.Select((argument, i) => argument.Type is ArrayType || argument.Equals(backward.Arguments[i])).All(same => same);
        return backward.Function == Reverse(function, pattern) && sameArguments ? Combined(function, pattern) : null;
    }

    private static (string Function, string Pattern)? Parts(string name, string marker)
    {
        int position = name.LastIndexOf(marker, StringComparison.Ordinal);
        return position < 0 ? null : (name.Substring(0, position), name.Substring(position + marker.Length));
    }
}
