namespace AutoGradLinear.Data;

/// <summary>Turns the labels of svmlight lines into codes.</summary>
internal sealed class SvmlightLabels(LabelCodes codes, bool isFixed, DataLimits limits)
{
    /// <summary>The code of a label.</summary>
    /// <param name="label">The first token of a line.</param>
    /// <param name="problem">What is wrong with it, or null.</param>
    public int CodeOf(ReadOnlySpan<byte> label, out string? problem)
    {
        problem = null;
        Span<char> digits = stackalloc char[32];
        int known = codes.Names.Count;
        int code;
        if (FileText.TryCanonicalInteger(label, digits, out int length))
        {
            code = codes.CodeOf(digits[..length]);
        }
        else
        {
            problem = Problem(label, out string name);
            if (problem is not null)
                return -1;
            code = codes.CodeOf(FileText.CanonicalLabel(name));
        }

        if (code < 0)
        {
            problem = $"the label {FileText.Quote(label)} is not among the classes ({List(codes.Names)}). Add it to Classes or leave the line out.";
        }
        else if (!isFixed && codes.Names.Count > known && codes.Names.Count > limits.MaxClasses)
        {
            problem = $"there are more classes than DataLimits.MaxClasses, {limits.MaxClasses}. Are the labels classes? If so, raise the limit.";
        }

        return code;
    }

    /// <summary>Says why a text cannot be a label, or null.</summary>
    public static string? Problem(ReadOnlySpan<byte> label, out string name)
    {
        name = string.Empty;
        if (label.Length > FileText.LongestLabel)
            return $"the label is longer than {FileText.LongestLabel} bytes: {FileText.Quote(label)}.";
        if (!FileText.TryDecode(label, out name))
            return $"the label {FileText.Quote(label)} holds bytes that are no text in UTF-8. Is it a svmlight file?";
        if (name.Contains(':'))
            return $"expected a label at the start of the line, found {FileText.Quote(label)}.";
        if (name.Contains('#'))
            return $"the label {FileText.Quote(label)} holds '#', which begins a comment; put a blank before the comment, or rename the class.";
        if (FileText.TryParse(label, out double number) && !double.IsFinite(number))
            return $"the label is {FileText.Quote(label)}; expected a finite number or a name.";
        if (name.Contains(',') && name.Split(',').All(part => double.TryParse(part, System.Globalization.CultureInfo.InvariantCulture, out _)))
            return $"the example has several labels, {FileText.Quote(label)}; expected one.";
        return null;
    }

    private static string List(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(20)) + (names.Count > 20 ? $", … {names.Count} in all" : string.Empty);
}
