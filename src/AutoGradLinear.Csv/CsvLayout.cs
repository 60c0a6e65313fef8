using AutoGradLinear.Data;

namespace AutoGradLinear.Csv;

/// <summary>What each column of a file is for.</summary>
/// <param name="Names">The names of all columns.</param>
/// <param name="Target">The index of the labels, or −1.</param>
/// <param name="Weight">The index of the weights, or −1.</param>
/// <param name="Features">The indices of the features.</param>
internal sealed record CsvLayout(string[] Names, int Target, int Weight, int[] Features)
{
    /// <summary>Finds names and roles of the columns; the first record is the header, or the first row of data.</summary>
    /// <exception cref="DataFormatException">A column that the options name is not there, or a name stands twice.</exception>
    public static CsvLayout Of(CsvRecords records, CsvOptions options)
    {
        int count = records.FieldCount;
        if (options.ColumnNames is not null && options.ColumnNames.Count != count)
            throw records.Error($"found {count} fields; CsvOptions.ColumnNames has {options.ColumnNames.Count} names.");
        if (count > options.Limits.MaxFeatures)
            throw records.Error($"there are {count} columns, more than DataLimits.MaxFeatures, {options.Limits.MaxFeatures}.");
        string[] names = new string[count];
        var indexOf = new Dictionary<string, int>(count, StringComparer.Ordinal);
        for (int j = 0; j < count; j++)
        {
            string name = options.ColumnNames?[j] ?? (options.HasHeader ? records.Field(j).ToString() : string.Empty);
            names[j] = name.Length == 0 ? $"column {j + 1}" : name;
            if (!indexOf.TryAdd(names[j], j))
                throw records.Error($"columns {indexOf[names[j]] + 1} and {j + 1} are both named '{SavedObject.Shown(names[j])}'. Give different names as CsvOptions.ColumnNames.");
        }

        int Find(CsvColumn column, string role)
        {
            int index = column.Name is null ? (column.Index < 0 ? column.Index + count : column.Index) : indexOf.GetValueOrDefault(column.Name, -1);
            if (index < 0 || index >= count)
            {
                string advice = role == nameof(options.Target) ? " If the rows have no labels, set it to null." : string.Empty;
                throw records.Error($"there is no column {column}, which CsvOptions.{role} names; there are {count}: {TableChecks.List(names.Select(SavedObject.Shown))}.{advice}");
            }

            return index;
        }

        int target = options.Target is CsvColumn labels ? Find(labels, nameof(options.Target)) : -1;
        int weight = options.Weight is CsvColumn given ? Find(given, nameof(options.Weight)) : -1;
        if (weight >= 0 && weight == target)
            throw records.Error($"column '{names[target]}' cannot be both CsvOptions.Target and CsvOptions.Weight.");
        foreach (string name in options.ColumnKinds?.Keys ?? [])
            Find(name, nameof(options.ColumnKinds));
        HashSet<int> others = [target, weight, .. options.Ignore.Select(column => Find(column, nameof(options.Ignore)))];
        int[] features = [.. Enumerable.Range(0, count).Where(j => !others.Contains(j))];
        if (features.Length == 0)
        {
            throw records.Error(
                $"there is no column left for features; the {count} columns are {TableChecks.List(names.Select(SavedObject.Shown))}. Is CsvOptions.Separator right?");
        }

        return new CsvLayout(names, target, weight, features);
    }

    /// <summary>Where a field stands.</summary>
    public string Place(long line, int column) => $"line {line}, column {column + 1} ('{SavedObject.Shown(Names[column])}')";
}
