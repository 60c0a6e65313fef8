using System.Text.Json;

namespace AutoGradLinear.Data;

/// <summary>Keeps some columns, in their order.</summary>
internal sealed class SelectionStep : FittedStep
{
    public const string Name = "keepColumns";

    private readonly int[] kept;

    private SelectionStep(int inputCount, int[] kept)
        : base(inputCount) => this.kept = kept;

    public override string Kind => Name;

    public override int OutputCount => kept.Length;

    public override bool ChangesColumns => true;

    /// <summary>The columns that are kept, ascending.</summary>
    public ReadOnlySpan<int> Kept => kept;

    public static SelectionStep FitVarying(ClassificationDataset train, WorkProgress work)
    {
        (double[] smallest, double[] largest) = ColumnStatistics.Ranges(train, work);
        int[] kept = [.. Enumerable.Range(0, smallest.Length).Where(j => smallest[j] != largest[j])];
        return kept.Length > 0
            ? new SelectionStep(smallest.Length, kept)
            : throw new ArgumentException($"All {smallest.Length} columns are constant, so that none would be left.", nameof(train));
    }

    public static SelectionStep Read(SavedObject saved, int inputCount)
    {
        saved.RequireOnly("step", "columns");
        int[] kept = saved.Integers("columns", null, 0, inputCount - 1);
        if (kept.Length == 0)
            throw saved.Error("columns", "expected one column or more.");
        for (int k = 1; k < kept.Length; k++)
        {
            if (kept[k] <= kept[k - 1])
                throw saved.Error($"columns[{k}]", $"expected ascending columns, found {kept[k]} after {kept[k - 1]}.");
        }

        return new SelectionStep(inputCount, kept);
    }

    public override LinearMap? Fold(LinearMap next) => next.Before(kept, InputCount);

    public override int Transform<T>(Span<T> row)
    {
        // kept[k] ≥ k, so nothing is overwritten before it is read.
        for (int k = 0; k < kept.Length; k++)
            row[k] = row[kept[k]];
        return kept.Length;
    }

    public override int Transform<T>(Span<int> columns, Span<T> values)
    {
        int count = 0;
        int next = 0;
        for (int k = 0; k < values.Length; k++)
        {
            // Both ascend, so the search goes on where the last one ended.
            int place = kept.AsSpan(next).BinarySearch(columns[k]);
            next += place < 0 ? ~place : place;
            if (place < 0)
                continue;
            columns[count] = next;
            values[count++] = values[k];
        }

        return count;
    }

    public override IReadOnlyList<string>? Names(IReadOnlyList<string>? names) => names is null ? null : [.. kept.Select(j => names[j])];

    public override void WriteProperties(Utf8JsonWriter writer) => SavedJson.Write(writer, "columns", kept);
}
