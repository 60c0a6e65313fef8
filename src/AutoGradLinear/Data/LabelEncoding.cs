using System.Globalization;

namespace AutoGradLinear.Data;

/// <summary>Maps labels of any kind to class indices and names.</summary>
internal static class LabelEncoding
{
    /// <summary>Encodes labels.</summary>
    /// <param name="labels">One label per row.</param>
    /// <param name="given">The classes in order, or null for the distinct labels in sort order.</param>
    /// <returns>The index of each row's class, and the names of the classes.</returns>
    public static (int[] Indices, string[] Classes) Encode<TLabel>(IReadOnlyList<TLabel> labels, IReadOnlyList<TLabel>? given)
        where TLabel : notnull
    {
        for (int row = 0; row < labels.Count; row++)
        {
            if (labels[row] is null)
                throw new ArgumentException($"The label of row {row} is null; every row needs a label.", nameof(labels));
            if (labels[row] is double.NaN or float.NaN)
                throw new ArgumentException($"The label of row {row} is NaN; every row needs a label.", nameof(labels));
        }

        List<TLabel> classes = given is null ? DistinctInOrder(labels) : [.. given];
        var indexOf = new Dictionary<TLabel, int>(classes.Count);
        foreach (TLabel label in classes)
        {
            if (label is null)
                throw new ArgumentException("The list of classes holds null.", "classes");
            if (!indexOf.TryAdd(label, indexOf.Count))
                throw new ArgumentException($"Class '{Name(label)}' stands twice in the list of classes.", "classes");
        }

        if (classes.Count < 2)
        {
            throw new ArgumentException(
                $"All rows have the label '{Name(labels[0])}'. A classifier needs two classes or more; give the full list as 'classes'.",
                nameof(labels));
        }

        int[] indices = new int[labels.Count];
        for (int row = 0; row < indices.Length; row++)
        {
            if (!indexOf.TryGetValue(labels[row], out indices[row]))
            {
                throw new ArgumentException(
                    $"Row {row} has the label '{Name(labels[row])}', which is not in the list of classes "
                    + $"({string.Join(", ", classes.Select(Name))}). Add it to 'classes' or remove the row.",
                    nameof(labels));
            }
        }

        return (indices, [.. classes.Select(Name)]);
    }

    private static List<TLabel> DistinctInOrder<TLabel>(IReadOnlyList<TLabel> labels)
        where TLabel : notnull
    {
        List<TLabel> distinct = [.. new HashSet<TLabel>(labels)];
        if (distinct is List<string> names)
        {
            names.Sort(StringComparer.Ordinal);
            return distinct;
        }

        if (distinct[0] is not IComparable)
        {
            throw new ArgumentException(
                $"Labels of type {typeof(TLabel)} have no order; give the list of classes as 'classes'.", nameof(labels));
        }

        distinct.Sort();
        return distinct;
    }

    private static string Name<TLabel>(TLabel label)
        where TLabel : notnull
        => label is IFormattable formattable
            ? formattable.ToString(null, CultureInfo.InvariantCulture)
            : label.ToString() ?? string.Empty;
}
