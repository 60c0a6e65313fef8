using System.Globalization;
using System.Text;
using AutoGradLinear.Data;

namespace AutoGradLinear.Csv;

/// <summary>Writes CSV files. What would not read back the same with the same options is refused before the file is touched.</summary>
internal sealed class CsvTableWriter(CsvOptions options)
{
    private readonly char separator = options.Separator ?? ',';

    public void Write(string path, FeatureTable table, WritingSteps steps)
    {
        string[] header = Header(table.HasWeights, table.Columns.Select(column => column.Name), table.TargetName);
        string[] classes = [.. table.Classes.Select(name => Label(name))];
        string[][] categories = [.. table.Columns.Select(column => column is CategoryColumn { Categories: var names } ? Texts(column.Name, names) : [])];
        string missing = table.Columns.Any(column => column.MissingCount > 0) ? MissingText() : string.Empty;
        Write(path, header, table.Count, steps, (row, line) =>
        {
            if (table.HasWeights)
                Append(line, table.Weights[row]).Append(separator);
            for (int j = 0; j < categories.Length; j++)
            {
                if (table.Columns[j].IsMissing(row))
                    line.Append(missing);
                else if (table.Columns[j] is NumericColumn numbers)
                    Append(line, numbers.Values[row]);
                else
                    line.Append(categories[j][((CategoryColumn)table.Columns[j]).Codes[row]]);
                line.Append(separator);
            }

            End(line, table.HasLabels ? classes[table.Labels[row]] : null);
        });
    }

    public void Write(string path, ClassificationDataset dataset, WritingSteps steps)
    {
        IEnumerable<string> names = dataset.FeatureNames ?? Enumerable.Range(1, dataset.FeatureCount).Select(number => $"feature {number}");
        string[] header = Header(dataset.HasWeights, names, dataset.HasLabels ? options.Target?.Name ?? "label" : null);
        string[] classes = dataset.HasLabels ? [.. dataset.Classes.Select(name => Label(name))] : [];
        bool isSingle = dataset.Storage == FeatureStorage.Single;
        float[] singles = new float[isSingle ? dataset.FeatureCount : 0];
        double[] doubles = new double[isSingle ? 0 : dataset.FeatureCount];
        Write(path, header, dataset.Count, steps, (row, line) =>
        {
            if (dataset.HasWeights)
                Append(line, dataset.Weights[row]).Append(separator);
            if (isSingle)
                dataset.CopyRow<float>(row, singles);
            else
                dataset.CopyRow<double>(row, doubles);
            foreach (float value in singles)
                line.Append(CultureInfo.InvariantCulture, $"{value}").Append(separator);
            foreach (double value in doubles)
                Append(line, value).Append(separator);
            End(line, dataset.HasLabels ? classes[dataset.Labels[row]] : null);
        });
    }

    private static StringBuilder Append(StringBuilder line, double value) => line.Append(CultureInfo.InvariantCulture, $"{value}");

    /// <summary>Ends a row with its label, or takes the last separator away. A line must not be empty, as those are passed over.</summary>
    private void End(StringBuilder line, string? label)
    {
        if (label is not null)
        {
            line.Append(label);
            return;
        }

        line.Length--;
        if (line.Length == 0)
        {
            line.Append(options.Quotes
                ? "\"\""
                : throw new ArgumentException("A row whose only value is missing would be an empty line, which does not read back. Give a text for missing values, in CsvOptions.MissingValues."));
        }
    }

    private void Write(string path, string[] header, int rows, WritingSteps steps, Action<int, StringBuilder> write) =>
        DataFileWriter.Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true), 1 << 16, leaveOpen: true);
            var line = new StringBuilder();
            if (options.HasHeader)
                writer.Write(line.AppendJoin(separator, header).Append('\n'));
            for (int row = 0; row < rows; row++)
            {
                steps.Begin(row);
                line.Clear();
                write(row, line);
                writer.Write(line.Append('\n'));
            }

            steps.End();
        });

    private string[] Header(bool hasWeights, IEnumerable<string> features, string? target)
    {
        string weight = options.Weight?.Name ?? "weight";
        string[] names = [.. hasWeights ? [weight] : Array.Empty<string>(), .. features, .. target is null ? Array.Empty<string>() : [target]];
        if (!options.HasHeader)
            return names;
        var met = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in names)
        {
            if (!met.Add(name))
                throw new ArgumentException($"Two columns would be named '{name}'. Rename one, or name the column of labels in CsvOptions.Target or of weights in CsvOptions.Weight.");
            if (name.Length == 0)
                throw new ArgumentException("A column has an empty name, which reads back as 'column N'. Name it.");
        }

        return [.. names.Select(name => Field(name, "The column name"))];
    }

    private string[] Texts(string column, IReadOnlyList<string> categories)
    {
        string[] texts = new string[categories.Count];
        for (int code = 0; code < texts.Length; code++)
        {
            if (options.MissingValues.Contains(categories[code]))
            {
                throw new ArgumentException(
                    $"Category '{categories[code]}' of column '{column}' would read back as a missing value. Take it out of CsvOptions.MissingValues, for writing and reading.");
            }

            texts[code] = Field(categories[code], $"In column '{column}' the category");
        }

        return texts;
    }

    private string Label(string name)
    {
        if (name.Any(char.IsControl))
            throw new ArgumentException($"The class '{SavedObject.Shown(name)}' holds a control character, which does not read back.");
        if (options.MissingValues.Contains(name) || name.Length == 0)
            throw new ArgumentException($"The class '{name}' would read back as a missing label. Take it out of CsvOptions.MissingValues, for writing and reading.");
        if (name.AsSpan().Trim(options.TrimLabel).Length != name.Length)
            throw new ArgumentException($"The class '{name}' would lose characters of CsvOptions.TrimLabel when it is read back. Write without TrimLabel.");
        return Field(name, "The class");
    }

    private string MissingText()
    {
        if (options.MissingValues.Count == 0)
            throw new ArgumentException("The table has missing values, and CsvOptions.MissingValues has no text for them.");
        return options.MissingValues.Contains(string.Empty) ? string.Empty : Field(options.MissingValues[0], "The text for missing values");
    }

    private string Field(string text, string what)
    {
        if (text.Contains('\0'))
            throw new ArgumentException($"{what} '{SavedObject.Shown(text)}' holds a NUL character, which does not read back.");
        if (options.Trim && text.AsSpan().Trim().Length != text.Length)
            throw new ArgumentException($"{what} '{SavedObject.Shown(text)}' has outer blanks, which do not read back. Set CsvOptions.Trim to false, for writing and reading.");
        bool isPlain = text.AsSpan().IndexOfAny(['\n', '\r', separator]) < 0
            && !(options.Quotes && text.Contains('"')) && !(options.Comment is char comment && text.StartsWith(comment));
        if (isPlain)
            return text;
        if (!options.Quotes)
            throw new ArgumentException($"{what} '{SavedObject.Shown(text)}' holds a separator or line end, or begins like a comment, and CsvOptions.Quotes is false.");
        return $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
