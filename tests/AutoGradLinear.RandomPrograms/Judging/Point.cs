namespace AutoGradLinear.RandomPrograms.Judging;

/// <summary>
/// Arguments, or gradients, as the calls of a judged program see them. A real number is a row of one element, so that it can be passed by
/// reference.
/// </summary>
public sealed class Point
{
    private readonly object[] _slots;

    internal Point(IEnumerable<object> arguments) => _slots = [.. arguments.Select(Slot)];

    private Point(Point other) => _slots = [.. other._slots.Select(Copy)];

    internal int Count => _slots.Length;

    public ref double Real(int index) => ref ((double[])_slots[index])[0];

    public double[] Row(int index) => (double[])_slots[index];

    public int Whole(int index) => (int)_slots[index];

    public bool Truth(int index) => (bool)_slots[index];

    public int[] Wholes(int index) => (int[])_slots[index];

    internal object this[int index] => _slots[index];

    internal Point Copy() => new(this);

    private static object Slot(object argument) => argument is double real ? new[] { real } : Copy(argument);

    private static object Copy(object slot) => slot is Array array ? array.Clone() : slot;
}
