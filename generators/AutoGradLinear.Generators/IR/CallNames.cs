namespace AutoGradLinear.Generators.IR;

/// <summary>What the forms of a differentiated function are called, for a pattern of active arguments: <c>a</c> is active, <c>c</c> constant.</summary>
internal static class CallNames
{
    public static string Augmented(string function, string pattern) => $"{function}.Augmented.{pattern}";

    public static string Reverse(string function, string pattern) => $"{function}.Reverse.{pattern}";

    public static string Combined(string function, string pattern) => $"{function}.Combined.{pattern}";

    /// <summary>The combined form that does what an augmented primal and a reverse do one after the other, or null where they do not belong together.</summary>
    public static string? Combined(Call forward, Call backward)
    {
        const string Marker = ".Augmented.";
        int position = forward.Function.LastIndexOf(Marker, StringComparison.Ordinal);
        if (position < 0)
            return null;
        (string function, string pattern) = (forward.Function.Substring(0, position), forward.Function.Substring(position + Marker.Length));
        bool sameArguments = backward.Arguments.Count >= forward.Arguments.Count
            && forward.Arguments.Select((argument, i) => argument.Equals(backward.Arguments[i])).All(same => same);
        return backward.Function == Reverse(function, pattern) && sameArguments ? Combined(function, pattern) : null;
    }
}
