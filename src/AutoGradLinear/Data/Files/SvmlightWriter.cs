using System.Globalization;
using System.Numerics;
using System.Text;

namespace AutoGradLinear.Data;

/// <summary>Writes datasets as svmlight lines.</summary>
internal static class SvmlightWriter
{
    private const int LongestNumber = 32;

    public static void Write(string path, ClassificationDataset dataset, int firstIndex, WritingSteps steps)
    {
        byte[][] labels = Labels(dataset.Classes);
        DataFileWriter.Write(path, stream =>
        {
            if (dataset.Storage == FeatureStorage.Double)
                Write<double>(stream, dataset, labels, firstIndex, steps);
            else
                Write<float>(stream, dataset, labels, firstIndex, steps);
        });
    }

    private static byte[][] Labels(IReadOnlyList<string> classes)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string name in classes)
        {
            string? problem = name.Any(char.IsWhiteSpace) || name.Length == 0
                ? $"the label '{name}' is empty or holds blanks."
                : SvmlightLabels.Problem(Encoding.UTF8.GetBytes(name), out _);
            if (problem is not null)
                throw new ArgumentException($"Class '{name}' cannot be written to a svmlight file: {problem}", "dataset");
            if (!seen.TryAdd(FileText.CanonicalLabel(name), name))
            {
                throw new ArgumentException(
                    $"Classes '{seen[FileText.CanonicalLabel(name)]}' and '{name}' are the same number and would be read as one class.",
                    "dataset");
            }
        }

        return [.. classes.Select(Encoding.UTF8.GetBytes)];
    }

    private static void Write<T>(
        Stream stream, ClassificationDataset dataset, byte[][] labels, int firstIndex, WritingSteps steps)
        where T : unmanaged, IFloatingPointIeee754<T>, IUtf8SpanFormattable
    {
        int lastColumn = dataset.FeatureCount - 1;
        var values = new T[dataset.IsSparse ? 0 : dataset.FeatureCount];
        int[] columns = dataset.IsSparse ? [] : [.. Enumerable.Range(0, dataset.FeatureCount)];
        var buffer = new GrowingArray<byte>();
        for (int row = 0; row < dataset.Count; row++)
        {
            steps.Begin(row);
            buffer.Add(labels[dataset.Labels[row]]);
            if (dataset.HasWeights)
            {
                buffer.Add(" cost:"u8);
                Add(buffer, dataset.Weights[row]);
            }

            ReadOnlySpan<int> stored = columns;
            if (dataset.IsSparse)
            {
                stored = dataset.StoredColumns(row);
                if (values.Length < stored.Length)
                    values = new T[stored.Length];
                dataset.CopyStoredValues<T>(row, values);
            }
            else
            {
                dataset.CopyRow<T>(row, values);
            }

            bool hasLast = false;
            for (int k = 0; k < stored.Length; k++)
            {
                bool isMark = row == 0 && stored[k] == lastColumn;
                if (values[k] == T.Zero && !isMark)
                    continue;
                Add(buffer, stored[k] + (long)firstIndex, values[k]);
                hasLast |= isMark;
            }

            if (row == 0 && !hasLast)
                Add(buffer, lastColumn + (long)firstIndex, T.Zero);
            buffer.Add((byte)'\n');
            if (buffer.Count > 1 << 16)
            {
                stream.Write(buffer.Span);
                buffer.Truncate(0);
            }
        }

        stream.Write(buffer.Span);
        steps.End();
    }

    private static void Add<T>(GrowingArray<byte> buffer, long index, T value)
        where T : IUtf8SpanFormattable
    {
        buffer.Add((byte)' ');
        Add(buffer, index);
        buffer.Add((byte)':');
        Add(buffer, value);
    }

    private static void Add<T>(GrowingArray<byte> buffer, T number)
        where T : IUtf8SpanFormattable
    {
        Span<byte> text = buffer.Extend(LongestNumber);
        if (!number.TryFormat(text, out int length, default, CultureInfo.InvariantCulture))
            throw new InvalidOperationException("A number is longer than 32 characters.");
        buffer.Truncate(buffer.Count - LongestNumber + length);
    }
}
