using System.Numerics.Tensors;
using System.Text.Json;

namespace AutoGradLinear.Data;

/// <summary>Multiplies all values by one factor.</summary>
internal sealed class ScaleStep(int inputCount, double factor) : FittedStep(inputCount)
{
    public const string Name = "scale";

    public double Factor => factor;

    public override string Kind => Name;

    public override ColumnMap? AsMap => ColumnMap.Uniform(InputCount, factor);

    public static ScaleStep Read(SavedObject saved, int inputCount)
    {
        saved.RequireOnly("step", "factor");
        double factor = saved.Number("factor");
        return factor != 0.0 ? new ScaleStep(inputCount, factor) : throw saved.Error("factor", "expected a number other than 0, found 0.");
    }

    // In the type of the features, as bytes are scaled when they are read, so that both give the same.
    public override int Transform<T>(Span<T> row)
    {
        TensorPrimitives.Multiply(row, T.CreateTruncating(factor), row);
        return row.Length;
    }

    public override int Transform<T>(Span<int> columns, Span<T> values) => Transform(values);

    public override void WriteProperties(Utf8JsonWriter writer) => writer.WriteNumber("factor", factor);
}
