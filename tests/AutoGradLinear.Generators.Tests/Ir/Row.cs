namespace AutoGradLinear.Generators.Tests;

/// <summary>A part of an array, as the interpreter sees rows: reals are doubles, integers longs.</summary>
internal sealed record Row(Array Data, int Start, int Count)
{
    public object this[int index]
    {
        get => Data.GetValue(Position(index))!;
        set => Data.SetValue(value, Position(index));
    }

    public static Row Of(Array data) => new(data, 0, data.Length);

    public Row Slice(int start, int count)
        => (uint)start <= (uint)Count && (uint)count <= (uint)(Count - start) ? new Row(Data, Start + start, count) : throw new ArgumentOutOfRangeException(nameof(start));

    public object[] ToArray() => Enumerable.Range(0, Count).Select(i => this[i]).ToArray();

    public double[] ToDoubles() => ToArray().Cast<double>().ToArray();

    private int Position(int index) => (uint)index < (uint)Count ? Start + index : throw new IndexOutOfRangeException();
}
