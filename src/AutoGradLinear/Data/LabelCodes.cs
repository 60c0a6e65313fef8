using System.Globalization;

namespace AutoGradLinear.Data;

/// <summary>Gives texts, as labels are in files, class indices: in the order in which they are met, until all are known.</summary>
/// <remarks>
/// Labels that are all numbers are ordered as numbers (so that "10" comes after "9", and "+1" after "-1"), all others in ordinal order.
/// </remarks>
internal sealed class LabelCodes
{
    private readonly Dictionary<string, int> codes = new(StringComparer.Ordinal);
    private readonly List<string> names = [];
    private readonly bool isFixed;

    /// <summary>Starts without classes: every label is a new one.</summary>
    public LabelCodes()
    {
    }

    /// <summary>Starts with all classes, in order: other labels are refused.</summary>
    /// <exception cref="ArgumentException">A class stands twice in the list.</exception>
    public LabelCodes(IReadOnlyList<string> classes)
    {
        foreach (string name in classes)
        {
            if (!codes.TryAdd(name, names.Count))
                throw new ArgumentException($"Class '{name}' stands twice in the list of classes.", nameof(classes));
            names.Add(name);
        }

        isFixed = true;
    }

    /// <summary>The labels, in the order of their codes.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>The code of a label; a new one where it was not met before.</summary>
    /// <returns>The code, or −1 where the classes are given and the label is not among them.</returns>
    public int CodeOf(ReadOnlySpan<char> label)
    {
        if (codes.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(label, out int code))
            return code;
        if (isFixed)
            return -1;
        string name = label.ToString();
        codes.Add(name, names.Count);
        names.Add(name);
        return names.Count - 1;
    }

    /// <summary>The classes in their order, and the codes turned into indices into them, in place.</summary>
    public string[] Order(Span<int> codesOfRows)
    {
        if (isFixed)
            return [.. names];
        int[] order = [.. Enumerable.Range(0, names.Count)];
        double[] numbers = [.. names.Select(name =>
            double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN)];
        if (numbers.Any(double.IsNaN))
            Array.Sort(order, (a, b) => string.CompareOrdinal(names[a], names[b]));
        else
            Array.Sort(order, (a, b) => numbers[a] == numbers[b] ? string.CompareOrdinal(names[a], names[b]) : numbers[a].CompareTo(numbers[b]));
        int[] place = new int[order.Length];
        for (int k = 0; k < order.Length; k++)
            place[order[k]] = k;
        for (int i = 0; i < codesOfRows.Length; i++)
            codesOfRows[i] = place[codesOfRows[i]];
        return [.. order.Select(code => names[code])];
    }
}
