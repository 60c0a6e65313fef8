using System.Text.Json;

namespace AutoGradLinear.Data;

/// <summary>Divides every row by its norm.</summary>
internal sealed class UnitRowsStep(int inputCount, RowNorm norm) : FittedStep(inputCount)
{
    public const string Name = "unitRows";

    public override string Kind => Name;

    public RowNorm Norm => norm;

    public static UnitRowsStep Read(SavedObject saved, int inputCount)
    {
        saved.RequireOnly("step", "norm");
        return new UnitRowsStep(inputCount, saved.OneOf("norm", TermWeighting.RowNorms[1..]));
    }

    public override int Transform<T>(Span<T> row)
    {
        TermWeighting.Normalize(norm, row);
        return row.Length;
    }

    public override int Transform<T>(Span<int> columns, Span<T> values) => Transform(values);

    public override void WriteProperties(Utf8JsonWriter writer) =>
        writer.WriteString("norm", TermWeighting.NameOf(TermWeighting.RowNorms, norm));
}
